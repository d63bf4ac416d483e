//! Telling work that a hook has detached that nobody waits for it any more.
//!
//! Inside a task nobody needs this: dropping the consumer drops the work. It is for `tokio::spawn` and threads.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::Run;

/// Whether a run's consumer has gone before the run was over.
#[derive(Debug, Default)]
pub(super) struct Cancellation {
    cancelled: AtomicBool,
    waiting: Mutex<Vec<Waker>>,
}

impl Cancellation {
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Release);
        let waiting = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.into_iter().for_each(Waker::wake);
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }

    fn register(&self, waker: &Waker) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if !waiting.iter().any(|known| known.will_wake(waker)) {
            waiting.push(waker.clone());
        }
    }
}

impl Run {
    /// Whether the consumer of this run, or of one around it, has gone.
    pub(super) fn is_cancelled(&self) -> bool {
        self.lineage().any(|run| run.cancellation.is_cancelled())
    }

    fn lineage(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |run| run.parent.as_deref())
    }
}

/// A future that is ready when the consumer of a run has gone.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct Cancelled {
    pub(super) run: Option<Arc<Run>>,
}

impl Future for Cancelled {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(run) = &self.run else { return Poll::Pending };
        for run in run.lineage() {
            run.cancellation.register(cx.waker());
        }
        // Looked at after registering, so that a cancellation in between is not missed.
        if run.is_cancelled() { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Cancels a run unless it came to its end first.
#[derive(Debug)]
pub(super) struct CancelOnDrop {
    run: Option<Arc<Run>>,
}

impl CancelOnDrop {
    pub(super) fn new(run: Arc<Run>) -> Self {
        Self { run: Some(run) }
    }

    pub(super) fn disarm(&mut self) {
        self.run = None;
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if let Some(run) = &self.run {
            run.cancellation.cancel();
            run.emit_error(&super::stream::consumer_gone(), None);
        }
    }
}
