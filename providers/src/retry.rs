//! When a request is sent again, and how long to wait before.
//!
//! | what happened | sent again |
//! |---|---|
//! | no connection, or it was lost or silent before the head of the response | yes |
//! | status 408, 409, 429, 500 and above (529, overloaded, among them) | yes |
//! | status 400 or 422, about an option that the dialect can do without | yes, at once and without it |
//! | any other status | no |
//! | the response says `x-should-retry` | as it says |
//! | the head of the response was good | never, whatever its body holds |
//!
//! The wait is the one that the response asks for: `retry-after-ms`, else `retry-after` in seconds or as a date. One
//! of more than a minute is not waited for: the error says how long it is. Without one the wait is half a second,
//! then twice as long each time, at most eight seconds, and up to a quarter less by chance.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use crate::http::Headers;

const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(8);
const LONGEST_ASKED_WAIT: Duration = Duration::from_secs(60);

/// Whether a response with this head is worth another try.
pub(crate) fn is_retryable(status: u16, headers: &Headers) -> bool {
    match headers.get("x-should-retry") {
        Some("true") => true,
        Some("false") => false,
        Some(_) | None => matches!(status, 408 | 409 | 429 | 500..),
    }
}

/// The wait before try number `tries + 1`; `None` if it would be too long.
pub(crate) fn wait(tries: u32, asked: Option<Duration>) -> Option<Duration> {
    match asked {
        Some(asked) => (asked <= LONGEST_ASKED_WAIT).then_some(asked),
        None => Some(backoff(tries).mul_f64(1.0 - 0.25 * chance())),
    }
}

fn backoff(tries: u32) -> Duration {
    FIRST_WAIT.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1))).min(LONGEST_WAIT)
}

/// A number from 0 up to 1. The standard library seeds each hasher anew.
fn chance() -> f64 {
    f64::from(RandomState::new().hash_one(()) as u32) / f64::from(u32::MAX)
}

/// The wait that the response asks for.
pub(crate) fn asked(headers: &Headers, now: SystemTime) -> Option<Duration> {
    let milliseconds = headers.get("retry-after-ms").and_then(|value| seconds(value, 0.001));
    milliseconds.or_else(|| {
        let value = headers.get("retry-after")?;
        seconds(value, 1.0).or_else(|| Some(date(value)?.duration_since(now).unwrap_or_default()))
    })
}

fn seconds(number: &str, unit: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number.trim().parse::<f64>().ok()? * unit).ok()
}

/// A date such as `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that HTTP allows to send.
fn date(text: &str) -> Option<SystemTime> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, rest) = text.trim().split_once(", ")?;
    let mut words = rest.strip_suffix(" GMT")?.split(' ');
    let day: u64 = words.next()?.parse().ok()?;
    let month = MONTHS.iter().position(|month| words.clone().next() == Some(month))? as u64 + 1;
    let year: u64 = words.nth(1)?.parse().ok()?;
    let clock: Vec<u64> = words.next()?.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hour @ 0..24, minute @ 0..60, second @ 0..=60] = clock[..] else { return None };
    let days = days_since_1970(year, month, day)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(((days * 24 + hour) * 60 + minute) * 60 + second))
}

/// Years are taken to begin in March, so that the leap day is the last of a year.
fn days_since_1970(year: u64, month: u64, day: u64) -> Option<u64> {
    if !((1970..=9999).contains(&year) && (1..=31).contains(&day)) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1;
    days.checked_sub(719_468)
}
