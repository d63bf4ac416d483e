use runnable::prelude::*;

#[derive(Runnable)]
struct Model<T> {
    last: std::cell::Cell<T>,
}
impl<T> Model<T> {
    async fn invoke(&self, input: Messages) -> Result<String> {
        Ok(input.last_text().to_string())
    }
}

fn main() {}
