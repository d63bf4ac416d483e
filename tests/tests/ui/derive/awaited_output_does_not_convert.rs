use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    async fn invoke(&self, input: Messages) -> Result<usize> {
        Ok(input.last_text().len())
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
