//! A call that is iterated for the pieces of its output.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::CallConfig;
use super::lazy::Lazy;
use crate::error::Result;
use crate::runnable::Runnable;
use crate::value::Chunk;

/// The pieces of a runnable's output, as they come. Nothing runs until the first poll; dropping it stops the work.
#[must_use = "streams do nothing unless polled"]
pub struct Streaming<'a, R: Runnable> {
    chunks: Lazy<'a, R>,
    config: CallConfig,
}

impl<'a, R: Runnable + 'a> Streaming<'a, R> {
    pub(crate) fn new(runnable: &'a R, input: R::Input) -> Self {
        Self { chunks: Lazy::new(runnable, input), config: CallConfig::default() }
    }

    super::config_methods!();
    super::next_method!();

    /// The same stream, owning a clone of the runnable: for a web response or a spawned task. To be called before
    /// the first poll.
    pub fn into_owned<'s>(self) -> Streaming<'s, R>
    where
        R: Clone + 's,
    {
        Streaming { chunks: self.chunks.into_owned(), config: self.config }
    }
}

impl<R: Runnable> Unpin for Streaming<'_, R> {}

impl<'a, R: Runnable + 'a> Stream for Streaming<'a, R> {
    type Item = Result<Chunk<R::Output>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        let config = &mut me.config;
        me.chunks.poll_next(cx, || std::mem::take(config).resolve().into())
    }
}

impl<R: Runnable> fmt::Debug for Streaming<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming").field("config", &self.config).finish_non_exhaustive()
    }
}
