use runnable::compose::Lambda;

struct Opaque;

fn main() {
    let _ = Lambda::new(|_: String| Opaque);
}
