//! The standard suite, run over the models and combinators of the workspace, and over models that break one law each.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod conformance {
    mod blocks;
    mod broken;
    mod combinators;
    mod models;
    mod recordings;
    mod report;
    mod steps;
}
