use runnable::prelude::*;

#[derive(Runnable)]
union Model {
    byte: u8,
}
impl Model {
    fn invoke(&self, input: Messages) -> String {
        input.last_text().to_string()
    }
}

fn main() {
    let _ = Model { byte: 0 }.call("hi");
}
