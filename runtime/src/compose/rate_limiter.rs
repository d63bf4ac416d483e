//! How often something may be started.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use crate::error::Result;
use crate::run::RunContext;
use crate::timer::{after, sleep_until};

/// How often something may be started. A clone is the same limiter.
///
/// Turns are given in the order in which they are asked for, evenly spaced once the burst is used up. Whoever stops
/// waiting has used its turn up all the same.
#[derive(Debug, Clone)]
pub struct RateLimiter {
    /// The time from one turn to the next.
    interval: Duration,
    burst: u32,
    key: Option<Arc<str>>,
    next: Arc<Mutex<Turns>>,
}

/// When the next turn of each key would be, if there were no burst.
#[derive(Debug)]
struct Turns {
    next: HashMap<String, Instant>,
    /// At how many keys those that have rested are forgotten.
    sweep_at: usize,
}

const FIRST_SWEEP: usize = 1024;

impl RateLimiter {
    /// So many turns a second, and no two at once. Fewer than one in thirty years counts as that.
    pub fn per_second(turns: f64) -> Self {
        const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
        let interval = Duration::try_from_secs_f64(1.0 / turns).unwrap_or(LONGEST).min(LONGEST);
        Self::every(interval)
    }

    /// A turn each time so much time has passed.
    pub fn every(interval: Duration) -> Self {
        let next = Mutex::new(Turns { next: HashMap::new(), sweep_at: FIRST_SWEEP });
        Self { interval, burst: 1, key: None, next: Arc::new(next) }
    }

    /// Sets how many turns may be taken at once after a rest; at least 1, which is the default.
    #[must_use]
    pub fn burst(mut self, turns: u32) -> Self {
        self.burst = turns.max(1);
        self
    }

    /// Limits each value of this configurable key by itself: a tenant, a user, an account. Calls without the key
    /// share one limit.
    #[must_use]
    pub fn keyed_by(mut self, key: impl Into<Arc<str>>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// How many keys it remembers: those that have not rested long, and at most as many again.
    pub fn keys(&self) -> usize {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).next.len()
    }

    /// Waits for the turn of this run.
    ///
    /// # Errors
    /// There is no clock: the background runtime cannot start.
    pub async fn turn(&self, context: &RunContext) -> Result<()> {
        let key = self.key.as_ref().and_then(|key| context.configurable(key)).map(|value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        });
        let (now, turn) = self.book(key.unwrap_or_default());
        if turn > now {
            sleep_until(turn)?.await;
        }
        Ok(())
    }

    /// Books the next turn of the key. As many turns as a burst has may be taken ahead of their time.
    fn book(&self, key: String) -> (Instant, Instant) {
        let now = Instant::now();
        let mut turns = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.next.len() >= turns.sweep_at {
            turns.next.retain(|_, next| *next > now);
            turns.sweep_at = (turns.next.len() * 2).max(FIRST_SWEEP);
        }
        let next = turns.next.entry(key).or_insert(now);
        let due = (*next).max(now);
        *next = due.checked_add(self.interval).unwrap_or_else(|| after(self.interval));
        let ahead = self.interval.saturating_mul(self.burst - 1);
        (now, due.checked_sub(ahead).unwrap_or(now))
    }
}
