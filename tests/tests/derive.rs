//! What the derive makes of a type.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::needless_pass_by_value, reason = "a hook takes its input by value")]

mod derive {
    mod attributes;
    mod behaviour;
    mod errors;
    mod generics;
    mod hygiene;
    mod kinds;
    mod laws;
    mod paths;
    mod shapes_of_invoke;
    mod shapes_of_stream_tokens;
    mod values;
}
