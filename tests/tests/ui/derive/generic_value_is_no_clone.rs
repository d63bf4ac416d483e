use runnable::prelude::*;

#[derive(serde::Serialize, Streamable)]
struct Words<T>(Vec<T>);

fn main() {}
