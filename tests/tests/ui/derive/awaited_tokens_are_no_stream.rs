use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    async fn stream_tokens(&self, input: Messages) -> Result<Vec<String>> {
        Ok(vec![input.last_text().to_string()])
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
