//! Cohere's Chat API, version 2: <https://docs.cohere.com/reference/chat>.
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
pub use options::Cohere;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::feature::{Feature, Features};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;

/// A chat model of Cohere's.
///
/// The key is read from `COHERE_API_KEY`, else from `CO_API_KEY`, unless it is given.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::ChatCohere;
///
/// # async fn example() -> Result<()> {
/// let chat = ChatCohere::new("command-a-03-2025").documents(["Goldfish have no stomach."]);
/// let reply = chat.call("How do goldfish digest?").await?;
/// println!("{reply}");
/// # Ok(())
/// # }
/// ```
pub type ChatCohere = crate::ChatModel<Cohere>;

impl Dialect for Cohere {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatCohere"
    }

    fn host(&self) -> Host {
        hosts::COHERE
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
        Features::ALL.without(&[Feature::FileInput, Feature::AudioInput, Feature::VideoInput])
    }

    fn names_model(&self) -> bool {
        false
    }
}
