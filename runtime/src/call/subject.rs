//! What is called: a runnable borrowed for the call, or owned by it.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

/// A runnable borrowed for the call, or owned by it.
pub(crate) enum Subject<'a, R> {
    Borrowed(&'a R),
    Owned(R),
}

impl<'a, R: Send + Sync + 'a> Subject<'a, R> {
    pub(crate) fn into_owned<'s>(self) -> Subject<'s, R>
    where
        R: Clone + 's,
    {
        Subject::Owned(match self {
            Self::Borrowed(runnable) => runnable.clone(),
            Self::Owned(runnable) => runnable,
        })
    }

    pub(crate) fn future<T: 'a>(
        self,
        start: impl for<'r> FnOnce(&'r R) -> BoxFuture<'r, T> + Send + 'a,
    ) -> BoxFuture<'a, T> {
        match self {
            Self::Borrowed(runnable) => start(runnable),
            Self::Owned(runnable) => Box::pin(async move { start(&runnable).await }),
        }
    }

    pub(crate) fn stream<T: Send + 'a>(
        self,
        start: impl for<'r> FnOnce(&'r R) -> BoxStream<'r, T> + Send + 'a,
    ) -> BoxStream<'a, T> {
        match self {
            Self::Borrowed(runnable) => start(runnable),
            Self::Owned(runnable) => Self::stream_owned(runnable, |runnable, _| start(runnable)),
        }
    }

    /// The stream of a runnable that it owns; it may take along what lives as long.
    pub(crate) fn stream_owned<T: Send + 'a>(
        runnable: R,
        start: impl for<'r> FnOnce(&'r R, Outlives<'r, 'a>) -> BoxStream<'r, T> + Send + 'a,
    ) -> BoxStream<'a, T> {
        Box::pin(OwnedStream::new(runnable, start))
    }
}

/// The promise that `'a` lasts at least as long as `'r`.
pub(crate) type Outlives<'r, 'a> = [&'r &'a (); 0];

/// A stream together with what it borrows from: a future owns both and hands the items over one by one.
struct OwnedStream<'a, T> {
    items: Option<BoxFuture<'a, ()>>,
    handed_over: Arc<Mutex<Option<T>>>,
}

impl<'a, T: Send + 'a> OwnedStream<'a, T> {
    fn new<R: Send + Sync + 'a>(
        runnable: R,
        start: impl for<'r> FnOnce(&'r R, Outlives<'r, 'a>) -> BoxStream<'r, T> + Send + 'a,
    ) -> Self {
        let handed_over = Arc::new(Mutex::new(None));
        let slot = handed_over.clone();
        let items = Box::pin(async move {
            let mut stream = start(&runnable, []);
            while let Some(item) = stream.next().await {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(item);
                pause().await;
            }
        });
        Self { items: Some(items), handed_over }
    }
}

/// Is pending once: the next poll is the consumer's request for the next item.
async fn pause() {
    let mut paused = false;
    poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
}

impl<T> Stream for OwnedStream<'_, T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let me = &mut *self;
        let Some(items) = &mut me.items else { return Poll::Ready(None) };
        if items.as_mut().poll(cx).is_ready() {
            me.items = None;
            return Poll::Ready(None);
        }
        let item = me.handed_over.lock().unwrap_or_else(PoisonError::into_inner).take();
        match item {
            Some(item) => Poll::Ready(Some(item)),
            None => Poll::Pending,
        }
    }
}
