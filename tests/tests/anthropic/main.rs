//! Anthropic's dialect: `runnable_providers::ChatAnthropic`.

mod compare;
mod conformance;
mod decoding;
