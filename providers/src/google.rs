//! Google's Gemini API: <https://ai.google.dev/api/generate-content>, also as Vertex AI serves it.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `encode` | a conversation, as the API takes it |
//! | `body` | what it takes, field by field |
//! | `decode` | what the API sends, as chunks |
//! | `wire` | what it sends, field by field |
//! | `id` | ids for calls that the API gives none |

mod body;
mod decode;
mod encode;
mod id;
mod options;
mod wire;

pub use decode::Decoder;
pub use options::Google;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;

/// A chat model of Google's, from its AI Studio or, with [`hosts::VERTEX_AI`], from its cloud.
///
/// The key is read from `GOOGLE_API_KEY`, else from `GEMINI_API_KEY`, unless it is given.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::{ChatGoogle, hosts};
///
/// # async fn example() -> Result<()> {
/// let chat = ChatGoogle::new("gemini-2.5-flash").include_thoughts(true);
/// let mut chunks = chat.stream([("system", "You are a poet."), ("human", "A line about goldfish, please.")]);
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
///
/// // `gcloud auth print-access-token` gives a token that is good for an hour.
/// let in_the_cloud = ChatGoogle::new("gemini-2.5-flash")
///     .host(hosts::VERTEX_AI)
///     .variable("GOOGLE_CLOUD_PROJECT", "our-project")
///     .api_key("the access token");
/// # Ok(())
/// # }
/// ```
///
/// A prompt that Google blocks is no error: the message is empty, and its metadata has `prompt_feedback`. Where an
/// answer is blocked, its stop reason says why: `SAFETY`, `RECITATION`, `PROHIBITED_CONTENT`.
pub type ChatGoogle = crate::ChatModel<Google>;

impl Dialect for Google {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatGoogleGenerativeAI"
    }

    fn host(&self) -> Host {
        hosts::GOOGLE
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
}
