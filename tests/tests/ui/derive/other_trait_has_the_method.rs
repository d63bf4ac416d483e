use runnable::prelude::*;

trait Invoke {
    fn invoke(&self, input: u8) -> u8;
}

#[derive(Runnable)]
struct Model;
impl Model {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<String>> {
        futures::stream::iter([Ok(input.last_text().to_string())])
    }
}
impl Invoke for Model {
    fn invoke(&self, input: u8) -> u8 {
        input
    }
}

fn main() {}
