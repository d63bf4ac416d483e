use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn stream_tokens(&self, input: Messages) -> Vec<String> {
        vec![input.last_text().to_string()]
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
