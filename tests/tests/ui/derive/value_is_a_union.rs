use runnable::prelude::*;

#[derive(Clone, Copy, Streamable)]
union Words {
    byte: u8,
}

fn main() {}
