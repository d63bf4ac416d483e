//! Whether requests may leave this machine.
//!
//! A test that meant to be answered by a replay and asks a provider instead costs money, and passes or fails by the
//! weather. Held offline, the process fails such a request before its host is looked up:
//!
//! ```
//! use runnable::Runnable;
//! use runnable_providers::ChatAnthropic;
//!
//! let _offline = runnable_providers::offline();
//!
//! let error = ChatAnthropic::new("claude-haiku-4-5").api_key("none").blocking().call("hi").unwrap_err();
//!
//! assert_eq!(error.to_string(), "no request may leave this machine, and one was about to go to api.anthropic.com");
//! ```
//!
//! The variable `RUNNABLE_OFFLINE`, set to anything but `0` or nothing, does the same for the whole process; in the
//! `[env]` table of `.cargo/config.toml`, for every test of a workspace. What sends requests by other means asks
//! [`permit`] first, or is not held back.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use runnable::{Error, ErrorKind, Result};

const VARIABLE: &str = "RUNNABLE_OFFLINE";

/// How many guards there are.
static HELD: AtomicUsize = AtomicUsize::new(0);

/// Holds the process offline until it is dropped, and every other one too.
#[derive(Debug)]
#[must_use = "dropped at once, it holds nothing back"]
pub struct Offline(());

/// Lets no request leave this machine while the guard lives, from whatever thread or test of this process.
pub fn offline() -> Offline {
    HELD.fetch_add(1, Ordering::SeqCst);
    Offline(())
}

impl Drop for Offline {
    fn drop(&mut self) {
        HELD.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether a request to this host may be sent: always to this machine itself.
///
/// # Errors
/// Of kind [`Config`](ErrorKind::Config): the process is offline, and the host is another machine.
pub fn permit(host: &str) -> Result<()> {
    if is_this_machine(host) || !is_offline() {
        return Ok(());
    }
    let text = format!("no request may leave this machine, and one was about to go to {host}");
    Err(Error::new(ErrorKind::Config, text))
}

fn is_offline() -> bool {
    let by_variable = || std::env::var_os(VARIABLE).is_some_and(|value| !value.is_empty() && value != "0");
    HELD.load(Ordering::SeqCst) > 0 || by_variable()
}

/// A name or address that stands for the machine that asks.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
