use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    async fn invoke(&self, input: String) -> Result<String> {
        Ok(input)
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
