//! How a body is cut into frames.
//!
//! | framing | one frame is |
//! |---|---|
//! | [`Framing::EventStream`] | one server-sent event |
//! | [`Framing::JsonLines`] | one line, a JSON document |
//! | [`Framing::AwsEventStream`] | one binary message; the name of one that reports an error has a `!` before it |
//!
//! A framing is a variant here and an arm in each function below; dialects see only [`Frame`]s.

use crate::aws::event_stream::{EventStream, EventStreamError};
use crate::lines::{LineError, LineParser};
use crate::sse::{SseError, SseParser};

/// How a dialect's stream is cut into frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// Server-sent events, `text/event-stream`.
    EventStream,
    /// One JSON document a line, `application/x-ndjson`.
    JsonLines,
    /// Amazon's event stream of binary messages with checksums, `application/vnd.amazon.eventstream`.
    AwsEventStream,
}

/// One frame of a stream, borrowed for as long as the decoder looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame<'a> {
    /// The name of the event; empty where the frame has none.
    pub name: &'a str,
    /// The payload.
    pub data: &'a str,
    /// Where in the stream the frame begins, in bytes.
    pub offset: u64,
}

impl Framing {
    /// The media type of a stream in this framing.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::EventStream => "text/event-stream",
            Self::JsonLines => "application/x-ndjson",
            Self::AwsEventStream => "application/vnd.amazon.eventstream",
        }
    }

    /// Whether a body of this media type, in lower case, is a stream in this framing. Lines have several names, and
    /// where a stream was asked for, servers also call them plain JSON.
    pub(crate) fn is_media_type(self, media_type: &str, is_asked_for: bool) -> bool {
        match self {
            Self::EventStream => media_type == "text/event-stream",
            Self::JsonLines => match media_type {
                "application/x-ndjson" | "application/ndjson" => true,
                "application/jsonl" | "application/x-jsonlines" | "application/json-lines" => true,
                "application/json" => is_asked_for,
                _ => false,
            },
            Self::AwsEventStream => media_type == "application/vnd.amazon.eventstream",
        }
    }
}

/// The state of one framing.
#[derive(Debug)]
pub(crate) enum Framer {
    EventStream(SseParser),
    JsonLines(LineParser),
    AwsEventStream(EventStream),
}

impl Framer {
    pub(crate) fn new(framing: Framing) -> Self {
        match framing {
            Framing::EventStream => Self::EventStream(SseParser::default()),
            Framing::JsonLines => Self::JsonLines(LineParser::default()),
            Framing::AwsEventStream => Self::AwsEventStream(EventStream::default()),
        }
    }

    /// Calls `out` for every frame that these bytes complete.
    pub(crate) fn feed<E: From<SseError> + From<LineError> + From<EventStreamError>>(
        &mut self,
        bytes: &[u8],
        mut out: impl FnMut(Frame<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::EventStream(parser) => parser.feed(bytes, |event| {
                // An event without a type has the standard's name for it, which no dialect uses as its own.
                let name = if event.event == "message" { "" } else { event.event };
                out(Frame { name, data: event.data, offset: event.offset })
            }),
            Self::JsonLines(parser) => {
                parser.feed(bytes, |line| out(Frame { name: "", data: line.text, offset: line.offset }))
            }
            Self::AwsEventStream(stream) => stream.feed(bytes, out),
        }
    }

    /// Calls `out` for the frame that the end of the body completes, if there is one.
    pub(crate) fn finish<E>(&mut self, mut out: impl FnMut(Frame<'_>) -> Result<(), E>) -> Result<(), E> {
        match self {
            // An event that has no end is none, says the standard; nor is a message.
            Self::EventStream(_) | Self::AwsEventStream(_) => Ok(()),
            Self::JsonLines(parser) => {
                parser.finish(|line| out(Frame { name: "", data: line.text, offset: line.offset }))
            }
        }
    }

    /// How many bytes of the stream were read.
    pub(crate) fn position(&self) -> u64 {
        match self {
            Self::EventStream(parser) => parser.position(),
            Self::JsonLines(parser) => parser.position(),
            Self::AwsEventStream(stream) => stream.position(),
        }
    }
}
