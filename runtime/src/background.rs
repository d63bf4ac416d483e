//! One runtime for what must outlive a call or needs a clock where the caller's executor has none.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

use crate::error::{Error, ErrorKind, Result};

/// The background runtime of the process, started by the first call that needs it: a connection made in one
/// blocking call serves the next, and timers run on any executor.
///
/// # Errors
/// It cannot start.
pub(crate) fn background() -> Result<&'static Runtime> {
    static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();
    let start = || {
        Builder::new_multi_thread().worker_threads(1).thread_name("runnable-background").enable_all().build()
    };
    RUNTIME.get_or_init(start).as_ref().map_err(|error| {
        let source = std::io::Error::new(error.kind(), error.to_string());
        Error::new(ErrorKind::Blocking, "the background runtime cannot start").with_source(source)
    })
}
