use runnable::prelude::*;

#[derive(Runnable)]
struct Model {
    calls: std::cell::Cell<u8>,
}
impl Model {
    async fn invoke(&self, input: Messages) -> Result<String> {
        self.calls.set(self.calls.get() + 1);
        Ok(input.last_text().to_string())
    }
}

fn main() {}
