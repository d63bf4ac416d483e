//! Waiting on the caller's thread, where that is possible.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::Handle;

use crate::background::background;
use crate::error::{Error, ErrorKind, Result};

/// Polls the future on this thread until it is ready; in the meantime the background runtime drives connections and
/// timers.
///
/// # Errors
/// This thread is running an async task, or the background runtime cannot start.
pub(super) fn wait<F: Future>(future: F) -> Result<F::Output> {
    if in_async_task() {
        return Err(Error::new(
            ErrorKind::Blocking,
            "a blocking call inside an async task; use the async form, or `spawn_blocking`",
        ));
    }
    let _entered = background()?.enter();
    let _blocked = Blocked::new();
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Ok(output);
        }
        thread::park();
    }
}

thread_local! {
    static IS_BLOCKED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread waits in a blocking call. Whatever it polls must not wait for other work of this thread.
pub(crate) fn is_blocked() -> bool {
    IS_BLOCKED.get()
}

struct Blocked {
    before: bool,
}

impl Blocked {
    fn new() -> Self {
        Self { before: IS_BLOCKED.replace(true) }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        IS_BLOCKED.set(self.before);
    }
}

/// Wakes the thread that waits. A wake before it parks is not lost: it parks no more.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether this thread is polling a tokio task. A task has a budget of polls, a thread that may block has none:
/// within more polls than any budget holds, only a task is told to yield.
fn in_async_task() -> bool {
    const MORE_THAN_ANY_BUDGET: usize = 512;
    if Handle::try_current().is_err() {
        return false;
    }
    let mut cx = Context::from_waker(Waker::noop());
    (0..MORE_THAN_ANY_BUDGET).any(|_| pin!(tokio::task::consume_budget()).poll(&mut cx).is_pending())
}
