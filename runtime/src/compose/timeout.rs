//! A step that may take only so long.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::future::{Either, select};
use tokio::time::{Instant, Sleep};

use crate::descriptor::Descriptor;
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, Part};
use crate::run::{RunOptions, fold_heard};
use crate::runnable::Runnable;
use crate::timer::{after, sleep_until};
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// A step that may take only so long. What takes longer is stopped and is an error of kind
/// [`Timeout`](ErrorKind::Timeout), which a retry tries again. It has no run of its own.
///
/// | limit | from | to |
/// |---|---|---|
/// | [`total`](Self::total) | the start | the end; in a stream the consumer's own time counts |
/// | [`first_chunk`](Self::first_chunk) | the start | the first piece |
/// | [`between_chunks`](Self::between_chunks) | the consumer asks for the next piece | it comes, or the end does |
///
/// Under the second or third limit a call streams, so that there are pieces to wait for. A piece that is there is
/// never refused. Any executor will do; a tokio runtime needs its timers enabled.
///
/// ```
/// use std::time::Duration;
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let never = Lambda::new(|_: String| std::future::pending::<String>());
/// let patient = never.with_timeout(Duration::from_secs(60)).first_chunk(Duration::from_millis(5));
/// let error = patient.call("Are you there?").await.unwrap_err();
/// assert!(error.is_timeout());
/// # });
/// ```
pub struct Timeout<R> {
    step: Arc<R>,
    limits: Limits,
}

#[derive(Debug, Clone, Copy, Default)]
struct Limits {
    total: Option<Duration>,
    first_chunk: Option<Duration>,
    between_chunks: Option<Duration>,
}

impl<R: Runnable> Timeout<R> {
    /// A step without a limit yet.
    pub fn new(step: R) -> Self {
        Self { step: Arc::new(step), limits: Limits::default() }
    }

    /// Sets how long the whole may take.
    #[must_use]
    pub fn total(mut self, limit: Duration) -> Self {
        self.limits.total = Some(limit);
        self
    }

    /// Sets how long the first piece may take.
    #[must_use]
    pub fn first_chunk(mut self, limit: Duration) -> Self {
        self.limits.first_chunk = Some(limit);
        self
    }

    /// Sets how long each later piece, and the end after the last one, may take.
    #[must_use]
    pub fn between_chunks(mut self, limit: Duration) -> Self {
        self.limits.between_chunks = Some(limit);
        self
    }

    fn limited<'a>(
        &self,
        chunks: BoxStream<'a, Result<Chunk<R::Output>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        let begun = Instant::now();
        Box::pin(Limited {
            chunks: Some(chunks),
            limits: self.limits,
            begun,
            waits_from: Some(begun),
            first: true,
            timer: None,
        })
    }
}

impl<R: Runnable> Runnable for Timeout<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        self.step.prepare(options)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        let Limits { total, first_chunk, between_chunks } = self.limits;
        if first_chunk.or(between_chunks).is_some() {
            return fold_heard::<R::Output>(self.on_stream(input));
        }
        let output = self.step.on_invoke(input);
        let Some(total) = total else { return output };
        Box::pin(async move {
            match select(output, sleep_until(after(total))?).await {
                Either::Left((output, _)) => output,
                Either::Right(_) => Err(late("no answer", total)),
            }
        })
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.limited(self.step.on_stream(input))
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<R::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.limited(self.step.on_transform(upstream))
    }
}

fn late(what: &str, limit: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("{what} within {limit:?}"))
}

struct Limited<'a, C> {
    /// Absent once it is over or too late.
    chunks: Option<BoxStream<'a, Result<C>>>,
    limits: Limits,
    begun: Instant,
    /// Since when the consumer waits for the piece that it asked for.
    waits_from: Option<Instant>,
    first: bool,
    /// Goes off at the next deadline.
    timer: Option<Pin<Box<Sleep>>>,
}

impl<C> Limited<'_, C> {
    /// The moment at which it is too late, and the error of that.
    fn deadline(&mut self) -> Option<(Instant, Error)> {
        let asked = *self.waits_from.get_or_insert_with(Instant::now);
        let (piece, what) = if self.first {
            (self.limits.first_chunk, "no first piece")
        } else {
            (self.limits.between_chunks, "no further piece")
        };
        let of = |limit: Duration, from: Instant| from.checked_add(limit).unwrap_or_else(|| after(limit));
        let piece = piece.map(|limit| (of(limit, asked), late(what, limit)));
        let total = self.limits.total.map(|limit| (of(limit, self.begun), late("no end", limit)));
        [total, piece].into_iter().flatten().min_by_key(|(moment, _)| *moment)
    }

    fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<Error> {
        let Some((deadline, error)) = self.deadline() else { return Poll::Pending };
        let timer = match &mut self.timer {
            Some(timer) => {
                if timer.deadline() != deadline {
                    timer.as_mut().reset(deadline);
                }
                timer
            }
            none => match sleep_until(deadline) {
                Ok(timer) => none.insert(timer),
                Err(error) => return Poll::Ready(error),
            },
        };
        timer.as_mut().poll(cx).map(|()| error)
    }
}

impl<C> Stream for Limited<'_, C> {
    type Item = Result<C>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        let Some(chunks) = &mut me.chunks else { return Poll::Ready(None) };
        match chunks.as_mut().poll_next(cx) {
            Poll::Ready(Some(item)) => {
                me.first = false;
                me.waits_from = None;
                Poll::Ready(Some(item))
            }
            Poll::Ready(None) => {
                me.chunks = None;
                Poll::Ready(None)
            }
            Poll::Pending => me.poll_late(cx).map(|error| {
                me.chunks = None;
                Some(Err(error))
            }),
        }
    }
}

impl<R> Clone for Timeout<R> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), limits: self.limits }
    }
}

impl<R: fmt::Debug> fmt::Debug for Timeout<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timeout").field("step", &self.step).field("limits", &self.limits).finish()
    }
}

super::operators! { [R: Runnable] Timeout<R> where [] }
