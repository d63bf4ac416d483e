use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn invoke(&self, input: Messages) -> impl Stream<Item = Result<String>> {
        futures::stream::iter([Ok(input.last_text().to_string())])
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
