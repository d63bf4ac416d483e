//! The standard suite, run over the models and combinators of the workspace, and over models that break one law each.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::needless_pass_by_value, reason = "a hook is given its input")]

mod conformance {
    mod blocks;
    mod broken;
    mod broken_runs;
    mod by_hand;
    mod combinators;
    mod dialects;
    mod kinds;
    mod models;
    mod recordings;
    mod report;
    mod steps;
}
