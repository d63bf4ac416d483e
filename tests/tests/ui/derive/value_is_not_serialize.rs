use runnable::prelude::*;

#[derive(Clone, Streamable)]
struct Words(String);

fn main() {}
