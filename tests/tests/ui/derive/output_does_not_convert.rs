use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn invoke(&self, input: Messages) -> usize {
        input.last_text().len()
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
