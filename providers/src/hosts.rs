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

/// OpenAI's own API. The key is in `OPENAI_API_KEY`.
pub const OPENAI: Host = Host {
    base_url_variables: &["OPENAI_BASE_URL", "OPENAI_API_BASE"],
    key_variables: &["OPENAI_API_KEY"],
    ..Host::new("openai", "https://api.openai.com/v1")
};
