//! Putting steps together. Everything that needs no time runs on the plainest executor there is.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod compose {
    mod parsers;
    mod prompts;
    mod record;
}
