use std::{error::Error, fmt};

/// An event is longer than the parser may hold.
///
/// The only way to fail: any other input, however broken, has a meaning in the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SseError {
    limit: usize,
    offset: u64,
}

impl SseError {
    pub(super) fn new(limit: usize, offset: u64) -> Self {
        Self { limit, offset }
    }

    /// The number of bytes that one event may have.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Where in the stream the event begins, in bytes.
    pub fn offset(&self) -> u64 {
        self.offset
    }
}

impl fmt::Display for SseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the event at byte {} is longer than {} bytes", self.offset, self.limit)
    }
}

impl Error for SseError {}
