use runnable::Runnable;
use runnable::compose::Lambda;

fn main() {
    let words = Lambda::new(|text: String| text.len());
    let double = Lambda::new(|number: usize| number * 2);
    let _ = words.pipe(double).pipe(Lambda::new(|text: String| text));
}
