//! Waiting, on any executor: by the clock of the tokio runtime around, else by that of the background runtime.

use std::pin::Pin;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep};

use crate::background::background;
use crate::error::Result;

/// A timer that goes off at this moment. A tokio runtime around must have its timers enabled, as for every timer of
/// tokio's.
///
/// # Errors
/// There is no tokio runtime around, and the background runtime cannot start.
pub(crate) fn sleep_until(moment: Instant) -> Result<Pin<Box<Sleep>>> {
    let _entered = match Handle::try_current() {
        Ok(_) => None,
        Err(_) => Some(background()?.enter()),
    };
    Ok(Box::pin(tokio::time::sleep_until(moment)))
}

/// Waits so long.
///
/// # Errors
/// As [`sleep_until`].
pub(crate) async fn sleep(wait: Duration) -> Result<()> {
    if !wait.is_zero() {
        sleep_until(after(wait))?.await;
    }
    Ok(())
}

/// The moment after this time; some decades off where the time is too long to reckon with.
pub(crate) fn after(wait: Duration) -> Instant {
    const DECADES: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    let now = Instant::now();
    now.checked_add(wait).unwrap_or(now + DECADES)
}
