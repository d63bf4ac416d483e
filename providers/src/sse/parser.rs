use std::{fmt, mem};

use super::{
    SseError, SseEvent,
    character::{Pending, split_cut},
    reader::Reader,
};

/// The longest event that a parser takes unless told otherwise, in bytes.
const LIMIT: usize = 16 << 20;

/// Cuts a byte stream into events, wherever the bytes are cut.
///
/// It does no IO and no input makes it panic. It holds the text of the unfinished event and nothing else.
///
/// An event is too long when its block has more bytes than the limit, which is 16 MiB by default; all lines of the
/// block count, comments too, but for the blank one. That is an [`SseError`], which every later `feed` gives again.
pub struct SseParser {
    /// The beginning of a character that the last buffer cut.
    pending: Pending,
    reader: Reader,
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
        Self { pending: Pending::default(), reader: Reader::new(limit) }
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
        self.reader.check()?;
        let bytes = if self.pending.is_empty() { bytes } else { self.complete_character(bytes)? };
        if bytes.is_empty() {
            return Ok(());
        }

        let (bytes, cut) = split_cut(bytes);
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => self.reader.read(text, &mut out)?,
            Err(_) => self.read_repaired(bytes, &mut out)?,
        }
        self.pending.keep(cut);
        Ok(())
    }

    /// Reads the character that the last buffer cut, if `bytes` has the rest of it; gives what is behind it.
    fn complete_character<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], SseError> {
        let (character, rest) = self.pending.complete(bytes);
        if let Some((character, length)) = character {
            self.reader.read_character(character, length)?;
        }
        Ok(rest)
    }

    /// Reads what is not UTF-8 as U+FFFD, one for each maximal part, and the rest as it is.
    #[cold]
    fn read_repaired<E: From<SseError>>(
        &mut self,
        bytes: &[u8],
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for chunk in bytes.utf8_chunks() {
            self.reader.read(chunk.valid(), out)?;
            if !chunk.invalid().is_empty() {
                self.reader.read_character(char::REPLACEMENT_CHARACTER, chunk.invalid().len())?;
            }
        }
        Ok(())
    }

    /// Ends the stream: drops the event that was not finished and tells where in the stream it begins, if any.
    ///
    /// The parser is then as new, ready for the stream of the next connection, but for
    /// [`last_event_id`](Self::last_event_id) and [`retry`](Self::retry), which outlive a connection.
    pub fn finish(&mut self) -> Option<u64> {
        let pending = mem::take(&mut self.pending);
        self.reader.finish(!pending.is_empty())
    }

    /// How many bytes of the stream were read, a byte order mark included.
    pub fn position(&self) -> u64 {
        self.reader.position() + self.pending.len() as u64
    }

    /// The last id that a finished block gave; `""` before any. It is what a client that connects again sends.
    pub fn last_event_id(&self) -> &str {
        self.reader.last_event_id()
    }

    /// The reconnection time that the server asked for last, in milliseconds.
    pub fn retry(&self) -> Option<u64> {
        self.reader.retry()
    }
}

impl fmt::Debug for SseParser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SseParser")
            .field("position", &self.position())
            .field("held", &self.reader.held())
            .finish_non_exhaustive()
    }
}
