//! The providers that are known by name, as the constants of [`hosts`] name them: [`init_chat_model`] and the table in
//! the documentation are made of them.

use std::fmt;
use std::sync::LazyLock;

use runnable::{Error, ErrorKind, Result};

use crate::any::AnyDialect;
use crate::chat::ChatModel;
use crate::dialect::Dialect;
use crate::feature::Features;
use crate::host::Host;
use crate::hosts;

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
    /// What its streams and requests were held to.
    pub verified: Verified,
    pub(crate) dialect: fn() -> AnyDialect,
    /// How the beginning of a model's name tells that it is this provider's, for names without a colon.
    pub(crate) prefixes: &'static [&'static str],
}

/// What a provider's streams and requests were held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verified {
    /// Streams that were recorded from the provider itself.
    Recording,
    /// A server of this kind, running.
    LiveServer,
    /// The published description of its wire format.
    PublishedFormat,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recording => "real recordings",
            Self::LiveServer => "live server",
            Self::PublishedFormat => "published format",
        })
    }
}

/// Every provider that is known by name.
pub static PROVIDERS: LazyLock<Vec<Provider>> = LazyLock::new(hosts::rows);

impl Provider {
    /// The provider's model of this name.
    pub fn model(&self, model: impl Into<String>) -> ChatModel<AnyDialect> {
        ChatModel::with_dialect((self.dialect)(), model).host(self.host)
    }

    /// What its wire format can say and its host can do. A model of its may do less.
    pub fn features(&self) -> Features {
        (self.dialect)().features("").minus(self.host.lacks)
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
    let spelled = |name: &str| name.to_ascii_lowercase().replace('_', "-");
    PROVIDERS.iter().find(|provider| spelled(provider.name) == spelled(name))
}

fn unknown(name: &str) -> Error {
    let names = PROVIDERS.iter().map(|provider| provider.name).collect::<Vec<_>>().join(", ");
    let text =
        format!("no provider for the model `{name}`: name it as `provider:model`, with one of {names}");
    Error::new(ErrorKind::Config, text)
}
