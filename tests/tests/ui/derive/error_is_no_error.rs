use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    async fn invoke(&self, input: Messages) -> std::result::Result<String, u8> {
        Err(input.last_text().len() as u8)
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
