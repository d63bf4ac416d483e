use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<usize>> {
        futures::stream::iter([Ok(input.last_text().len())])
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
