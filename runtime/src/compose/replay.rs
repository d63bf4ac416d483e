//! An input that can be given again, even if it arrives in pieces.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::BoxStream;
use crate::error::Result;
use crate::run::Source;
use crate::value::{Chunk, Streamable};

/// An input that can be given again, even if it arrives in pieces: these are kept until one attempt has given
/// something, and not longer. The upstream is asked only as far as the attempts ask.
pub(super) enum Replay<'a, I: Streamable> {
    Input(I),
    Upstream(Shared<'a, Chunk<I>>),
}

type Shared<'a, C> = Arc<Mutex<Upstream<'a, C>>>;

pub(super) struct Upstream<'a, C> {
    /// Absent once it is over.
    chunks: Option<BoxStream<'a, Result<C>>>,
    seen: Vec<C>,
    settled: bool,
    failed: bool,
}

impl<'a, I: Streamable> Replay<'a, I> {
    pub(super) fn new(source: Source<'a, I>) -> Self {
        match source {
            Source::Input(input) => Self::Input(input),
            Source::Upstream(chunks) => {
                let upstream =
                    Upstream { chunks: Some(chunks), seen: Vec::new(), settled: false, failed: false };
                Self::Upstream(Arc::new(Mutex::new(upstream)))
            }
        }
    }

    /// The input from its beginning.
    pub(super) fn source(&self) -> Source<'a, I> {
        match self {
            Self::Input(input) => Source::Input(input.clone()),
            Self::Upstream(upstream) => {
                Source::Upstream(Box::pin(Cursor { upstream: upstream.clone(), at: 0 }))
            }
        }
    }

    /// Says that no other attempt follows.
    pub(super) fn settle(&self) {
        if let Self::Upstream(upstream) = self {
            lock(upstream).settled = true;
        }
    }

    /// Whether the input itself failed: then no other attempt can help.
    pub(super) fn has_failed(&self) -> bool {
        matches!(self, Self::Upstream(upstream) if lock(upstream).failed)
    }
}

fn lock<'m, 'a, C>(upstream: &'m Shared<'a, C>) -> MutexGuard<'m, Upstream<'a, C>> {
    upstream.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Cursor<'a, C> {
    upstream: Shared<'a, C>,
    at: usize,
}

impl<C: Clone> Stream for Cursor<'_, C> {
    type Item = Result<C>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        let mut upstream = lock(&me.upstream);
        if let Some(chunk) = upstream.seen.get(me.at) {
            me.at += 1;
            return Poll::Ready(Some(Ok(chunk.clone())));
        }
        if upstream.settled && me.at > 0 {
            (upstream.seen, me.at) = (Vec::new(), 0);
        }
        let Some(chunks) = &mut upstream.chunks else { return Poll::Ready(None) };
        let item = ready!(chunks.as_mut().poll_next(cx));
        match &item {
            Some(Ok(chunk)) if !upstream.settled => {
                upstream.seen.push(chunk.clone());
                me.at += 1;
            }
            Some(Ok(_)) => {}
            Some(Err(_)) => {
                upstream.failed = true;
                upstream.chunks = None;
            }
            None => upstream.chunks = None,
        }
        Poll::Ready(item)
    }
}
