use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    async fn invoke(&self, input: Messages, config: RunConfig) -> Result<String> {
        Ok(format!("{} {config:?}", input.last_text()))
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
