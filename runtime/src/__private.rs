//! What derived code may name. Nothing here is for people.

pub use crate::run::{fold_heard, stream_heard};
pub use crate::value::nothing_came;
