//! Putting steps together: what each combinator promises, its events line by line, and the laws.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod compose {
    mod assign;
    mod branch;
    mod cost;
    mod each;
    mod generator;
    mod graph;
    mod lambda;
    mod message_laws;
    mod parallel;
    mod parsers;
    mod passthrough;
    mod prompts;
    mod random;
    mod record;
    mod router;
    mod sequence;
    mod steps;
    mod tools;

    mod callbacks;
    mod fallbacks;
    mod retry;
    mod tracing;
    mod with_config;
}
