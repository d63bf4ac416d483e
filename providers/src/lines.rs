//! JSON lines: bytes in, lines out.
//!
//! Each line is one JSON document; a blank line is nothing. A line ends with LF, or with the end of the body. A CR before
//! the LF is white space to JSON, and so is one anywhere else between two tokens: none of them ends a line. A byte
//! order mark is dropped at the very start of the stream.
//!
//! ```text
//!          ┌────────────── one buffer ──────────────┐
//! … held ▶ │ rest of a line │ line │ line │ beginning │ ▶ held …
//!               copied        borrowed       copied
//! ```
//!
//! No character of more than one byte holds an LF, so a line is checked to be text when it is whole, wherever a
//! transport cut it. What is not UTF-8 becomes U+FFFD.
//!
//! ```
//! use runnable_providers::lines::{LineError, LineParser};
//!
//! let mut parser = LineParser::default();
//! let mut seen = Vec::new();
//! let mut keep = |line: runnable_providers::lines::Line<'_>| {
//!     seen.push(format!("{} at {}", line.text, line.offset));
//!     Ok::<_, LineError>(())
//! };
//! for bytes in ["{\"a\":1}\r", "\n\n{\"b\"", ":2}\n{\"c\":3}"] {
//!     parser.feed(bytes.as_bytes(), &mut keep)?;
//! }
//! parser.finish(&mut keep)?;
//!
//! assert_eq!(seen, ["{\"a\":1} at 0", "{\"b\":2} at 10", "{\"c\":3} at 18"]);
//! # Ok::<_, LineError>(())
//! ```

use std::{error::Error, fmt, mem};

use memchr::memchr;

/// The longest line that a parser takes unless told otherwise, in bytes.
const LIMIT: usize = 16 << 20;

/// How much of its buffer a parser keeps when the line that needed it is over, in bytes.
const KEPT: usize = 16 << 10;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Cuts a byte stream into lines, wherever the bytes are cut.
///
/// It does no IO and no input makes it panic. It holds the unfinished line and nothing else. A line longer than the
/// limit, 16 MiB by default, is a [`LineError`], which every later `feed` gives again.
pub struct LineParser {
    limit: usize,
    /// How many bytes of the stream were read.
    position: u64,
    /// The beginning of a line that an earlier buffer did not end.
    held: Vec<u8>,
    failed: Option<LineError>,
}

/// One line, borrowed for as long as the parser's callback runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line<'a> {
    /// The line without its end and without white space around it. It is never empty.
    pub text: &'a str,
    /// Where in the stream the line begins, in bytes.
    pub offset: u64,
}

impl Default for LineParser {
    fn default() -> Self {
        Self::with_limit(LIMIT)
    }
}

impl LineParser {
    /// A parser that takes lines of up to `limit` bytes.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self { limit, position: 0, held: Vec::new(), failed: None }
    }

    /// Reads the next bytes of the stream and calls `out` for every line that they complete.
    ///
    /// # Errors
    ///
    /// [`LineError`] when a line is too long; the lines before it were delivered. An error of `out` stops the reading
    /// right behind that line: [`position`](Self::position) tells how far it came.
    pub fn feed<E: From<LineError>>(
        &mut self,
        bytes: &[u8],
        mut out: impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        let mut rest = bytes;
        if !self.held.is_empty() {
            let Some(end) = memchr(b'\n', rest) else { return Ok(self.hold(rest)?) };
            self.hold(&rest[..end])?;
            self.position += 1;
            rest = &rest[end + 1..];
            self.give_held(&mut out)?;
        }
        while let Some(end) = memchr(b'\n', rest) {
            let (line, offset) = (&rest[..end], self.position);
            if line.len() > self.limit {
                return Err(self.fail(offset).into());
            }
            self.position += end as u64 + 1;
            rest = &rest[end + 1..];
            give(line, offset, &mut out)?;
        }
        Ok(self.hold(rest)?)
    }

    /// Ends the stream, and with it the line that has no end of its own, if there is one.
    ///
    /// # Errors
    ///
    /// That of `out`.
    pub fn finish<E>(&mut self, mut out: impl FnMut(Line<'_>) -> Result<(), E>) -> Result<(), E> {
        if self.held.is_empty() {
            return Ok(());
        }
        let held = mem::take(&mut self.held);
        give(&held, self.position - held.len() as u64, &mut out)
    }

    /// How many bytes of the stream were read.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Keeps the beginning of a line, or the next piece of one.
    fn hold(&mut self, piece: &[u8]) -> Result<(), LineError> {
        if self.held.len() + piece.len() > self.limit {
            return Err(self.fail(self.position - self.held.len() as u64));
        }
        self.held.extend_from_slice(piece);
        self.position += piece.len() as u64;
        Ok(())
    }

    /// Gives the line that was held; its end was read just now.
    fn give_held<E>(&mut self, out: &mut impl FnMut(Line<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut held = mem::take(&mut self.held);
        let result = give(&held, self.position - 1 - held.len() as u64, out);
        held.clear();
        held.shrink_to(KEPT);
        self.held = held;
        result
    }

    #[cold]
    fn fail(&mut self, offset: u64) -> LineError {
        let error = LineError { limit: self.limit, offset };
        self.failed = Some(error);
        self.held = Vec::new();
        error
    }
}

/// Gives a line, unless it is blank.
#[inline]
fn give<E>(bytes: &[u8], offset: u64, out: &mut impl FnMut(Line<'_>) -> Result<(), E>) -> Result<(), E> {
    let mark = if offset == 0 && bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let line = bytes[mark..].trim_ascii();
    if line.is_empty() {
        return Ok(());
    }
    match simdutf8::basic::from_utf8(line) {
        Ok(text) => out(Line { text, offset }),
        Err(_) => out(Line { text: &String::from_utf8_lossy(line), offset }),
    }
}

impl fmt::Debug for LineParser {
    /// The held text is not shown: it may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineParser")
            .field("limit", &self.limit)
            .field("position", &self.position)
            .field("held", &self.held.len())
            .finish_non_exhaustive()
    }
}

/// A line is longer than the parser may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineError {
    limit: usize,
    offset: u64,
}

impl LineError {
    /// The number of bytes that one line may have.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Where in the stream the line begins, in bytes.
    pub fn offset(&self) -> u64 {
        self.offset
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the line at byte {} is longer than {} bytes", self.offset, self.limit)
    }
}

impl Error for LineError {}
