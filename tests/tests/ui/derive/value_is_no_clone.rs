use runnable::prelude::*;

#[derive(serde::Serialize, Streamable)]
struct Words(String);

fn main() {}
