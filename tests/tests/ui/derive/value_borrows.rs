use runnable::prelude::*;

#[derive(Clone, serde::Serialize, Streamable)]
struct Words<'a>(&'a str);

fn main() {}
