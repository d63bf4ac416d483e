//! Several streams polled as one, in the caller's task.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::BoxStream;

use crate::error::Result;

/// The items of several streams as they come. The order of what is ready at the same time is always the same. The
/// first error ends it, and drops the streams.
pub(in crate::compose) struct Merge<'a, T> {
    streams: Vec<Option<BoxStream<'a, Result<T>>>>,
    /// How many of them may be open at a time.
    limit: usize,
    /// Which one is polled first.
    next: usize,
    /// Whether they are polled in turn, and not the first one always first.
    in_turn: bool,
}

impl<'a, T> Merge<'a, T> {
    /// Polls them in turn, so that none starves.
    pub(in crate::compose) fn in_turn(streams: Vec<BoxStream<'a, Result<T>>>, limit: usize) -> Self {
        Self { streams: streams.into_iter().map(Some).collect(), limit, next: 0, in_turn: true }
    }

    /// Polls the second only when the first has nothing ready.
    pub(in crate::compose) fn first_first(
        first: BoxStream<'a, Result<T>>,
        second: BoxStream<'a, Result<T>>,
    ) -> Self {
        Self { streams: vec![Some(first), Some(second)], limit: 2, next: 0, in_turn: false }
    }

    /// How many of the streams, from the first, may be polled: those that are over and as many as may be open.
    fn reach(&self) -> usize {
        let open = self.streams.iter().enumerate().filter(|(_, stream)| stream.is_some());
        open.map(|(position, _)| position + 1).take(self.limit).last().unwrap_or(0)
    }

    /// Polls one stream; nothing to say where it is over or pending.
    fn poll_one(&mut self, position: usize, cx: &mut Context<'_>) -> Option<Result<T>> {
        let stream = self.streams[position].as_mut()?;
        match stream.as_mut().poll_next(cx) {
            Poll::Ready(Some(item)) => Some(item),
            Poll::Ready(None) => {
                self.streams[position] = None;
                None
            }
            Poll::Pending => None,
        }
    }
}

impl<T> Unpin for Merge<'_, T> {}

impl<T> Stream for Merge<'_, T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let me = &mut *self;
        loop {
            let reach = me.reach();
            if reach == 0 {
                return Poll::Ready(None);
            }
            for turn in 0..reach {
                let position = (me.next + turn) % reach;
                if let Some(item) = me.poll_one(position, cx) {
                    if me.in_turn {
                        me.next = position + 1;
                    }
                    if item.is_err() {
                        me.streams.clear();
                    }
                    return Poll::Ready(Some(item));
                }
            }
            // One that ended may have let another one begin, which nobody has polled yet.
            if me.reach() == reach {
                return Poll::Pending;
            }
        }
    }
}
