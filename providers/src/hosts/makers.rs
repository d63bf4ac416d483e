//! The makers of models that have a wire format of their own.

use super::UNTOLD;
use crate::host::{Host, KeyHeader};
use crate::providers::Verified;
use crate::row::{chat, cohere, gemini, messages, mistral, responses};

const OPENAI_MODELS: &[&str] = &["gpt-", "o1", "o3", "o4", "chatgpt", "text-davinci"];

#[rustfmt::skip]
const MISTRAL_MODELS: &[&str] = &[
    "mistral", "mixtral", "ministral", "magistral", "codestral", "devstral", "pixtral", "voxtral", "open-mi",
];

hosts! {
    MAKERS;

    /// Anthropic's own API. The key is in `ANTHROPIC_API_KEY`.
    pub const ANTHROPIC: Host = Host {
        base_url_variables: &["ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"],
        key_variables: &["ANTHROPIC_API_KEY"],
        key_header: KeyHeader::Named("x-api-key"),
        ..Host::new("anthropic", "https://api.anthropic.com")
    } => [messages("anthropic").guessed_by(&["claude"]).held_to(Verified::Recording)];

    /// OpenAI's own API. The key is in `OPENAI_API_KEY`.
    pub const OPENAI: Host = Host {
        base_url_variables: &["OPENAI_API_BASE", "OPENAI_BASE_URL"],
        key_variables: &["OPENAI_API_KEY"],
        header_variables: &[
            ("openai-organization", "OPENAI_ORG_ID"),
            ("openai-project", "OPENAI_PROJECT_ID"),
        ],
        ..Host::new("openai", "https://api.openai.com/v1")
    } => [
        chat("openai").lacking(UNTOLD).guessed_by(OPENAI_MODELS).held_to(Verified::Recording),
        responses("openai-responses").held_to(Verified::Recording),
    ];

    /// Google's AI Studio. The key is in `GOOGLE_API_KEY` or `GEMINI_API_KEY`.
    pub const GOOGLE: Host = Host {
        key_variables: &["GOOGLE_API_KEY", "GEMINI_API_KEY"],
        key_header: KeyHeader::Named("x-goog-api-key"),
        ..Host::new(
            "google_genai",
            "{GOOGLE_GEMINI_BASE_URL|=https://generativelanguage.googleapis.com}/v1beta",
        )
    } => [gemini("google_genai").guessed_by(&["gemini"]).held_to(Verified::Recording)];

    /// Mistral's own API. The key is in `MISTRAL_API_KEY`.
    pub const MISTRAL: Host = Host {
        base_url_variables: &["MISTRAL_BASE_URL"],
        key_variables: &["MISTRAL_API_KEY"],
        ..Host::new("mistralai", "https://api.mistral.ai/v1")
    } => [mistral("mistralai").guessed_by(MISTRAL_MODELS).held_to(Verified::Recording)];

    /// Cohere's own API. The key is in `COHERE_API_KEY`, else in `CO_API_KEY`.
    pub const COHERE: Host = Host {
        base_url_variables: &["CO_API_URL"],
        key_variables: &["COHERE_API_KEY", "CO_API_KEY"],
        ..Host::new("cohere", "https://api.cohere.com")
    } => [cohere("cohere").guessed_by(&["command"]).held_to(Verified::Recording)];
}
