//! The hosts that are known by name. Any other one is [`ChatModel::base_url`](crate::ChatModel::base_url) away.

use crate::host::{Host, KeyHeader};

/// Anthropic's own API. The key is in `ANTHROPIC_API_KEY`.
pub const ANTHROPIC: Host = Host {
    base_url_variables: &["ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"],
    key_variables: &["ANTHROPIC_API_KEY"],
    key_header: KeyHeader::Named("x-api-key"),
    ..Host::new("anthropic", "https://api.anthropic.com")
};

/// The Messages API of a `llama-server` on this machine, port 8080. It needs no key.
pub const LLAMA_CPP_MESSAGES: Host = Host::new("llama.cpp", "http://127.0.0.1:8080").without_key();

/// Cohere's own API. The key is in `COHERE_API_KEY`, else in `CO_API_KEY`.
pub const COHERE: Host = Host {
    base_url_variables: &["CO_API_URL"],
    key_variables: &["COHERE_API_KEY", "CO_API_KEY"],
    ..Host::new("cohere", "https://api.cohere.com")
};
