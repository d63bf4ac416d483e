//! Bedrock's dialect and what it is carried by: `runnable_providers::ChatBedrock`.
//!
//! | file | what is held to what |
//! |---|---|
//! | `framing` | Amazon's event stream: checksums, headers, cuts |
//! | `ending`, `blocks`, `laws`, `cost` | decoding: how streams end, rare blocks, chance, allocations |
//! | `encoding` | requests |
//! | `whole` | answers at once and in pieces, there and back; errors |
//! | `access` | keys, credentials, signatures |

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod bedrock {
    mod access;
    mod blocks;
    mod bodies;
    mod cost;
    mod encoding;
    mod ending;
    mod framing;
    mod laws;
    mod whole;
}
