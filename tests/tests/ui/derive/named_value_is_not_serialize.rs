use runnable::prelude::*;

#[derive(Clone, Streamable)]
struct Words {
    first: String,
}

fn main() {}
