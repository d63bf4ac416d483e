use std::mem;

use memchr::memchr2;

use super::{
    SseError, SseEvent,
    block::{Block, KEPT},
};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Takes the stream as text, piece by piece, and gives its events.
#[derive(Default)]
pub(super) struct Reader {
    limit: usize,
    /// How many bytes of the stream were read.
    position: u64,
    /// The last character was a CR, so that an LF that comes next belongs to it.
    after_carriage_return: bool,
    /// The block that an earlier piece began and did not end, without the line ends read since.
    held: String,
    /// Where in the stream `held` begins.
    held_offset: u64,
    /// Where in `held` the unfinished line begins.
    held_line: usize,
    block: Block,
    last_event_id: String,
    retry: Option<u64>,
    failed: Option<SseError>,
}

impl Reader {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// The error that ended the reading, if one did.
    #[inline]
    pub(super) fn check(&self) -> Result<(), SseError> {
        self.failed.map_or(Ok(()), Err)
    }

    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// How many bytes of an unfinished event there are.
    pub(super) fn held(&self) -> usize {
        self.held.len()
    }

    pub(super) fn last_event_id(&self) -> &str {
        &self.last_event_id
    }

    pub(super) fn retry(&self) -> Option<u64> {
        self.block.retry().or(self.retry)
    }

    /// Begins another stream; tells where the unfinished event began. `is_cut`: half a character follows.
    pub(super) fn finish(&mut self, is_cut: bool) -> Option<u64> {
        let is_inside = match self.held[self.held_line..].chars().next() {
            Some(':') => self.block.is_pending(),
            Some(_) => true,
            None => is_cut || self.block.is_pending(),
        };
        let offset = if self.held.is_empty() { self.position } else { self.held_offset };

        *self = Self {
            limit: self.limit,
            last_event_id: mem::take(&mut self.last_event_id),
            retry: self.retry(),
            ..Self::default()
        };
        is_inside.then_some(offset)
    }

    /// Reads one character that is no line end and has `length` bytes in the stream.
    pub(super) fn read_character(&mut self, character: char, length: usize) -> Result<(), SseError> {
        if self.position == 0 && character == BYTE_ORDER_MARK {
            self.position = length as u64;
            return Ok(());
        }
        self.after_carriage_return = false;
        if self.held.is_empty() {
            self.held_offset = self.position;
        }
        self.held.push(character);
        self.advance(length)
    }

    /// Reads the next piece, and calls `out` for every event that it completes.
    pub(super) fn read<E: From<SseError>>(
        &mut self,
        text: &str,
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let text = self.skip_byte_order_mark(text);
        let text = self.skip_line_feed(text)?;
        let text = self.read_held_block(text, out)?;
        self.read_blocks(text, out)
    }

    #[inline]
    fn skip_byte_order_mark<'a>(&mut self, text: &'a str) -> &'a str {
        if self.position > 0 {
            return text;
        }
        let Some(rest) = text.strip_prefix(BYTE_ORDER_MARK) else { return text };
        self.position = BYTE_ORDER_MARK.len_utf8() as u64;
        rest
    }

    /// Drops the LF of a CRLF whose CR was read before.
    #[inline]
    fn skip_line_feed<'a>(&mut self, text: &'a str) -> Result<&'a str, SseError> {
        if !self.after_carriage_return || text.is_empty() {
            return Ok(text);
        }
        self.after_carriage_return = false;
        let Some(rest) = text.strip_prefix('\n') else { return Ok(text) };
        self.advance(1)?;
        Ok(rest)
    }

    /// Reads the block that was held to its end, or all of `text`; gives back what is behind it.
    #[inline]
    fn read_held_block<'a, E: From<SseError>>(
        &mut self,
        mut text: &'a str,
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<&'a str, E> {
        while !self.held.is_empty() {
            let line_end = line_length(text.as_bytes());
            let piece = &text[..line_end.unwrap_or(text.len())];
            self.advance(piece.len())?;
            self.held.push_str(piece);
            let Some(line_end) = line_end else { return Ok("") };

            let next = self.behind_line_end(text, line_end);
            if self.held_line == self.held.len() {
                self.position += (next - line_end) as u64;
                self.end_held_block(out)?;
            } else {
                self.advance(next - line_end)?;
                self.block.line(&self.held, self.held_line, self.held.len());
                self.held_line = self.held.len();
            }
            text = &text[next..];
        }
        Ok(text)
    }

    /// Counts bytes as read, as a part of the held block if there is one.
    #[inline]
    fn advance(&mut self, count: usize) -> Result<(), SseError> {
        let position = self.position + count as u64;
        if !self.held.is_empty() && position - self.held_offset > self.limit as u64 {
            return Err(self.fail(self.held_offset));
        }
        self.position = position;
        Ok(())
    }

    /// The index behind the line end at `at`.
    #[inline]
    fn behind_line_end(&mut self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
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
        let result = self.end_block(&held, self.held_offset, out);

        held.clear();
        held.shrink_to(KEPT);
        self.held = held;
        result
    }

    /// Reads the blocks that `text` holds where they are, and keeps what is behind the last.
    fn read_blocks<E: From<SseError>>(
        &mut self,
        text: &str,
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let base = self.position;
        let (mut start, mut line) = (0, 0);
        while let Some(length) = line_length(&text.as_bytes()[line..]) {
            let end = line + length;
            let next = self.behind_line_end(text, end);
            if length > 0 {
                self.block.line(text, line, end);
            } else {
                let offset = base + start as u64;
                if line - start > self.limit {
                    return Err(self.fail(offset).into());
                }
                self.position = base + next as u64;
                self.end_block(text, offset, out)?;
                start = next;
            }
            line = next;
        }

        self.position = base + text.len() as u64;
        if start < text.len() {
            self.block.move_by(start);
            self.hold(&text[start..], line - start)?;
        }
        Ok(())
    }

    /// Keeps the beginning of a block, whose unfinished line begins at `line`, for the next buffer.
    fn hold(&mut self, beginning: &str, line: usize) -> Result<(), SseError> {
        let offset = self.position - beginning.len() as u64;
        if beginning.len() > self.limit {
            return Err(self.fail(offset));
        }
        self.held.push_str(beginning);
        self.held_offset = offset;
        self.held_line = line;
        Ok(())
    }

    /// Ends the block whose fields lie in `text`: an event if it has data.
    #[inline(always)] // See `Block::line`.
    fn end_block<E>(
        &mut self,
        text: &str,
        offset: u64,
        out: &mut impl FnMut(SseEvent<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.retry = self.block.retry().or(self.retry);
        if let Some(id) = self.block.id(text) {
            self.last_event_id.clear();
            self.last_event_id.push_str(id);
        }
        let result = self.block.event(text, &self.last_event_id, offset).map_or(Ok(()), out);
        self.block.clear();
        result
    }

    /// Lets go of everything that belongs to the event that is too long.
    #[cold]
    fn fail(&mut self, offset: u64) -> SseError {
        let error = SseError::new(self.limit, offset);
        self.failed = Some(error);
        self.held = String::new();
        self.held_line = 0;
        self.block = Block::default();
        error
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
