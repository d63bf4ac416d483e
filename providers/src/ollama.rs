//! Ollama's chat API: <https://docs.ollama.com/api/chat>.
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
pub use options::Ollama;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::feature::{Feature, Features};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;

/// A chat model of an Ollama server, on this machine unless `OLLAMA_HOST` or [`base_url`](crate::ChatModel::base_url)
/// says otherwise. An address may lack its scheme and port: `192.168.0.7` is `http://192.168.0.7:11434`.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::ChatOllama;
///
/// # async fn example() -> Result<()> {
/// let chat = ChatOllama::new("qwen3:4b").num_ctx(8192).keep_alive("10m");
/// let mut chunks = chat.stream("Why do goldfish blow bubbles?");
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
/// # Ok(())
/// # }
/// ```
pub type ChatOllama = crate::ChatModel<Ollama>;

impl Dialect for Ollama {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatOllama"
    }

    fn host(&self) -> Host {
        hosts::OLLAMA
    }

    fn framing(&self) -> Framing {
        Framing::JsonLines
    }

    fn encode(&self, request: &Request<'_>) -> Result<Encoded> {
        encode::encode(self, request)
    }

    fn decoder(&self, host: &Host) -> Decoder {
        Decoder::new(host.name, self.keeps_thoughts())
    }

    fn whole(&self, body: &str, host: &Host) -> Result<AiMessageChunk, Malformed> {
        self.decoder(host).whole(body)
    }

    fn features(&self, _model: &str) -> Features {
        Features::ALL.without(&[Feature::FileInput, Feature::AudioInput, Feature::VideoInput])
    }

    fn failure(&self, body: &str) -> Option<Failure> {
        decode::failure(body)
    }
}
