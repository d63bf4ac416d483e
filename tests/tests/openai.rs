//! OpenAI's older dialect, and its hosts: `runnable_providers::ChatOpenAi`.
//!
//! | file | what is held to what |
//! |---|---|
//! | `gateways` | what hosts send beside OpenAI's own form |
//! | `facts` | what they tell beside the answer: usage, sources, what filters found |
//! | `ending` | how streams end: errors in every shape, cuts, no last event |
//! | `laws`, `cost` | streams that chance makes; allocations |
//! | `encoding` | requests |
//! | `round_trip` | answers at once and in pieces, there and back |
//! | `hosts` | what sets one host apart from another |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod openai {
    mod cost;
    mod decoding;
    mod encoding;
    mod ending;
    mod facts;
    mod gateways;
    mod hosts;
    mod laws;
    mod round_trip;
}
