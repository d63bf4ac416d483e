use runnable::prelude::*;

#[derive(Runnable)]
struct Model<'a, T> {
    calls: &'a std::cell::Cell<T>,
}
impl<T: Send + Sync> Model<'_, T> {
    async fn invoke(&self, input: Messages) -> Result<String> {
        std::future::ready(()).await;
        Ok(input.last_text().to_string())
    }
}

fn main() {}
