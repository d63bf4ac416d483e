//! Mistral's chat completions: <https://docs.mistral.ai/api/endpoint/chat>.
//!
//! Near OpenAI's, with differences that matter: content may be a list of typed pieces, thoughts among them; a tool call
//! comes whole, and its id has nine letters and digits.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `encode`, `turns` | options, and a conversation, as the API takes them |
//! | `body` | what it takes, field by field |
//! | `decode`, `content` | what the API sends, as chunks; the pieces of a content list |
//! | `usage`, `failure` | its counts, and its errors |
//! | `id` | ids of calls |
//! | `wire` | what it sends, field by field |

mod body;
mod content;
mod decode;
mod encode;
mod failure;
mod id;
mod options;
mod turns;
mod usage;
mod wire;

pub use decode::Decoder;
pub use options::Mistral;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::feature::{Feature, Features};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;

/// A chat model of Mistral's. The key is read from `MISTRAL_API_KEY` unless it is given. Its runs have LangChain's name,
/// `ChatMistralAI`.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::ChatMistral;
///
/// # async fn example() -> Result<()> {
/// let chat = ChatMistral::new("mistral-small-latest").temperature(0.2).random_seed(7);
/// let mut chunks = chat.stream("Why do goldfish blow bubbles?");
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
/// # Ok(())
/// # }
/// ```
pub type ChatMistral = crate::ChatModel<Mistral>;

impl Dialect for Mistral {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatMistralAI"
    }

    fn host(&self) -> Host {
        hosts::MISTRAL
    }

    fn framing(&self) -> Framing {
        Framing::EventStream
    }

    fn encode(&self, request: &Request<'_>) -> Result<Encoded> {
        encode::encode(self, request)
    }

    fn decoder(&self, host: &Host) -> Decoder {
        Decoder::new(host.name)
    }

    fn whole(&self, body: &str, host: &Host) -> Result<AiMessageChunk, Malformed> {
        Decoder::new(host.name).whole(body)
    }

    fn features(&self, _model: &str) -> Features {
        Features::ALL.without(&[Feature::VideoInput])
    }

    fn failure(&self, body: &str) -> Option<Failure> {
        failure::failure(body)
    }
}
