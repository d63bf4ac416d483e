//! Which run the current code belongs to.
//!
//! Set around each poll of a run's future or stream, so it holds whatever the executor does: `join`, `select` and
//! `FuturesUnordered` included. Entering is a swap with a slot in the wrapper: no reference count moves.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::Run;

thread_local! {
    static CURRENT: Cell<Option<Arc<Run>>> = const { Cell::new(None) };
}

/// The run that the current code belongs to.
pub(crate) fn current() -> Option<Arc<Run>> {
    with_current(|run| run.cloned())
}

pub(crate) fn with_current<T>(read: impl FnOnce(Option<&Arc<Run>>) -> T) -> T {
    CURRENT.with(|current| {
        let run = current.take();
        let value = read(run.as_ref());
        current.set(run);
        value
    })
}

/// Makes the run in the slot the current one until the guard is dropped.
pub(super) fn enter(slot: &mut Option<Arc<Run>>) -> Entered<'_> {
    let span = slot.as_ref().map(|run| &run.facts.span).filter(|span| !span.is_none());
    let span = span.map(|span| span.clone().entered());
    swap(slot);
    Entered { slot, _span: span }
}

pub(super) struct Entered<'a> {
    slot: &'a mut Option<Arc<Run>>,
    _span: Option<tracing::span::EnteredSpan>,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        swap(self.slot);
    }
}

fn swap(slot: &mut Option<Arc<Run>>) {
    CURRENT.with(|current| *slot = current.replace(slot.take()));
}

/// A future that runs inside a run, wherever it is polled. Made by [`RunContext::scope`](super::RunContext::scope).
#[must_use = "futures do nothing unless polled"]
pub struct Scoped<F: ?Sized> {
    slot: Option<Arc<Run>>,
    future: Pin<Box<F>>,
}

impl<F: ?Sized> Scoped<F> {
    pub(super) fn new(slot: Option<Arc<Run>>, future: Pin<Box<F>>) -> Self {
        Self { slot, future }
    }
}

impl<F: Future + ?Sized> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let me = &mut *self;
        let _entered = enter(&mut me.slot);
        me.future.as_mut().poll(cx)
    }
}

impl<F: ?Sized> fmt::Debug for Scoped<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scoped")
            .field("run", &self.slot.as_ref().map(|run| run.facts.run_id))
            .finish_non_exhaustive()
    }
}
