//! A call whose input arrives in pieces.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::BoxStream;

use super::CallConfig;
use crate::error::Result;
use crate::run::{self, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;

type Pieces<'a, T> = BoxStream<'a, Result<Chunk<T>>>;

/// The pieces of a runnable's output, made of an upstream's pieces. Nothing runs until the first poll; dropping it
/// drops the upstream too.
#[must_use = "streams do nothing unless polled"]
pub struct Transform<'a, R: Runnable> {
    state: State<'a, R>,
    config: CallConfig,
}

enum State<'a, R: Runnable> {
    Waiting(&'a R, Pieces<'a, R::Input>),
    Running(Pieces<'a, R::Output>),
    Over,
}

impl<'a, R: Runnable + 'a> Transform<'a, R> {
    pub(crate) fn new(runnable: &'a R, upstream: Pieces<'a, R::Input>) -> Self {
        Self { state: State::Waiting(runnable, upstream), config: CallConfig::default() }
    }

    super::config_methods!();
    super::next_method!();
}

impl<R: Runnable> Unpin for Transform<'_, R> {}

impl<'a, R: Runnable + 'a> Stream for Transform<'a, R> {
    type Item = Result<Chunk<R::Output>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        if let State::Waiting(..) = me.state
            && let State::Waiting(runnable, upstream) = std::mem::replace(&mut me.state, State::Over)
        {
            let config = std::mem::take(&mut me.config).resolve();
            me.state = State::Running(run::stream(runnable, Source::Upstream(upstream), config.into()));
        }
        match &mut me.state {
            State::Running(chunks) => chunks.as_mut().poll_next(cx),
            State::Waiting(..) | State::Over => Poll::Ready(None),
        }
    }
}

impl<R: Runnable> fmt::Debug for Transform<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transform").field("config", &self.config).finish_non_exhaustive()
    }
}
