//! What a hook may give, in words of our own where it may not.
//!
//! Each is `Into`, and nothing more; `do_not_recommend` keeps the compiler from talking about `From` instead.

use crate::error::{BoxError, Error};
use crate::value::{Chunk, Streamable};

/// What `invoke` may give for an output of type `O`.
#[diagnostic::on_unimplemented(
    message = "`invoke` gives `{Self}`, which does not convert into the output `{O}`",
    label = "`{Self}` does not convert into `{O}`",
    note = "add `#[runnable(output = {Self})]`, or let `invoke` give what converts into `{O}`; streams are for `stream_tokens`"
)]
pub trait IntoOutput<O> {
    fn into_output(self) -> O;
}

#[diagnostic::do_not_recommend]
impl<T: Into<O>, O> IntoOutput<O> for T {
    fn into_output(self) -> O {
        self.into()
    }
}

/// What a stream of `stream_tokens` may give for an output of type `O`.
#[diagnostic::on_unimplemented(
    message = "`stream_tokens` gives items of `{Self}`, which do not convert into pieces of the output `{O}`",
    label = "`{Self}` is not a piece of `{O}`",
    note = "let it give `String`, `&str` or chunks, plain or in a `Result`, or set the output: `#[runnable(output = …)]`"
)]
pub trait IntoChunk<O: Streamable> {
    fn into_chunk(self) -> Chunk<O>;
}

#[diagnostic::do_not_recommend]
impl<T: Into<Chunk<O>>, O: Streamable> IntoChunk<O> for T {
    fn into_chunk(self) -> Chunk<O> {
        self.into()
    }
}

/// What a hook may fail with.
#[diagnostic::on_unimplemented(
    message = "a hook cannot fail with `{Self}`",
    label = "`{Self}` is not a `std::error::Error` that is `Send + Sync`",
    note = "return `runnable::Result`, `anyhow::Result`, or an error that converts into `Box<dyn std::error::Error + Send + Sync>`"
)]
pub trait IntoError {
    fn into_error(self) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: Into<BoxError>> IntoError for E {
    fn into_error(self) -> Error {
        Error::from_any(self)
    }
}
