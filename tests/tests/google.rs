//! Google's dialect: `runnable_providers::ChatGoogle`.
//!
//! | file | what is held to what |
//! |---|---|
//! | `corpus` | chunks, messages and events, to LangChain's |
//! | `ending`, `parts`, `counts`, `laws`, `cost` | decoding: how streams end, rare parts, token counts, chance, allocations |
//! | `encoding`, `hosts` | requests, and where they go |
//! | `round_trip` | answers at once and in pieces, there and back |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod google {
    mod corpus;
    mod cost;
    mod counts;
    mod decoding;
    mod encoding;
    mod ending;
    mod hosts;
    mod laws;
    mod parts;
    mod requests;
    mod round_trip;
}
