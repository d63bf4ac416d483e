use runnable::prelude::*;

#[derive(Runnable)]
#[runnable(name = shout)]
struct Model;
impl Model {
    fn invoke(&self, input: Messages) -> String {
        input.last_text().to_string()
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
