//! Cohere's dialect: `runnable_providers::ChatCohere`.
//!
//! | file | what is held to what |
//! |---|---|
//! | `ending`, `blocks`, `laws`, `cost` | decoding: how streams end, what gateways do, chance, allocations |
//! | `encoding` | requests |
//! | `whole` | answers at once and in pieces, there and back; errors |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod cohere {
    mod blocks;
    mod bodies;
    mod cost;
    mod encoding;
    mod ending;
    mod laws;
    mod whole;
}
