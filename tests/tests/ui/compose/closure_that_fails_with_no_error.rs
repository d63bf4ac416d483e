use runnable::compose::Lambda;

struct Opaque;

fn main() {
    let _ = Lambda::new(|text: String| if text.is_empty() { Err(Opaque) } else { Ok(text) });
}
