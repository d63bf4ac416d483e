use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn stream_tokens(&self, input: u8) -> impl Stream<Item = Result<String>> {
        futures::stream::iter([Ok(input.to_string())])
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
