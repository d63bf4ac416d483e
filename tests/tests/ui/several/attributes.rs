use runnable::prelude::*;

#[derive(Runnable)]
#[runnable(chat_modle, input = "String", nmae = "a", output = u8, tags = "demo", tool, chain)]
#[runnable(metadata(a = [1], b = 2), output = String)]
struct Model;
impl Model {
    fn invoke(&self, input: Messages) -> String {
        input.last_text().to_string()
    }
}

fn main() {
    let _ = Model.call("hi");
}
