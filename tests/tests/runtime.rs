//! The runtime, without the derive and without tokio: every test here runs on the plainest executor there is.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod runtime {
    mod batch;
    mod blocks;
    mod calls;
    mod config;
    mod context;
    mod errors;
    mod events;
    mod messages;
    mod sequence;
}
