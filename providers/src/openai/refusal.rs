//! Why a part of a message cannot be sent.

use std::borrow::Cow;

use runnable::{ContentBlock, Error, ErrorKind};

/// Why a block cannot be sent.
#[derive(Debug)]
pub(crate) struct Refusal(Cow<'static, str>);

impl Refusal {
    pub(crate) fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(reason.into())
    }

    /// Of a block that has no place in the message it is in.
    pub(crate) fn of_kind(block: &ContentBlock) -> Self {
        Self::new(format!("a block of type `{}` cannot be sent in such a message", block.kind()))
    }

    /// The error of this block of this message, both counted from 0.
    pub(crate) fn at(&self, message: usize, block: usize) -> Error {
        Error::new(ErrorKind::Input, format!("message {message}, block {block}: {}", self.0))
    }
}
