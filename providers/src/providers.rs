//! The providers that are known by name, one row each: [`init_chat_model`] and the table in the documentation are
//! made of them.

use runnable::{Error, ErrorKind, Result};

use crate::anthropic::Anthropic;
use crate::any::AnyDialect;
use crate::chat::ChatModel;
use crate::host::Host;
use crate::hosts;
use crate::mistral::Mistral;
use crate::ollama::Ollama;

/// A provider: a dialect, spoken to a host, under the name that [`init_chat_model`] knows.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Provider {
    /// What stands before the colon in `anthropic:claude-haiku-4-5`.
    pub name: &'static str,
    /// Where its models are.
    pub host: Host,
    /// Its wire format, in words.
    pub dialect_name: &'static str,
    dialect: fn() -> AnyDialect,
    /// How the beginning of a model's name tells that it is this provider's, for names without a colon.
    prefixes: &'static [&'static str],
}

/// Every provider that is known by name.
pub const PROVIDERS: &[Provider] = &[
    Provider {
        prefixes: &["claude"],
        ..Provider::new("anthropic", hosts::ANTHROPIC, "Anthropic Messages", || Anthropic::default().into())
    },
    Provider {
        prefixes: &[
            "mistral",
            "mixtral",
            "ministral",
            "magistral",
            "codestral",
            "devstral",
            "pixtral",
            "voxtral",
            "open-mistral",
            "open-mixtral",
        ],
        ..Provider::new("mistralai", hosts::MISTRAL, "Mistral Chat Completions", || Mistral::default().into())
    },
    Provider::new("ollama", hosts::OLLAMA, "Ollama Chat", || Ollama::default().into()),
];

impl Provider {
    const fn new(
        name: &'static str,
        host: Host,
        dialect_name: &'static str,
        dialect: fn() -> AnyDialect,
    ) -> Self {
        Self { name, host, dialect_name, dialect, prefixes: &[] }
    }

    /// The provider's model of this name.
    pub fn model(&self, model: impl Into<String>) -> ChatModel<AnyDialect> {
        ChatModel::with_dialect((self.dialect)(), model).host(self.host)
    }
}

/// A chat model by the name of its provider and its own: `anthropic:claude-haiku-4-5`.
///
/// Without a provider, the beginning of the model's name tells it, where it does: `claude-…`. Nothing is sent, and no
/// key is looked for, before the first call.
///
/// ```
/// let chat = runnable_providers::init_chat_model("anthropic:claude-haiku-4-5")?.temperature(0.2);
/// assert!(runnable_providers::init_chat_model("nobody:a-model").is_err());
/// # Ok::<(), runnable::Error>(())
/// ```
///
/// # Errors
/// Of kind [`Config`](ErrorKind::Config): no provider has this name. The error lists those that there are.
pub fn init_chat_model(name: &str) -> Result<ChatModel<AnyDialect>> {
    let named = name.split_once(':').and_then(|(provider, model)| Some((find(provider)?, model)));
    let guessed =
        || PROVIDERS.iter().find(|provider| provider.has_prefix_of(name)).map(|found| (found, name));
    match named.or_else(guessed) {
        Some((provider, model)) if !model.is_empty() => Ok(provider.model(model)),
        _ => Err(unknown(name)),
    }
}

impl Provider {
    fn has_prefix_of(&self, model: &str) -> bool {
        self.prefixes.iter().any(|prefix| model.starts_with(prefix))
    }
}

/// The provider of this name; `-` and `_` are the same.
fn find(name: &str) -> Option<&'static Provider> {
    let name = name.replace('_', "-");
    PROVIDERS.iter().find(|provider| provider.name.eq_ignore_ascii_case(&name))
}

fn unknown(name: &str) -> Error {
    let names = PROVIDERS.iter().map(|provider| provider.name).collect::<Vec<_>>().join(", ");
    let text =
        format!("no provider for the model `{name}`: name it as `provider:model`, with one of {names}");
    Error::new(ErrorKind::Config, text)
}
