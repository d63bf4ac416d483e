//! What a host's constant says of a provider: its name, the wire format, and how it is known.

use crate::any::AnyDialect;
use crate::feature::Feature;
use crate::host::Host;
use crate::providers::{Provider, Verified};

/// A provider without its host.
pub(crate) struct Row {
    name: &'static str,
    dialect_name: &'static str,
    dialect: fn() -> AnyDialect,
    prefixes: &'static [&'static str],
    verified: Verified,
    lacks: &'static [Feature],
}

/// One line a wire format: the function that makes its rows, its name in words, and its dialect.
macro_rules! formats {
    ($($function:ident, $words:literal, $Dialect:ty;)+) => {
        $(pub(crate) const fn $function(name: &'static str) -> Row {
            let dialect: fn() -> AnyDialect = || <$Dialect>::default().into();
            let verified = Verified::PublishedFormat;
            Row { name, dialect_name: $words, dialect, prefixes: &[], verified, lacks: &[] }
        })+
    };
}

formats! {
    messages, "Anthropic Messages", crate::Anthropic;
    chat, "OpenAI Chat Completions", crate::OpenAi;
    responses, "OpenAI Responses", crate::OpenAiResponses;
    gemini, "Google Gemini", crate::Google;
    ollama, "Ollama Chat", crate::Ollama;
    mistral, "Mistral Chat Completions", crate::Mistral;
    cohere, "Cohere Chat v2", crate::Cohere;
    converse, "Bedrock Converse", crate::Bedrock;
}

impl Row {
    /// The names of models that begin like this are this provider's, where none is named.
    pub(crate) const fn guessed_by(self, prefixes: &'static [&'static str]) -> Self {
        Self { prefixes, ..self }
    }

    /// What its streams and requests were held to, if it is more than the published description of its format.
    pub(crate) const fn held_to(self, verified: Verified) -> Self {
        Self { verified, ..self }
    }

    /// What the host does not do by this wire format, though it may by another.
    pub(crate) const fn lacking(self, lacks: &'static [Feature]) -> Self {
        Self { lacks, ..self }
    }

    pub(crate) const fn at(self, host: Host) -> Provider {
        let Self { name, dialect_name, dialect, prefixes, verified, lacks } = self;
        Provider { name, host: host.lacking(lacks), dialect_name, verified, dialect, prefixes }
    }
}
