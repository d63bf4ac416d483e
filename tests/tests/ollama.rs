//! Ollama's dialect: `runnable_providers::ChatOllama`.
//!
//! | file | what |
//! |---|---|
//! | `decoding` | chunks, and how streams end |
//! | `oddities` | what servers send beside what is published |
//! | `encoding` | requests |
//! | `answers` | answers at once, errors, media types, addresses |
//! | `http` | the same over loopback |
//! | `laws`, `cost` | lines that chance makes; allocations |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod ollama {
    mod answers;
    mod cost;
    mod decoding;
    mod encoding;
    mod http;
    mod laws;
    mod oddities;
}
