//! What a wire format is: pure functions between messages and bytes.
//!
//! ```text
//! messages + options ──encode──▶ path, headers, JSON          (transport sends it)
//! AiMessageChunk ◀──step── frame ◀──framing── bytes           (transport receives them)
//! AiMessageChunk ◀──whole─ JSON of an answer that came at once
//! Failure        ◀─failure─ body of an error
//! ```
//!
//! A dialect does no IO, knows no clock, no retry and no host, and decides nothing about how a stream ends: it
//! says what a frame *is*, and [`decode`](crate::decode) what happens then.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use runnable::{AiMessageChunk, JsonObject, Message, Result};
use serde::Serialize;

use crate::feature::Features;
use crate::framing::{Frame, Framing};
use crate::host::Host;
use crate::options::Options;

/// A wire format. Its value holds the options that only this wire format has.
pub trait Dialect: Clone + fmt::Debug + Send + Sync + 'static {
    /// What is remembered from one frame of a stream to the next.
    type Decoder: Decode;

    /// The name of its models' runs, such as `ChatAnthropic`.
    fn name(&self) -> &'static str;

    /// Where its models are, unless said otherwise.
    fn host(&self) -> Host;

    /// How its streams are cut into frames.
    fn framing(&self) -> Framing;

    /// Writes a request.
    ///
    /// # Errors
    /// Of kind [`Input`](runnable::ErrorKind::Input): a message holds what this wire format cannot say.
    fn encode(&self, request: &Request<'_>) -> Result<Encoded>;

    /// A decoder for one stream of this host, which its chunks name as `model_provider`.
    fn decoder(&self, host: &Host) -> Self::Decoder;

    /// Reads an answer that came at once, as one chunk.
    ///
    /// # Errors
    /// The body is not an answer.
    fn whole(&self, body: &str, host: &Host) -> Result<AiMessageChunk, Malformed>;

    /// Reads the body of an error; `None` where it is not in this wire format.
    fn failure(&self, body: &str) -> Option<Failure>;

    /// What the wire format can say, and this model of it can do, as far as that is known.
    fn features(&self, _model: &str) -> Features {
        Features::ALL
    }

    /// The body of a request without an option that the host has just refused, in the words of `complaint`; `None`
    /// where the request was refused for another reason. It is sent once more then.
    fn without_refused(&self, _complaint: &str, _body: &[u8]) -> Option<Vec<u8>> {
        None
    }

    /// How many tokens an answer may have, where the wire format has a default of its own.
    fn max_tokens(&self, options: &Options) -> Option<u32> {
        options.max_tokens
    }

    /// Whether its answers say which model gave them. Where they do not, `model_name` is the one that was asked.
    fn names_model(&self) -> bool {
        true
    }
}

/// The chunks that are decoded and not yet taken.
pub type Chunks = VecDeque<AiMessageChunk>;

/// Reads the frames of one stream.
pub trait Decode: Send + 'static {
    /// Reads the next frame and adds what it gives to `out`.
    ///
    /// # Errors
    /// The frame is of a known type, but not what the wire format says.
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed>;

    /// Whether the stream may end where it is. Only for wire formats without an event that ends it.
    fn may_end(&self) -> bool {
        false
    }

    /// The chunk that says that the message is complete, where the stream ended without the event that says it.
    fn last(&mut self) -> Option<AiMessageChunk> {
        None
    }
}

/// What a frame is.
#[derive(Debug)]
pub enum Step {
    /// Known, and read.
    Decoded,
    /// Of a type that the dialect does not know.
    Unknown,
    /// The one that says that the message is complete.
    Finished,
    /// The provider's word that something went wrong.
    Failed(Failure),
}

/// What the provider says about an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// The provider's own word for the error, such as `overloaded_error`.
    pub code: Option<String>,
    /// What it says to people.
    pub message: String,
    /// The id under which it logged the request.
    pub request_id: Option<String>,
    /// Whether another try may help, where the code tells.
    pub is_retryable: Option<bool>,
    /// How long to wait before that, where the provider says so here and not in a header.
    pub retry_after: Option<Duration>,
}

/// What to encode.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The conversation.
    pub messages: &'a [Message],
    /// The options that all dialects have.
    pub options: &'a Options,
    /// Where it goes.
    pub host: &'a Host,
    /// Whether the answer shall come in pieces.
    pub is_streamed: bool,
}

/// A request on the wire, without host and key.
#[derive(Debug, Clone)]
pub struct Encoded {
    /// The path behind the base URL, with a leading slash.
    pub path: Cow<'static, str>,
    /// Headers of this wire format.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The JSON body.
    pub body: Vec<u8>,
}

impl Encoded {
    /// A request to this path with this body; the fields of `extra` win over those of the body.
    ///
    /// # Errors
    /// The body cannot be written as JSON.
    pub fn new(
        path: impl Into<Cow<'static, str>>,
        body: &impl Serialize,
        extra: &JsonObject,
    ) -> Result<Self> {
        let body = if extra.is_empty() {
            serde_json::to_vec(body)?
        } else {
            let mut fields = serde_json::to_value(body)?;
            if let Some(fields) = fields.as_object_mut() {
                fields.extend(extra.clone());
            }
            serde_json::to_vec(&fields)?
        };
        Ok(Self { path: path.into(), headers: Vec::new(), body })
    }
}

/// A payload is not what the wire format says.
#[derive(Debug)]
pub struct Malformed(MalformedBy);

#[derive(Debug)]
enum MalformedBy {
    Json(serde_json::Error),
    Missing(&'static str),
}

impl Malformed {
    /// A field is absent that must be there.
    pub(crate) fn missing(field: &'static str) -> Self {
        Self(MalformedBy::Missing(field))
    }

    /// Whether the payload is JSON that was cut.
    pub(crate) fn is_cut(&self) -> bool {
        matches!(&self.0, MalformedBy::Json(error) if error.is_eof())
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            MalformedBy::Json(error) => error.fmt(f),
            MalformedBy::Missing(field) => write!(f, "the field `{field}` is missing"),
        }
    }
}

impl std::error::Error for Malformed {}

impl From<serde_json::Error> for Malformed {
    fn from(error: serde_json::Error) -> Self {
        Self(MalformedBy::Json(error))
    }
}
