//! Where and why a text is not JSON.

use std::error::Error;
use std::fmt;

/// The place where a text stopped being JSON, and the reason.
///
/// The text and the value up to there stay with the [`PartialJson`](super::PartialJson) that gave the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialJsonError {
    offset: usize,
    kind: PartialJsonErrorKind,
}

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartialJsonErrorKind {
    /// The text ended before its value did; only [`finish`](super::PartialJson::finish) gives it.
    UnexpectedEnd,
    /// This character cannot follow what is before it: a closer that does not match, a missing comma, an
    /// unknown word or escape.
    Unexpected(char),
    /// There is text after the end of the value.
    Trailing,
    /// An escape stands for half of a surrogate pair, and the other half does not follow.
    LoneSurrogate,
    /// The number is too large for an `f64`; the offset is that of its first byte.
    NumberOutOfRange,
    /// The container that opens here would be the 128th inside one another.
    TooDeep,
}

impl PartialJsonError {
    pub(super) const fn new(offset: usize, kind: PartialJsonErrorKind) -> Self {
        Self { offset, kind }
    }

    /// Bytes of text before the one that is wrong, over all pieces.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong there.
    #[must_use]
    pub const fn kind(&self) -> PartialJsonErrorKind {
        self.kind
    }
}

impl fmt::Display for PartialJsonError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PartialJsonErrorKind::UnexpectedEnd => write!(out, "unexpected end of json"),
            PartialJsonErrorKind::Unexpected(character) => write!(out, "unexpected {character:?} in json"),
            PartialJsonErrorKind::Trailing => write!(out, "text after the end of json"),
            PartialJsonErrorKind::LoneSurrogate => write!(out, "half a surrogate pair in json"),
            PartialJsonErrorKind::NumberOutOfRange => write!(out, "number out of range in json"),
            PartialJsonErrorKind::TooDeep => write!(out, "json nested too deep"),
        }?;
        write!(out, " at byte {}", self.offset)
    }
}

impl Error for PartialJsonError {}

/// Why the reader returned before the value it was reading was complete.
pub(super) enum Stop {
    /// The text is used up to the last byte that says something; more may come.
    Wait,
    /// The text is not JSON.
    Wrong(PartialJsonError),
}

/// What a step of the reader gives: something read, or the reason to return.
pub(super) type Progress<T = ()> = Result<T, Stop>;
