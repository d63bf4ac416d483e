use runnable::prelude::*;

#[derive(Runnable)]
struct Model;
impl Model {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<String>> {
        let text = std::rc::Rc::new(input.last_text().to_string());
        futures::stream::iter((0..2).map(move |_| Ok(text.to_string())))
    }
}

fn main() {
    let _ = Model.call("hi");
    let _ = Model | StrOutputParser;
}
