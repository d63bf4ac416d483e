use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = std::result::Result<String, u8>> {
        futures::stream::iter([Err(input.last_text().len() as u8)])
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
