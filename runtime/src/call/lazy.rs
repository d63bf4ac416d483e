//! A stream of pieces that starts at its first poll.

use std::task::{Context, Poll};

use futures_util::stream::BoxStream;

use super::subject::Subject;
use crate::error::{Error, ErrorKind, Result};
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;

/// A stream of pieces that starts at its first poll.
pub(super) enum Lazy<'a, R: Runnable> {
    Waiting(Subject<'a, R>, R::Input),
    Running(BoxStream<'a, Result<Chunk<R::Output>>>),
    Refused(Error),
    Over,
}

impl<'a, R: Runnable> Lazy<'a, R> {
    pub(super) fn new(runnable: &'a R, input: R::Input) -> Self {
        Self::Waiting(Subject::Borrowed(runnable), input)
    }
}

impl<'a, R: Runnable + 'a> Lazy<'a, R> {
    /// The same, owning a clone of the runnable. One that has begun borrows what it runs on and cannot be moved
    /// off it: it becomes an error that says so.
    pub(super) fn into_owned<'s>(self) -> Lazy<'s, R>
    where
        R: Clone + 's,
    {
        match self {
            Self::Waiting(subject, input) => Lazy::Waiting(subject.into_owned(), input),
            Self::Running(_) => Lazy::Refused(Error::new(
                ErrorKind::Config,
                "`into_owned` was called on a stream that had begun; call it before the first poll",
            )),
            Self::Refused(error) => Lazy::Refused(error),
            Self::Over => Lazy::Over,
        }
    }

    /// Polls the stream; `options` is asked for once, when it starts.
    pub(super) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        options: impl FnOnce() -> RunOptions,
    ) -> Poll<Option<Result<Chunk<R::Output>>>> {
        if let Self::Waiting(..) = self
            && let Self::Waiting(subject, input) = std::mem::replace(self, Self::Over)
        {
            let options = options();
            *self = Self::Running(
                subject.stream(|runnable| run::stream(runnable, Source::Input(input), options)),
            );
        }
        match self {
            Self::Running(chunks) => chunks.as_mut().poll_next(cx),
            Self::Refused(error) => {
                let error = error.clone();
                *self = Self::Over;
                Poll::Ready(Some(Err(error)))
            }
            Self::Over | Self::Waiting(..) => Poll::Ready(None),
        }
    }

    /// Drops the work and gives nothing more.
    pub(super) fn stop(&mut self) {
        *self = Self::Over;
    }
}
