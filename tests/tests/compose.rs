//! Putting steps together: what each combinator promises, its events line by line, and the laws.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod compose {
    mod generator;
    mod lambda;
    mod passthrough;
    mod prompts;
    mod record;
    mod sequence;
    mod steps;

    mod callbacks;
    mod fallbacks;
    mod retry;
    mod tracing;
    mod with_config;
}
