//! Anthropic's dialect: `runnable_providers::ChatAnthropic`.
//!
//! | file | what is held to what |
//! |---|---|
//! | `conformance` | chunks and messages, to LangChain's, by the rules in `compare` |
//! | `ending`, `blocks`, `laws`, `cost` | decoding: how streams end, rare blocks, chance, allocations |
//! | `encoding` | requests |
//! | `round_trip` | answers at once and in pieces, there and back, to the naive sum in `oracle` |
//! | `answers`, `retry`, `secrets` | responses of a transport that follows a `script` |
//! | `http` | the same over loopback |

mod anthropic {
    mod answers;
    mod blocks;
    mod bodies;
    mod compare;
    mod conformance;
    mod cost;
    mod decoding;
    mod encoding;
    mod ending;
    mod http;
    mod laws;
    mod oracle;
    mod retry;
    mod round_trip;
    mod script;
    mod secrets;
    mod structured;
}
