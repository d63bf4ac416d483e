/// One event, borrowed for as long as the parser's callback runs.
///
/// All text is valid UTF-8: each maximal part of the stream that is not became one U+FFFD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SseEvent<'a> {
    /// The type of the event: `"message"` where the block names none.
    pub event: &'a str,
    /// The values of the data lines, joined by LF. It can be empty.
    pub data: &'a str,
    /// The id that this very block gives, `Some("")` where it resets the stream's.
    pub id: Option<&'a str>,
    /// The id in force: this block's, or else the last that the stream gave; `""` before any.
    pub last_event_id: &'a str,
    /// The reconnection time that this very block gives, in milliseconds.
    pub retry: Option<u64>,
    /// Where in the stream the block begins, in bytes. A byte order mark is before the first block.
    pub offset: u64,
}
