use runnable::compose::Lambda;

fn main() {
    let words = Lambda::new(|text: String| text.len());
    let shout = Lambda::new(|text: String| text.to_uppercase());
    let _ = words | shout;
}
