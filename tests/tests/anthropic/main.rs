//! Anthropic's dialect: `runnable_providers::ChatAnthropic`.

mod bodies;
mod compare;
mod conformance;
mod decoding;
mod encoding;
mod oracle;
mod round_trip;
mod script;
