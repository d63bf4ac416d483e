//! OpenAI's Responses API: <https://platform.openai.com/docs/api-reference/responses>.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `encode` | a conversation, as the API takes it |
//! | `body` | what it takes, field by field |
//! | `decode` | what the API sends, as chunks |
//! | `wire` | what it sends, field by field |

mod body;
mod decode;
mod encode;
mod options;
mod wire;

pub use decode::Decoder;
pub use options::OpenAiResponses;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::feature::{Feature, Features};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;
use crate::openai;

/// A chat model of OpenAI's, or of any host that speaks its Responses API.
///
/// The key is read from `OPENAI_API_KEY` unless it is given. An answer can be sent back as it came: thoughts, calls and
/// what tools of OpenAI's own did are known to the API by their ids, or, where it keeps nothing, by their encrypted
/// content.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::ChatOpenAiResponses;
///
/// # async fn example() -> Result<()> {
/// let chat = ChatOpenAiResponses::new("gpt-5.4").reasoning_effort("low").reasoning_summary("auto");
/// let mut chunks = chat.stream("How many goldfish fit into a bathtub?");
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
/// # Ok(())
/// # }
/// ```
pub type ChatOpenAiResponses = crate::ChatModel<OpenAiResponses>;

impl Dialect for OpenAiResponses {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatOpenAI"
    }

    fn host(&self) -> Host {
        hosts::OPENAI
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
        openai::failure::failure(body)
    }

    fn features(&self, _model: &str) -> Features {
        Features::ALL.without(&[Feature::AudioInput, Feature::VideoInput])
    }
}
