//! The dialect of OpenAI's Responses API: `runnable_providers::ChatOpenAiResponses`.
//!
//! | file | what is held to what |
//! |---|---|
//! | `ending`, `gateways`, `laws`, `cost` | decoding: how streams end, what compatible servers send, chance, allocations |
//! | `encoding` | requests |
//! | `round_trip` | answers at once and in pieces, there and back, to the `output` that streams end with |
//! | `bodies`, `decoding`, `sending` | what these are made with |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod openai_responses {
    mod bodies;
    mod cost;
    mod decoding;
    mod encoding;
    mod ending;
    mod gateways;
    mod laws;
    mod round_trip;
    mod sending;
}
