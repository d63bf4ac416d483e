//! What the benches share: bodies to read, and rounds that measure several ways of reading them in turn.

#![allow(dead_code, reason = "a bench need not use all of it")]

pub(crate) mod bodies;
pub(crate) mod rounds;
