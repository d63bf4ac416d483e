//! Putting steps together. Everything that needs no time runs on the plainest executor there is.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod compose {
    mod assign;
    mod generator;
    mod lambda;
    mod parallel;
    mod passthrough;
    mod record;
    mod sequence;
}
