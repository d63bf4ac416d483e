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

/// An Ollama server, on this machine at port 11434 unless `OLLAMA_HOST` says otherwise. It needs no key; the one in
/// `OLLAMA_API_KEY` is sent if there is one.
pub const OLLAMA: Host = Host {
    base_url_variables: &["OLLAMA_HOST"],
    default_port: Some(11434),
    key_variables: &["OLLAMA_API_KEY"],
    ..Host::new("ollama", "http://127.0.0.1:11434").without_key()
};

/// Mistral's own API. The key is in `MISTRAL_API_KEY`.
pub const MISTRAL: Host = Host {
    base_url_variables: &["MISTRAL_BASE_URL"],
    key_variables: &["MISTRAL_API_KEY"],
    ..Host::new("mistralai", "https://api.mistral.ai/v1")
};
