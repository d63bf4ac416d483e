use runnable::Runnable;
use runnable::compose::Lambda;

fn main() {
    let measure = Lambda::new(|text: String| text.len());
    let shout = Lambda::new(|text: String| text.to_uppercase());
    let _ = measure.pipe(shout.clone()).pipe(shout.clone()).pipe(shout);
}
