//! Mistral's dialect: `runnable_providers::ChatMistral`.
//!
//! | file | what |
//! |---|---|
//! | `decoding` | chunks, and how streams end |
//! | `oddities` | what Mistral and compatible servers send beside what is published |
//! | `encoding` | requests |
//! | `answers` | answers at once, errors |
//! | `laws`, `cost` | chance, allocations |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod mistral {
    mod answers;
    mod cost;
    mod decoding;
    mod encoding;
    mod laws;
    mod oddities;
}
