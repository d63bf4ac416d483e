use runnable::prelude::*;

#[derive(Runnable)]
struct Empty;

#[derive(Runnable)]
#[runnable(colour = "red")]
struct Coloured;
impl Coloured {
    fn invoke(&self, input: Messages) -> String {
        input.last_text().to_string()
    }
}

fn main() {
    let _ = (Empty | Coloured).call("hi");
}
