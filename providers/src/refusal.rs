//! Why a part of a message cannot be sent, in the words that all dialects have for it.

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

/// The error of a message whose role the API has no word for.
pub(crate) fn unknown_role(message: usize, api: &str) -> Error {
    Error::new(ErrorKind::Input, format!("message {message} has a role that {api} does not know"))
}
