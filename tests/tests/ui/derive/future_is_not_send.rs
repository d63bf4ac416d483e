use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    async fn invoke(&self, input: Messages) -> Result<String> {
        let text = std::rc::Rc::new(input.last_text().to_string());
        std::future::ready(()).await;
        Ok(text.to_string())
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
