//! OpenAI's Chat Completions API: <https://platform.openai.com/docs/api-reference/chat>, which many hosts speak.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `encode` | a conversation, as the API takes it |
//! | `body` | what it takes, field by field |
//! | `decode` | what the API sends, as chunks |
//! | `wire` | what it sends, field by field |
//! | `failure`, `media`, `refusal` | what OpenAI's other API has as well: errors, pictures, what cannot be sent |
//!
//! What sets one host apart from another is a field of its [`Host`].

mod body;
mod decode;
mod encode;
pub(crate) mod failure;
pub(crate) mod media;
mod options;
mod wire;

pub use decode::Decoder;
pub use options::OpenAi;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;

/// A chat model of OpenAI's, or of any host that speaks its Chat Completions API.
///
/// The key is read from `OPENAI_API_KEY` unless it is given. The base URL of another host ends where
/// `/chat/completions` follows, mostly in `/v1`.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::{ChatOpenAi, hosts};
///
/// # async fn example() -> Result<()> {
/// let chat = ChatOpenAi::new("gpt-5-mini").reasoning_effort("low");
/// let mut chunks = chat.stream([("system", "You are a poet."), ("human", "A line about goldfish, please.")]);
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
///
/// let fast = ChatOpenAi::new("llama-3.3-70b-versatile").host(hosts::GROQ);
/// let here = ChatOpenAi::new("qwen3").base_url("http://127.0.0.1:8080/v1");
/// # Ok(())
/// # }
/// ```
pub type ChatOpenAi = crate::ChatModel<OpenAi>;

impl Dialect for OpenAi {
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
        Decoder::new(host, self.asks_usage(host), self.sound_format())
    }

    fn whole(&self, body: &str, host: &Host) -> Result<AiMessageChunk, Malformed> {
        decode::whole(body, self.decoder(host))
    }

    fn failure(&self, body: &str) -> Option<Failure> {
        failure::failure(body)
    }

    fn without_refused(&self, complaint: &str, body: &[u8]) -> Option<Vec<u8>> {
        encode::without_refused(complaint, body)
    }
}
