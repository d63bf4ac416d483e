use runnable::prelude::*;

#[derive(Runnable)]
#[runnable(hooks(invoke))]
struct Model;

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
