//! Models that ask nobody: what they say, in which pieces, when, and what they keep of a call.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod mock {
    mod function;
    mod schema;
    mod scripted;
}
