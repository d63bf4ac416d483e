//! Bytes in, chunks out; and the one place that decides how a stream ends.
//!
//! ```text
//! bytes ──framing──▶ frame ──dialect──▶ chunks
//!                      │
//!                      └── this table
//! ```
//!
//! | what arrives | what happens | the stream |
//! |---|---|---|
//! | a known event | it is decoded | goes on |
//! | an event of an unknown type | a `tracing` line at debug, type and size only, never the payload | goes on |
//! | a known event that does not parse | error `Protocol`, with the event's name and byte offset | ends |
//! | the provider's error event | error `Provider`, with its code, message and request id | ends |
//! | the provider's last event | nothing behind it is read | ends |
//! | the end of the body before that | error `Truncated` | ends |
//! | an event longer than 16 MiB, a frame with a wrong checksum | error `Protocol` | ends |
//! | a transport error, a time-out | error `Transport`, `Timeout`, its cause kept | ends |
//!
//! Chunks that were decoded before an error are delivered before it. A dialect whose wire format has no last
//! event says itself where its streams [may end](crate::dialect::Decode::may_end).

use runnable::{AiMessageChunk, Error, ErrorKind, Result};

use crate::aws::event_stream::EventStreamError;
use crate::dialect::{Chunks, Decode, Dialect, Failure, Malformed, Step};
use crate::framing::{Frame, Framer};
use crate::host::Host;
use crate::key::Secrets;
use crate::lines::LineError;
use crate::sse::SseError;

/// Decodes one stream. It does no IO: bytes are fed to it, and it may be fed however they are cut.
///
/// ```
/// use runnable_providers::{Anthropic, hosts, dialect::Chunks, decode::StreamDecoder};
///
/// let mut decoder = StreamDecoder::new(&Anthropic::default(), &hosts::ANTHROPIC);
/// let mut chunks = Chunks::new();
/// decoder.feed(b"event: content_block_delta\ndata: {\"index\":0,\"delta\":", &mut chunks)?;
/// decoder.feed(b"{\"type\":\"text_delta\",\"text\":\"Blub\"}}\n\n", &mut chunks)?;
/// assert_eq!(chunks[0].text(), "Blub");
/// assert!(decoder.finish(&mut chunks).unwrap_err().is_truncated());
/// # Ok::<(), runnable::Error>(())
/// ```
#[derive(Debug)]
pub struct StreamDecoder<D: Dialect> {
    framer: Framer,
    decoder: D::Decoder,
    facts: Facts,
    is_finished: bool,
}

/// What is known about a response, for errors in its body.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) host: Host,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    /// What was sent in secret. No error repeats it.
    pub(crate) secrets: Secrets,
    /// The model that was asked, where answers do not name the one that gave them.
    pub(crate) asked_model: Option<String>,
}

impl<D: Dialect> StreamDecoder<D> {
    /// A decoder for one stream of this host.
    pub fn new(dialect: &D, host: &Host) -> Self {
        let (host, secrets) = (*host, Secrets::default());
        Self::of_response(dialect, Facts { host, status: None, request_id: None, secrets, asked_model: None })
    }

    pub(crate) fn of_response(dialect: &D, facts: Facts) -> Self {
        let decoder = dialect.decoder(&facts.host);
        Self { framer: Framer::new(dialect.framing()), decoder, facts, is_finished: false }
    }

    /// Decodes the next bytes and adds what they give to `out`. Behind the last event nothing is read.
    ///
    /// # Errors
    /// Those of the table above. What was decoded before is in `out`; nothing more may be fed.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Chunks) -> Result<()> {
        if self.is_finished {
            return Ok(());
        }
        let Self { framer, decoder, .. } = self;
        let read = framer.feed(bytes, |frame| step(decoder, frame, out));
        self.stopped(read, out)
    }

    fn stopped(&mut self, read: Result<(), Stop>, out: &mut Chunks) -> Result<()> {
        self.is_finished = read.is_err();
        if let (Err(Stop::Finished), Some(chunk)) = (&read, out.back_mut()) {
            self.facts.name_model(chunk);
        }
        match read {
            Ok(()) | Err(Stop::Finished) => Ok(()),
            Err(Stop::Failed(failure)) => Err(self.facts.provider_error(failure)),
            Err(Stop::Malformed(malformed, name, offset)) => {
                let text = format!("{name} at byte {offset} is not what the wire format says");
                Err(self.facts.error(ErrorKind::Protocol, text).with_source(malformed))
            }
            Err(Stop::Broken(error)) => {
                let text = "the stream holds a frame that is broken".to_owned();
                Err(self.facts.error(ErrorKind::Protocol, text).with_source(error))
            }
            Err(Stop::TooLong(error)) => {
                let text = "the stream holds an event that is too long".to_owned();
                Err(self.facts.error(ErrorKind::Protocol, text).with_source(error))
            }
        }
    }

    /// Reads what the end of the body completes, such as a last line without a line end, adds what it gives to `out`,
    /// and ends the stream.
    ///
    /// # Errors
    /// Those of [`feed`](Self::feed), but a last line that does not parse was cut. And of kind
    /// [`Truncated`](ErrorKind::Truncated): the provider did not say that the message is complete.
    pub fn finish(&mut self, out: &mut Chunks) -> Result<()> {
        if !self.is_finished {
            let Self { framer, decoder, .. } = self;
            let read = match framer.finish(|frame| step(decoder, frame, out)) {
                Err(Stop::Malformed(..)) => Ok(()),
                read => read,
            };
            self.stopped(read, out)?;
        }
        self.require_end()?;
        if !std::mem::replace(&mut self.is_finished, true) {
            out.extend(self.decoder.last());
        }
        Ok(())
    }

    /// Whether the last event was read, or an error was.
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// The error of the connection, with what is known about the response.
    pub(crate) fn describe(&self, error: Error) -> Error {
        self.facts.describe(error)
    }

    /// Whether the stream may end where it is.
    fn require_end(&self) -> Result<()> {
        if self.is_finished || self.decoder.may_end() {
            return Ok(());
        }
        let position = self.framer.position();
        let text = format!("the stream ended at byte {position}, before the provider's last event");
        Err(self.facts.error(ErrorKind::Truncated, text))
    }
}

/// Why no further frame is read.
enum Stop {
    Finished,
    Failed(Failure),
    Malformed(Malformed, String, u64),
    TooLong(Box<dyn std::error::Error + Send + Sync>),
    Broken(EventStreamError),
}

impl From<EventStreamError> for Stop {
    fn from(error: EventStreamError) -> Self {
        Self::Broken(error)
    }
}

impl From<SseError> for Stop {
    fn from(error: SseError) -> Self {
        Self::TooLong(error.into())
    }
}

impl From<LineError> for Stop {
    fn from(error: LineError) -> Self {
        Self::TooLong(error.into())
    }
}

#[inline]
fn step<D: Decode>(decoder: &mut D, frame: Frame<'_>, out: &mut Chunks) -> Result<(), Stop> {
    match decoder.step(frame, out) {
        Ok(Step::Decoded) => Ok(()),
        Ok(Step::Unknown) => {
            skip(frame);
            Ok(())
        }
        Ok(Step::Finished) => Err(Stop::Finished),
        Ok(Step::Failed(failure)) => Err(Stop::Failed(failure)),
        Err(malformed) => Err(Stop::Malformed(malformed, name_of(frame), frame.offset)),
    }
}

#[cold]
fn skip(frame: Frame<'_>) {
    let Frame { name, data, offset } = frame;
    tracing::debug!(event = name, bytes = data.len(), offset, "skipped an event of an unknown type");
}

fn name_of(frame: Frame<'_>) -> String {
    if frame.name.is_empty() { "the event".to_owned() } else { format!("the event `{}`", frame.name) }
}

impl Facts {
    /// Names the model that was asked, if the chunk is the last and names none.
    pub(crate) fn name_model(&self, chunk: &mut AiMessageChunk) {
        let Some(model) = &self.asked_model else { return };
        if chunk.is_last() && chunk.metadata("model_name").is_none() {
            let mut metadata = chunk.response_metadata().cloned().unwrap_or_default();
            metadata.insert("model_name".to_owned(), model.as_str().into());
            *chunk = std::mem::take(chunk).with_metadata(metadata);
        }
    }

    pub(crate) fn error(&self, kind: ErrorKind, text: String) -> Error {
        self.describe(Error::new(kind, text))
    }

    /// The error with what is known about the response.
    pub(crate) fn describe(&self, error: Error) -> Error {
        let error = self.status.into_iter().fold(error, Error::with_status);
        self.request_id.iter().fold(error, Error::with_request_id)
    }

    pub(crate) fn provider_error(&self, failure: Failure) -> Error {
        let Failure { code, message, request_id, is_retryable, retry_after } = failure;
        let (provider, text) = (self.host.name, self.secrets.redact(one_line(&message)));
        let error = self.error(ErrorKind::Provider, format!("{provider}: {text}"));
        let error = code.into_iter().fold(error, Error::with_code);
        let error = retry_after.into_iter().fold(error, Error::with_retry_after);
        let error = request_id.into_iter().fold(error, Error::with_request_id);
        is_retryable.into_iter().fold(error, Error::with_retryable)
    }
}

/// A text of the provider as one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
