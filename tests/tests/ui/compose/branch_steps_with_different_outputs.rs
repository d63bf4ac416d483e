use runnable::compose::{Branch, Lambda};

fn main() {
    let _ = Branch::new()
        .when(|text: &String| text.is_empty(), Lambda::new(|_: String| 0_usize))
        .otherwise(Lambda::new(|text: String| text));
}
