//! Anthropic's Messages API: <https://platform.claude.com/docs/en/api/messages>.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `models`, `betas` | what differs from model to model; which features are beta |
//! | `encode` | a conversation, as the API takes it |
//! | `body` | what it takes, field by field |
//! | `decode` | what the API sends, as chunks |
//! | `wire` | what it sends, field by field |

mod betas;
mod body;
mod decode;
mod encode;
mod models;
mod options;
mod wire;

pub use decode::Decoder;
pub use options::{Anthropic, Thinking};

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::feature::{Feature, Features};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;
use crate::options::Options;

/// A chat model of Anthropic's, or of any host that speaks its Messages API.
///
/// The key is read from `ANTHROPIC_API_KEY` unless it is given. An answer may have as many tokens as the model can
/// give, 64 000 or 128 000 for the current ones, and 4 096 for a model that is not known here.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::ChatAnthropic;
///
/// # async fn example() -> Result<()> {
/// let chat = ChatAnthropic::new("claude-haiku-4-5").temperature(0.2);
/// let mut chunks = chat.stream([("system", "You are a poet."), ("human", "A line about goldfish, please.")]);
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
/// # Ok(())
/// # }
/// ```
pub type ChatAnthropic = crate::ChatModel<Anthropic>;

impl Dialect for Anthropic {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatAnthropic"
    }

    fn host(&self) -> Host {
        hosts::ANTHROPIC
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
        decode::whole(body, host.name)
    }

    fn failure(&self, body: &str) -> Option<Failure> {
        decode::failure(body)
    }

    fn features(&self, _model: &str) -> Features {
        Features::ALL.without(&[Feature::AudioInput, Feature::VideoInput])
    }

    fn max_tokens(&self, options: &Options) -> Option<u32> {
        Some(encode::max_tokens(options))
    }
}
