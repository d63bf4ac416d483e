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
    mod langchain;
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
    mod configurable;
    mod fallbacks;
    mod guard_laws;
    mod history;
    mod nested_failures;
    mod pressure;
    mod propagation;
    mod rate_limit;
    mod retry;
    mod timeout;
    mod tracing;
    mod with_config;
}
