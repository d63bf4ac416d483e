use runnable::compose::{Lambda, Parallel};

fn main() {
    let _ = Parallel::new()
        .branch("length", Lambda::new(|text: String| text.len()))
        .branch("double", Lambda::new(|number: u32| number * 2));
}
