//! Time: how long the host may be silent, and pauses between tries.
//!
//! A timer needs a tokio runtime. A transport without sockets may do without one; then nothing times out, and a pause
//! is over at once.

use std::pin::Pin;
use std::time::Duration;

use runnable::{Error, ErrorKind};
use tokio::time::Sleep;

/// A timer, where there is a runtime that drives it.
pub(super) fn timer(duration: Duration) -> Option<Pin<Box<Sleep>>> {
    tokio::runtime::Handle::try_current().ok()?;
    Some(Box::pin(tokio::time::sleep(duration)))
}

pub(super) async fn pause(duration: Duration) {
    if let Some(timer) = timer(duration) {
        timer.await;
    }
}

/// Waits for as long as the host may be silent, and gives the error of that.
pub(super) async fn silence(timeout: Duration) -> Error {
    match timer(timeout) {
        Some(timer) => timer.await,
        None => std::future::pending().await,
    }
    silent(timeout)
}

/// The error of a host that was silent for too long.
pub(super) fn silent(timeout: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("nothing arrived for {timeout:?}"))
}
