use std::mem;

use memchr::memchr;

use super::SseEvent;

/// How much of a buffer of its own a parser keeps when the event that needed it is over, in bytes.
pub(super) const KEPT: usize = 16 << 10;

/// A piece of the text that a block is read from.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// What is behind the colon of a field, without the one space that may follow it.
    #[inline]
    fn value(text: &str, start: usize, end: usize) -> Self {
        let space = text.as_bytes()[start..end].first() == Some(&b' ');
        Self { start: start + usize::from(space), end }
    }

    #[inline]
    fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The same piece in a text that lacks the first `by` bytes of this one.
    fn moved(self, by: usize) -> Self {
        Self { start: self.start - by, end: self.end - by }
    }
}

/// The data of a block: absent, one line where it stands in the text, or several lines joined elsewhere.
#[derive(Clone, Copy, Debug, Default)]
enum Data {
    #[default]
    Absent,
    Line(Span),
    Joined,
}

/// The fields that a block has had so far, as places in the text that it is read from.
#[derive(Debug, Default)]
pub(super) struct Block {
    event: Option<Span>,
    data: Data,
    id: Option<Span>,
    retry: Option<u64>,
    /// The lines of [`Data::Joined`].
    joined: String,
}

impl Block {
    /// Takes the line at `start..end` of `text`.
    #[inline(always)] // A call from the innermost loop would cost as much as what it does.
    pub(super) fn line(&mut self, text: &str, start: usize, end: usize) {
        let line = &text.as_bytes()[start..end];
        if line.starts_with(b"data:") {
            self.data_line(text, Span::value(text, start + 5, end));
        } else if line.starts_with(b"event:") {
            self.event = Some(Span::value(text, start + 6, end));
        } else {
            self.rare_line(text, Span { start, end });
        }
    }

    #[inline]
    fn data_line(&mut self, text: &str, value: Span) {
        match self.data {
            Data::Absent => self.data = Data::Line(value),
            Data::Line(first) => {
                self.joined.push_str(first.of(text));
                self.data = Data::Joined;
                self.join(value.of(text));
            }
            Data::Joined => self.join(value.of(text)),
        }
    }

    #[inline(never)]
    fn join(&mut self, line: &str) {
        self.joined.push('\n');
        self.joined.push_str(line);
    }

    /// A comment, a field without a colon, or any field but `data` and `event`.
    #[inline(never)]
    fn rare_line(&mut self, text: &str, line: Span) {
        let colon = memchr(b':', line.of(text).as_bytes()).map(|at| line.start + at);
        let name = &text[line.start..colon.unwrap_or(line.end)];
        let value = Span::value(text, colon.map_or(line.end, |colon| colon + 1), line.end);
        match name {
            "data" => self.data_line(text, value),
            "event" => self.event = Some(value),
            "id" if !value.of(text).contains('\0') => self.id = Some(value),
            "retry" => self.retry = milliseconds(value.of(text)).or(self.retry),
            _ => {}
        }
    }

    /// Follows the block to a text that lacks the first `by` bytes of this one.
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

    #[inline]
    pub(super) fn id<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.id.map(|id| id.of(text))
    }

    #[inline]
    pub(super) fn retry(&self) -> Option<u64> {
        self.retry
    }

    /// The event that the block is, if it has data.
    #[inline(always)] // See `line`.
    pub(super) fn event<'a>(
        &'a self,
        text: &'a str,
        last_event_id: &'a str,
        offset: u64,
    ) -> Option<SseEvent<'a>> {
        let data = match self.data {
            Data::Absent => return None,
            Data::Line(value) => value.of(text),
            Data::Joined => &self.joined,
        };
        let event = self.event.map_or("", |event| event.of(text));
        Some(SseEvent {
            event: if event.is_empty() { "message" } else { event },
            data,
            id: self.id(text),
            last_event_id,
            retry: self.retry,
            offset,
        })
    }

    /// Begins the next block.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.event = None;
        self.id = None;
        self.retry = None;
        if let Data::Joined = mem::take(&mut self.data) {
            self.joined.clear();
            self.joined.shrink_to(KEPT);
        }
    }
}

/// A run of ASCII digits as a number, the largest there is where it is too large.
fn milliseconds(digits: &str) -> Option<u64> {
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}
