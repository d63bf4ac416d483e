//! Servers that one runs oneself. They need no key.

use super::TEXT_AND_PICTURES;
use super::compatible::compatible;
use crate::feature::{Feature, Features};
use crate::host::Host;
use crate::providers::Verified;
use crate::row::{chat, messages, ollama};

hosts! {
    SERVERS;

    /// An Ollama server, on this machine at port 11434 unless `OLLAMA_HOST` says otherwise. It needs no key;
    /// the one in `OLLAMA_API_KEY` is sent if there is one.
    pub const OLLAMA: Host = Host {
        base_url_variables: &["OLLAMA_HOST"],
        default_port: Some(11434),
        key_variables: &["OLLAMA_API_KEY"],
        ..Host::new("ollama", "http://127.0.0.1:11434").without_key()
    } => [ollama("ollama").held_to(Verified::Recording)];

    /// A `vllm serve` on this machine, port 8000. It needs no key.
    pub const VLLM: Host = Host {
        run_name: Some("ChatVLLM"),
        thoughts_field: Some("reasoning"),
        ..compatible("vllm", "http://127.0.0.1:8000/v1", &["VLLM_API_KEY"]).without_key()
    } => [chat("vllm")];

    /// LM Studio on this machine, port 1234. It needs no key.
    pub const LM_STUDIO: Host = Host {
        run_name: Some("ChatLMStudio"),
        lacks: TEXT_AND_PICTURES,
        ..compatible("lmstudio", "http://127.0.0.1:1234/v1", &["LM_API_TOKEN"]).without_key()
    } => [chat("lmstudio")];

    /// A `llama-server` on this machine, port 8080. It needs no key.
    pub const LLAMA_CPP: Host = Host {
        run_name: Some("ChatLlamaCpp"),
        thoughts_field: Some("reasoning_content"),
        lacks: Features::of(&[Feature::FileInput]),
        ..compatible("llama.cpp", "http://127.0.0.1:8080/v1", &["LLAMA_API_KEY"]).without_key()
    } => [chat("llama_cpp").held_to(Verified::LiveServer)];

    /// The Messages API of a `llama-server` on this machine, port 8080. It needs no key.
    pub const LLAMA_CPP_MESSAGES: Host = Host {
        lacks: Features::of(&[Feature::ToolChoice, Feature::StructuredOutput, Feature::FileInput]),
        ..Host::new("llama.cpp", "http://127.0.0.1:8080").without_key()
    } => [messages("llama-cpp-messages").held_to(Verified::LiveServer)];

    /// A LiteLLM proxy, on this machine at port 4000 unless `LITELLM_PROXY_API_BASE` says where.
    pub const LITELLM: Host = Host {
        run_name: Some("ChatLiteLLM"),
        base_url_variables: &["LITELLM_PROXY_API_BASE"],
        thoughts_field: Some("reasoning_content"),
        ..compatible("litellm", "http://127.0.0.1:4000/v1", &["LITELLM_PROXY_API_KEY", "LITELLM_API_KEY"])
            .without_key()
    } => [chat("litellm")];
}
