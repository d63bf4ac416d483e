use std::borrow::Cow;

use memchr::memchr;

/// A piece of the buffer that a block is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// What is behind the colon of a field, without the one space that may follow it.
    #[inline]
    fn value(bytes: &[u8], start: usize, end: usize) -> Self {
        let space = start < end && bytes[start] == b' ';
        Self { start: start + usize::from(space), end }
    }

    #[inline]
    fn of(self, bytes: &[u8]) -> &[u8] {
        &bytes[self.start..self.end]
    }

    /// The same piece in a buffer that lacks the first `by` bytes of this one.
    fn moved(self, by: usize) -> Self {
        Self { start: self.start - by, end: self.end - by }
    }
}

/// The buffer that a block is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) bytes: &'a [u8],
    /// The whole lines of `bytes` as text, or nothing where they are not known to be UTF-8.
    pub(super) checked: &'a str,
}

impl<'a> Source<'a> {
    #[inline]
    pub(super) fn text(self, span: Span) -> Cow<'a, str> {
        match self.checked.get(span.start..span.end) {
            Some(text) => Cow::Borrowed(text),
            None => lossy(span.of(self.bytes)),
        }
    }
}

/// `bytes` as text, with U+FFFD for each maximal part that is not UTF-8.
pub(super) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    // The lossy conversion alone reads byte by byte; the check reads words.
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// The data of a block: absent, one line as it stands in the buffer, or several lines joined elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Data {
    #[default]
    Absent,
    Line(Span),
    Joined,
}

/// The fields that a block has had so far, as places in the buffer that it is read from.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) event: Option<Span>,
    pub(super) data: Data,
    pub(super) id: Option<Span>,
    pub(super) retry: Option<u64>,
}

impl Block {
    /// Takes the line at `start..end` of `bytes`; lines joined with earlier ones go to `joined`.
    #[inline]
    pub(super) fn line(&mut self, bytes: &[u8], start: usize, end: usize, joined: &mut Vec<u8>) {
        let line = &bytes[start..end];
        if line.starts_with(b"data:") {
            self.data_line(bytes, Span::value(bytes, start + 5, end), joined);
        } else if line.starts_with(b"event:") {
            self.event = Some(Span::value(bytes, start + 6, end));
        } else {
            self.rare_line(bytes, Span { start, end }, joined);
        }
    }

    #[inline]
    fn data_line(&mut self, bytes: &[u8], value: Span, joined: &mut Vec<u8>) {
        match self.data {
            Data::Absent => self.data = Data::Line(value),
            Data::Line(first) => {
                joined.clear();
                joined.extend_from_slice(first.of(bytes));
                join(joined, value.of(bytes));
                self.data = Data::Joined;
            }
            Data::Joined => join(joined, value.of(bytes)),
        }
    }

    /// A comment, a field without a colon, or any field but `data` and `event`.
    fn rare_line(&mut self, bytes: &[u8], line: Span, joined: &mut Vec<u8>) {
        let colon = memchr(b':', line.of(bytes)).map(|at| line.start + at);
        let name = &bytes[line.start..colon.unwrap_or(line.end)];
        let value = Span::value(bytes, colon.map_or(line.end, |colon| colon + 1), line.end);
        match name {
            b"data" => self.data_line(bytes, value, joined),
            b"event" => self.event = Some(value),
            b"id" if memchr(0, value.of(bytes)).is_none() => self.id = Some(value),
            b"retry" => self.retry = milliseconds(value.of(bytes)).or(self.retry),
            _ => {}
        }
    }

    /// Follows the block to a buffer that lacks the first `by` bytes of this one.
    pub(super) fn move_by(&mut self, by: usize) {
        self.event = self.event.map(|event| event.moved(by));
        self.id = self.id.map(|id| id.moved(by));
        if let Data::Line(value) = self.data {
            self.data = Data::Line(value.moved(by));
        }
    }

    /// Whether a field was seen that means nothing until the block ends.
    pub(super) fn is_pending(&self) -> bool {
        self.event.is_some() || self.id.is_some() || !matches!(self.data, Data::Absent)
    }
}

fn join(joined: &mut Vec<u8>, line: &[u8]) {
    joined.push(b'\n');
    joined.extend_from_slice(line);
}

/// A run of ASCII digits as a number, the largest there is where it is too large.
fn milliseconds(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    Some(digits.iter().fold(0, number))
}
