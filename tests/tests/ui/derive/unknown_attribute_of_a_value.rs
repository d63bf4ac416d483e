use runnable::prelude::*;

#[derive(Clone, serde::Serialize, Streamable)]
#[streamable(chunk = String)]
struct Words(String);

fn main() {}
