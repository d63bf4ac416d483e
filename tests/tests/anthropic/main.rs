//! Anthropic's dialect: `runnable_providers::ChatAnthropic`.

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
mod oracle;
mod retry;
mod round_trip;
mod script;
mod secrets;
