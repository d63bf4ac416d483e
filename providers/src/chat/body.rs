//! A body that arrives: how long it may be silent, and how large it may be.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;
use runnable::{BoxStream, Error, Result};
use tokio::time::{Instant, Sleep};

use super::clock::{silent, timer};

/// The pieces of a body, and an error if none comes for too long. Time counts only while somebody waits.
pub(super) struct Body {
    pieces: BoxStream<'static, Result<Bytes>>,
    timeout: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    is_waiting: bool,
}

impl Body {
    pub(super) fn new(pieces: BoxStream<'static, Result<Bytes>>, timeout: Duration) -> Self {
        Self { pieces, timeout, timer: timer(timeout), is_waiting: false }
    }

    /// The body up to `limit` bytes, and what ended it: nothing, if it was whole.
    pub(super) async fn beginning(mut self, limit: usize) -> (Vec<u8>, Option<Ended>) {
        let mut bytes = Vec::new();
        while let Some(piece) = self.next().await {
            match piece {
                Ok(piece) => bytes.extend_from_slice(&piece),
                Err(error) => return (bytes, Some(Ended::Failed(error))),
            }
            if bytes.len() > limit {
                bytes.truncate(limit);
                return (bytes, Some(Ended::TooLong));
            }
        }
        (bytes, None)
    }
}

/// Why a body was not read to its end.
pub(super) enum Ended {
    Failed(Error),
    TooLong,
}

impl Stream for Body {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        if let Poll::Ready(piece) = me.pieces.poll_next_unpin(cx) {
            me.is_waiting = false;
            return Poll::Ready(piece);
        }
        let Some(timer) = &mut me.timer else { return Poll::Pending };
        if !me.is_waiting {
            me.is_waiting = true;
            if let Some(deadline) = Instant::now().checked_add(me.timeout) {
                timer.as_mut().reset(deadline);
            }
        }
        timer.as_mut().poll(cx).map(|()| Some(Err(silent(me.timeout))))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}
