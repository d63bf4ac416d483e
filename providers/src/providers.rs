//! The providers that are known by name, one row each: [`init_chat_model`] and the table in the documentation are
//! made of them.

use std::fmt;

use runnable::{Error, ErrorKind, Result};

use crate::anthropic::Anthropic;
use crate::any::AnyDialect;
use crate::bedrock::Bedrock;
use crate::chat::ChatModel;
use crate::cohere::Cohere;
use crate::dialect::Dialect;
use crate::feature::{Feature, Features};
use crate::google::Google;
use crate::host::Host;
use crate::hosts;
use crate::mistral::Mistral;
use crate::ollama::Ollama;
use crate::openai::OpenAi;
use crate::openai_responses::OpenAiResponses;

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
    dialect: fn() -> AnyDialect,
    /// How the beginning of a model's name tells that it is this provider's, for names without a colon.
    prefixes: &'static [&'static str],
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
#[rustfmt::skip]
pub const PROVIDERS: &[Provider] = &[
    row("anthropic", hosts::ANTHROPIC, MESSAGES).guessed_by(&["claude"]).held_to(Verified::Recording),
    row("openai", hosts::OPENAI.lacking(UNTOLD), CHAT).guessed_by(&["gpt-", "o1", "o3", "o4", "chatgpt", "text-davinci"]).held_to(Verified::Recording),
    row("azure_openai", hosts::AZURE_OPENAI.lacking(UNTOLD), CHAT),
    row("groq", hosts::GROQ, CHAT).held_to(Verified::Recording),
    row("deepseek", hosts::DEEPSEEK, CHAT).guessed_by(&["deepseek"]).held_to(Verified::Recording),
    row("xai", hosts::XAI, CHAT).guessed_by(&["grok"]),
    row("openrouter", hosts::OPENROUTER, CHAT).held_to(Verified::Recording),
    row("together", hosts::TOGETHER, CHAT),
    row("fireworks", hosts::FIREWORKS, CHAT).guessed_by(&["accounts/fireworks"]),
    row("perplexity", hosts::PERPLEXITY, CHAT).guessed_by(&["sonar"]),
    row("nvidia", hosts::NVIDIA, CHAT),
    row("huggingface", hosts::HUGGINGFACE, CHAT),
    row("cerebras", hosts::CEREBRAS, CHAT),
    row("databricks", hosts::DATABRICKS, CHAT),
    row("upstage", hosts::UPSTAGE, CHAT).guessed_by(&["solar"]),
    row("ai21", hosts::AI21, CHAT),
    row("moonshot", hosts::MOONSHOT, CHAT),
    row("dashscope", hosts::DASHSCOPE, CHAT),
    row("zhipu", hosts::ZHIPU, CHAT),
    row("zai", hosts::ZAI, CHAT).held_to(Verified::Recording),
    row("vllm", hosts::VLLM, CHAT),
    row("lmstudio", hosts::LM_STUDIO, CHAT),
    row("llama_cpp", hosts::LLAMA_CPP, CHAT).held_to(Verified::LiveServer),
    row("litellm", hosts::LITELLM, CHAT),
    row("mistralai", hosts::MISTRAL, MISTRAL).guessed_by(MISTRAL_MODELS).held_to(Verified::Recording),
    row("ollama", hosts::OLLAMA, OLLAMA).held_to(Verified::Recording),
    row("openai-responses", hosts::OPENAI, RESPONSES).held_to(Verified::Recording),
    row("azure-openai-responses", hosts::AZURE_OPENAI, RESPONSES).held_to(Verified::Recording),
    row("xai-responses", hosts::XAI, RESPONSES).held_to(Verified::Recording),
    row("google_genai", hosts::GOOGLE, GEMINI).guessed_by(&["gemini"]).held_to(Verified::Recording),
    row("google_vertexai", hosts::VERTEX_AI, GEMINI).held_to(Verified::Recording),
    row("google_anthropic_vertex", hosts::ANTHROPIC_ON_VERTEX_AI, MESSAGES),
    row("bedrock_converse", hosts::BEDROCK_CONVERSE, CONVERSE).guessed_by(BEDROCK_MODELS).held_to(Verified::Recording),
    row("anthropic_bedrock", hosts::ANTHROPIC_BEDROCK, MESSAGES),
    row("cohere", hosts::COHERE, COHERE_CHAT).guessed_by(&["command"]).held_to(Verified::Recording),
];

#[rustfmt::skip]
const MISTRAL_MODELS: &[&str] = &[
    "mistral", "mixtral", "ministral", "magistral", "codestral", "devstral", "pixtral", "voxtral", "open-mi",
];

/// A wire format in words, and its dialect.
type Format = (&'static str, fn() -> AnyDialect);

const MESSAGES: Format = ("Anthropic Messages", || Anthropic::default().into());
const MISTRAL: Format = ("Mistral Chat Completions", || Mistral::default().into());
const OLLAMA: Format = ("Ollama Chat", || Ollama::default().into());
const GEMINI: Format = ("Google Gemini", || Google::default().into());

const RESPONSES: Format = ("OpenAI Responses", || OpenAiResponses::default().into());

const CONVERSE: Format = ("Bedrock Converse", || Bedrock::default().into());
/// The makers and regions that the names of models at Bedrock begin with.
const BEDROCK_MODELS: &[&str] = &["amazon.", "anthropic.", "meta.", "us.", "eu.", "apac.", "global."];
const COHERE_CHAT: Format = ("Cohere Chat v2", || Cohere::default().into());

/// What OpenAI's own models do not do by its older API.
const UNTOLD: &[Feature] = &[Feature::Reasoning, Feature::VideoInput];

const CHAT: Format = ("OpenAI Chat Completions", || OpenAi::default().into());

const fn row(name: &'static str, host: Host, (dialect_name, dialect): Format) -> Provider {
    Provider { name, host, dialect_name, verified: Verified::PublishedFormat, dialect, prefixes: &[] }
}

impl Provider {
    const fn guessed_by(self, prefixes: &'static [&'static str]) -> Self {
        Self { prefixes, ..self }
    }

    const fn held_to(self, verified: Verified) -> Self {
        Self { verified, ..self }
    }

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
