//! One step of several side by side, its output type forgotten.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::record::{NamedPiece, Record, RecordChunk};
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

/// A step whose output goes into a record.
pub(super) trait Branch<I: Streamable>: Send + Sync {
    fn invoke<'a>(&'a self, input: I, options: RunOptions, name: Arc<str>) -> BoxFuture<'a, Result<Record>>;

    fn stream<'a>(
        &'a self,
        source: Source<'a, I>,
        options: RunOptions,
        named: NamedPiece,
        fed: Fed,
    ) -> BoxStream<'a, Result<RecordChunk>>;

    fn draw(&self, graph: &mut Graph) -> Part;
}

impl<I: Streamable, R: Runnable<Input = I>> Branch<I> for R {
    fn invoke<'a>(&'a self, input: I, options: RunOptions, name: Arc<str>) -> BoxFuture<'a, Result<Record>> {
        let output = run::invoke(self, input, options);
        Box::pin(async move { Ok(Record::new().with(name, output.await?)) })
    }

    fn stream<'a>(
        &'a self,
        source: Source<'a, I>,
        options: RunOptions,
        named: NamedPiece,
        fed: Fed,
    ) -> BoxStream<'a, Result<RecordChunk>> {
        let chunks = run::stream(self, source, options);
        Box::pin(Pieces::<R::Output> { chunks, named, empty: Some(fed), output: PhantomData })
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        Runnable::draw(self, graph)
    }
}

/// Whether the input has had a piece. A step that gives nothing for no input has nothing to give.
#[derive(Clone)]
pub(super) struct Fed(Arc<AtomicBool>);

impl Fed {
    pub(super) fn whole() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    pub(super) fn watch<'a, T: Send + 'a>(
        upstream: BoxStream<'a, Result<T>>,
    ) -> (Self, BoxStream<'a, Result<T>>) {
        let fed = Self(Arc::new(AtomicBool::new(false)));
        let seen = fed.clone();
        let upstream = upstream.inspect(move |_| seen.0.store(true, Ordering::Relaxed));
        (fed, upstream.boxed())
    }

    fn had_a_piece(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The pieces of a step, under its name. A step that streams nothing gives what it would give when called: its
/// empty value, if there is one.
struct Pieces<'a, T: Streamable> {
    chunks: BoxStream<'a, Result<Chunk<T>>>,
    named: NamedPiece,
    empty: Option<Fed>,
    output: PhantomData<fn() -> T>,
}

impl<T: Streamable> Unpin for Pieces<'_, T> {}

impl<T: Streamable> Stream for Pieces<'_, T> {
    type Item = Result<RecordChunk>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        me.chunks.as_mut().poll_next(cx).map(|item| match item {
            Some(chunk) => {
                me.empty = None;
                Some(chunk.map(|chunk| me.named.piece::<T>(chunk)))
            }
            None => {
                let fed = me.empty.take().filter(Fed::had_a_piece)?;
                drop(fed);
                let value = T::finish(T::Accumulator::default());
                Some(value.map(|value| me.named.piece::<T>(value.into_chunk())))
            }
        })
    }
}
