use runnable::prelude::*;

#[derive(Runnable)]
struct Prefix<M>(M);
impl<M: ToString> Prefix<M> {
    fn invoke(&self, input: Messages) -> String {
        self.0.to_string() + &input.last_text()
    }
}

fn main() {
    let _ = Prefix(1).call("hi");
}
