use runnable::compose::{Lambda, Parallel};

fn main() {
    let _ = Parallel::from((
        ("length", Lambda::new(|text: String| text.len())),
        ("double", Lambda::new(|number: u32| number * 2)),
    ));
}
