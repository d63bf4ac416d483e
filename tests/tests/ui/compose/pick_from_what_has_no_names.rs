use runnable::Runnable;
use runnable::compose::Lambda;

fn main() {
    let _ = Lambda::new(|text: String| text.len()).pick::<String>("question");
}
