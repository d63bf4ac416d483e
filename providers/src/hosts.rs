//! The hosts that are known by name. Any other one is [`ChatModel::base_url`](crate::ChatModel::base_url) away.

use crate::host::{Host, KeyHeader};

/// Anthropic's own API. The key is in `ANTHROPIC_API_KEY`.
pub const ANTHROPIC: Host = Host {
    name: "anthropic",
    base_url: "https://api.anthropic.com",
    base_url_variables: &["ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"],
    key_variable: Some("ANTHROPIC_API_KEY"),
    key_header: KeyHeader::Named("x-api-key"),
    headers: &[],
};

/// A `llama-server` on this machine, port 8080. It needs no key.
pub const LLAMA_CPP: Host = Host {
    name: "llama.cpp",
    base_url: "http://127.0.0.1:8080",
    base_url_variables: &[],
    key_variable: None,
    key_header: KeyHeader::Bearer,
    headers: &[],
};
