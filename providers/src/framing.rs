//! How a body is cut into frames.
//!
//! | framing | one frame is |
//! |---|---|
//! | [`Framing::EventStream`] | one server-sent event |
//!
//! A framing is a variant here and an arm in each function below; dialects see only [`Frame`]s.

use crate::sse::{SseError, SseParser};

/// How a dialect's stream is cut into frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// Server-sent events, `text/event-stream`.
    EventStream,
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
        }
    }
}

/// The state of one framing.
#[derive(Debug)]
pub(crate) enum Framer {
    EventStream(SseParser),
}

impl Framer {
    pub(crate) fn new(framing: Framing) -> Self {
        match framing {
            Framing::EventStream => Self::EventStream(SseParser::default()),
        }
    }

    /// Calls `out` for every frame that these bytes complete.
    pub(crate) fn feed<E: From<SseError>>(
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
        }
    }

    /// How many bytes of the stream were read.
    pub(crate) fn position(&self) -> u64 {
        match self {
            Self::EventStream(parser) => parser.position(),
        }
    }
}
