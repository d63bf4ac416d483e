use runnable::prelude::*;

#[derive(Runnable)]
struct Model;

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
