//! How long to wait before another try.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How long to wait before another try: `initial × factor^(n - 1) + jitter` after the n-th failure, at most `longest`.
///
/// Where the error says [how long to wait](crate::Error::retry_after), that is the least; where it says more than
/// `longest`, there is no other try.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Backoff {
    /// The wait after the first failure; a second unless set.
    pub initial: Duration,
    /// What each wait is multiplied by for the next; 2 unless set.
    pub factor: f64,
    /// The most that is added by chance, so that many callers do not come back at once; a second unless set.
    pub jitter: Duration,
    /// The longest wait; a minute unless set.
    pub longest: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        let second = Duration::from_secs(1);
        Self { initial: second, factor: 2.0, jitter: second, longest: Duration::from_secs(60) }
    }
}

impl Backoff {
    /// One, two, four seconds, …, each up to a second longer by chance, and never more than a minute.
    pub fn new() -> Self {
        Self::default()
    }

    /// No wait, unless an error asks for one.
    pub fn none() -> Self {
        Self { initial: Duration::ZERO, jitter: Duration::ZERO, ..Self::default() }
    }

    /// Sets the wait after the first failure.
    #[must_use]
    pub fn initial(self, initial: Duration) -> Self {
        Self { initial, ..self }
    }

    /// Sets what each wait is multiplied by for the next.
    #[must_use]
    pub fn factor(self, factor: f64) -> Self {
        Self { factor, ..self }
    }

    /// Sets the most that is added by chance.
    #[must_use]
    pub fn jitter(self, jitter: Duration) -> Self {
        Self { jitter, ..self }
    }

    /// Sets the longest wait.
    #[must_use]
    pub fn longest(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// The wait after this many failures. None where the provider asks for a longer one than there may be.
    pub(super) fn wait(&self, failures: usize, retry_after: Option<Duration>) -> Option<Duration> {
        let power = i32::try_from(failures.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds =
            self.initial.as_secs_f64() * self.factor.powi(power) + self.jitter.as_secs_f64() * chance();
        let wait = Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(self.longest).min(self.longest);
        match retry_after {
            Some(asked) if asked > self.longest => None,
            Some(asked) => Some(wait.max(asked)),
            None => Some(wait),
        }
    }
}

/// A number from 0 up to 1. The keys of a hash map are as random as a wait needs.
fn chance() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
