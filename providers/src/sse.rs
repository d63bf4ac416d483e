//! Server-sent events: bytes in, events out.
//!
//! The rules are the HTML standard's, section "Interpreting an event stream". A stream is text in UTF-8; its
//! lines are fields; a blank line ends a block of fields, and a block that has data is an event.
//!
//! | line | what it does |
//! |---|---|
//! | blank | ends the block: an event if there was a data line, else nothing |
//! | `: anything` | nothing (a comment, sent to keep the connection alive) |
//! | `data: x` | adds a line to the data; lines are joined by LF, so `data:` twice is one LF |
//! | `event: x` | names the type; the last one counts, an empty one means `message` |
//! | `id: x` | sets the last event id when the block ends, also without data; ignored if it holds U+0000 |
//! | `retry: 10` | sets the reconnection time; ignored unless all of it is ASCII digits |
//! | `x: y`, `Data: x`, ` data: x` | nothing: names are compared exactly |
//! | `data` | the same as `data:` |
//!
//! One space behind the colon belongs to the syntax, any other white space to the value.
//!
//! # Line ends
//!
//! CR, LF and CRLF each end a line, mixed as they come. Two traps follow, both about a CR that is the last byte
//! of a buffer:
//!
//! ```text
//! data: a CR │ LF data: b …     the LF belongs to the CR: one line end, not a blank line
//! data: a CR CR │               the second CR is a blank line: the event is due now
//! ```
//!
//! A parser that waits for the byte behind the CR holds back the second event until the server speaks again,
//! which may be never. This one takes the CR as a line end at once, and remembers that it owes the next buffer
//! one thing: to drop an LF that comes first. Nothing else ends a line, neither U+0085 nor U+2028 nor U+2029,
//! which JSON allows unescaped.
//!
//! # Cuts
//!
//! A transport cuts the stream where it likes. The last line end of a buffer divides it: what is before are
//! whole lines, and what is behind holds no line end and is not searched again.
//!
//! ```text
//!          ┌──────────────── one buffer ────────────────┐
//! … held ▶ │ rest of a block │ block │ block │ beginning │ ▶ held …
//!            copied, parsed    borrowed        copied
//! ```
//!
//! So an event that lies inside one buffer is never copied, one that straddles is copied once, every byte is
//! searched for line ends once however small the pieces, and no more than one event is held. Line ends and
//! colons are ASCII, never a part of a longer character, so the whole lines are whole characters too: one check
//! covers them all, and a character cut by the transport is complete before anyone looks at it.
//!
//! # Example
//!
//! ```
//! use runnable_providers::sse::{SseError, SseParser};
//!
//! let mut parser = SseParser::default();
//! let mut seen = Vec::new();
//! for bytes in ["event: add\r", "\ndata: 1\r\n\r\n: ping\n\nda", "ta: 2\n\ndata: 3"] {
//!     parser.feed(bytes.as_bytes(), |event| {
//!         seen.push(format!("{} {} at {}", event.event, event.data, event.offset));
//!         Ok::<_, SseError>(())
//!     })?;
//! }
//!
//! assert_eq!(seen, ["add 1 at 0", "message 2 at 31"]);
//! assert_eq!(parser.finish(), Some(40), "the third event never ended");
//! # Ok::<_, SseError>(())
//! ```

mod block;
mod error;
mod event;

pub use error::SseError;
pub use event::SseEvent;

use std::{borrow::Cow, fmt, mem};

use memchr::{memchr2, memrchr2};

use block::{Block, Data, Source, lossy};

/// The longest event that a parser takes unless told otherwise, in bytes.
const LIMIT: usize = 16 << 20;

/// What a parser keeps of its buffers between events, in bytes each.
const KEPT: usize = 16 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Cuts a byte stream into events, wherever the bytes are cut.
///
/// It does no IO and never panics. It holds the unfinished event and nothing else; one that grows past the limit
/// (16 MiB by default, counting all bytes of its block from the first field's name to the last line end) is an
/// [`SseError`], and every later `feed` gives the same error.
pub struct SseParser {
    limit: usize,
    /// How many bytes of the stream were read.
    position: u64,
    /// No byte was read that is not a part of a byte order mark.
    at_start: bool,
    /// The last byte was a CR, so that an LF that comes next belongs to it.
    after_carriage_return: bool,
    /// The block that the last buffer began and did not end, without the line ends read since.
    held: Vec<u8>,
    /// Where in the stream `held` begins.
    held_offset: u64,
    /// Where in `held` the unfinished line begins.
    held_line: usize,
    block: Block,
    /// The data of the block once it has a second line.
    joined: Vec<u8>,
    last_event_id: String,
    retry: Option<u64>,
    failed: Option<SseError>,
}

impl Default for SseParser {
    fn default() -> Self {
        Self::with_limit(LIMIT)
    }
}

impl SseParser {
    /// A parser that takes events of up to `limit` bytes.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self {
            limit,
            position: 0,
            at_start: true,
            after_carriage_return: false,
            held: Vec::new(),
            held_offset: 0,
            held_line: 0,
            block: Block::default(),
            joined: Vec::new(),
            last_event_id: String::new(),
            retry: None,
            failed: None,
        }
    }

    /// Reads the next bytes of the stream and calls `out` for every event that they complete.
    ///
    /// # Errors
    ///
    /// [`SseError`] when an event is too long; the events before it were delivered. An error of `out` stops the
    /// reading right behind that event: [`position`](Self::position) tells how far it came, and feeding the
    /// bytes from there on continues.
    pub fn feed<E: From<SseError>>(
        &mut self,
        bytes: &[u8],
        mut out: impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        let bytes = self.skip_byte_order_mark(bytes);
        if bytes.is_empty() {
            return Ok(());
        }
        let bytes = self.skip_line_feed(bytes)?;
        let bytes = self.read_held_block(bytes, &mut out)?;
        self.read_blocks(bytes, &mut out)
    }

    /// Ends the stream: drops the event that was not finished and tells where in the stream it begins, if any.
    ///
    /// The parser is then as new, ready for the stream of the next connection, but for
    /// [`last_event_id`](Self::last_event_id) and [`retry`](Self::retry), which outlive a connection.
    pub fn finish(&mut self) -> Option<u64> {
        let line = &self.held[self.held_line..];
        let is_inside = self.block.is_pending() || !(line.is_empty() || line.starts_with(b":"));
        let offset = is_inside.then_some(self.held_offset);

        *self = Self {
            last_event_id: mem::take(&mut self.last_event_id),
            retry: self.retry(),
            ..Self::with_limit(self.limit)
        };
        offset
    }

    /// How many bytes of the stream were read, a byte order mark included.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The last id that a finished block gave; `""` before any. It is what a client that connects again sends.
    pub fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    /// The reconnection time that the server asked for last, in milliseconds.
    pub fn retry(&self) -> Option<u64> {
        self.block.retry.or(self.retry)
    }

    /// A mark that is cut is held as the beginning of a line, which it is if it turns out to be no mark.
    fn skip_byte_order_mark<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        if !self.at_start {
            return bytes;
        }
        let missing = &BYTE_ORDER_MARK[self.held.len()..];
        if bytes.len() < missing.len() && missing.starts_with(bytes) {
            self.held.extend_from_slice(bytes);
            self.position += bytes.len() as u64;
            return &[];
        }

        self.at_start = false;
        let Some(rest) = bytes.strip_prefix(missing) else { return bytes };
        self.held.clear();
        self.position += missing.len() as u64;
        rest
    }

    #[inline]
    fn skip_line_feed<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], SseError> {
        if !self.after_carriage_return {
            return Ok(bytes);
        }
        self.after_carriage_return = false;
        let Some(rest) = bytes.strip_prefix(b"\n") else { return Ok(bytes) };
        self.advance(1)?;
        Ok(rest)
    }

    /// Reads the block that was held to its end, or all of `bytes`; gives back what is behind it.
    fn read_held_block<'a, E: From<SseError>>(
        &mut self,
        mut bytes: &'a [u8],
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<&'a [u8], E> {
        while !self.held.is_empty() {
            let line_end = memchr2(b'\n', b'\r', bytes);
            let piece = &bytes[..line_end.unwrap_or(bytes.len())];
            self.advance(piece.len())?;
            self.held.extend_from_slice(piece);
            let Some(line_end) = line_end else { return Ok(&[]) };

            let next = self.behind_line_end(bytes, line_end);
            let length = next - line_end;
            bytes = &bytes[next..];
            if self.held_line == self.held.len() {
                self.position += length as u64;
                self.end_held_block(out)?;
            } else {
                self.advance(length)?;
                self.block.line(&self.held, self.held_line, self.held.len(), &mut self.joined);
                self.held_line = self.held.len();
            }
        }
        Ok(bytes)
    }

    /// Counts bytes of the held block as read.
    #[inline]
    fn advance(&mut self, count: usize) -> Result<(), SseError> {
        let position = self.position + count as u64;
        if !self.held.is_empty() && position - self.held_offset > self.limit as u64 {
            return Err(self.fail(self.held_offset));
        }
        self.position = position;
        Ok(())
    }

    /// The index behind the line end at `bytes[at]`.
    #[inline]
    fn behind_line_end(&mut self, bytes: &[u8], at: usize) -> usize {
        if bytes[at] == b'\n' {
            return at + 1;
        }
        match bytes.get(at + 1) {
            Some(b'\n') => at + 2,
            Some(_) => at + 1,
            None => {
                self.after_carriage_return = true;
                at + 1
            }
        }
    }

    fn end_held_block<E>(&mut self, out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut held = mem::take(&mut self.held);
        self.held_line = 0;
        let result = self.end_block(Source { bytes: &held, checked: "" }, self.held_offset, out);

        held.clear();
        held.shrink_to(KEPT);
        self.held = held;
        result
    }

    /// Reads the blocks that lie in `bytes` where they are, and holds what is behind the last.
    fn read_blocks<E: From<SseError>>(
        &mut self,
        bytes: &[u8],
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let base = self.position;
        let lines = memrchr2(b'\n', b'\r', bytes).map_or(0, |last| last + 1);
        let source = Source { bytes, checked: str::from_utf8(&bytes[..lines]).unwrap_or_default() };

        let (mut start, mut line) = (0, 0);
        while line < lines {
            let Some(length) = line_length(&bytes[line..lines]) else { break };
            let end = line + length;
            let next = self.behind_line_end(bytes, end);
            if length == 0 {
                let offset = base + start as u64;
                if line - start > self.limit {
                    return Err(self.fail(offset).into());
                }
                self.position = base + next as u64;
                self.end_block(source, offset, out)?;
                start = next;
            } else {
                self.block.line(bytes, line, end, &mut self.joined);
            }
            line = next;
        }
        self.position = base + bytes.len() as u64;
        if start < bytes.len() {
            self.block.move_by(start);
            self.hold(&bytes[start..], line - start)?;
        }
        Ok(())
    }

    /// Keeps the beginning of a block, whose unfinished line begins at `line`, for the next buffer.
    fn hold(&mut self, beginning: &[u8], line: usize) -> Result<(), SseError> {
        let offset = self.position - beginning.len() as u64;
        if beginning.len() > self.limit {
            return Err(self.fail(offset));
        }
        self.held.extend_from_slice(beginning);
        self.held_offset = offset;
        self.held_line = line;
        Ok(())
    }

    /// Ends the block whose fields lie in `source`: an event if it has data.
    #[inline]
    fn end_block<E>(
        &mut self,
        source: Source<'_>,
        offset: u64,
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let block = mem::take(&mut self.block);
        self.retry = block.retry.or(self.retry);
        if let Some(id) = block.id {
            self.last_event_id.clear();
            self.last_event_id.push_str(&source.text(id));
        }

        let data = match block.data {
            Data::Absent => return Ok(()),
            Data::Line(value) => source.text(value),
            Data::Joined => lossy(&self.joined),
        };
        let event = block.event.map_or(Cow::Borrowed(""), |event| source.text(event));
        let result = out(SseEvent {
            event: if event.is_empty() { "message" } else { &event },
            data: &data,
            id: block.id.is_some().then_some(&*self.last_event_id),
            last_event_id: &self.last_event_id,
            retry: block.retry,
            offset,
        });

        self.joined.clear();
        self.joined.shrink_to(KEPT);
        result
    }

    fn fail(&mut self, offset: u64) -> SseError {
        let error = SseError::new(self.limit, offset);
        self.failed = Some(error);
        self.held = Vec::new();
        self.held_line = 0;
        self.joined = Vec::new();
        self.block = Block::default();
        error
    }
}

impl fmt::Debug for SseParser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SseParser")
            .field("limit", &self.limit)
            .field("position", &self.position)
            .field("held", &self.held.len())
            .finish_non_exhaustive()
    }
}

/// How long the line is that `bytes` begins with, without its end; `None` where it has no end.
#[inline]
fn line_length(bytes: &[u8]) -> Option<usize> {
    match bytes.first() {
        Some(b'\n' | b'\r') => Some(0),
        _ => memchr2(b'\n', b'\r', bytes),
    }
}
