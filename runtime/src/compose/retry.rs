//! A step that is tried again when it fails.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::attempts::{self, Attempts};
use super::backoff::Backoff;
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, Part};
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream, timer};

/// How often a step is tried, unless told otherwise.
const DEFAULT_ATTEMPTS: usize = 3;

/// A step that is tried again when it fails: three times in all unless told otherwise, with a growing wait between.
///
/// | | tried again |
/// |---|---|
/// | a call | after any failure that is worth it |
/// | a stream | until the first piece; what was handed out cannot be taken back |
/// | a batch | each input by itself |
///
/// Worth it is, unless [`retry_if`](Self::retry_if) says otherwise, what [`Error::is_retryable`] is, and a failure
/// of the user's own step or of a parser that says nothing about it: a model may answer better the next time. The
/// attempts are child runs, tagged `retry:attempt:2` and on from the second.
///
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
/// use runnable::Backoff;
///
/// static ASKED: AtomicUsize = AtomicUsize::new(0);
///
/// # futures::executor::block_on(async {
/// let moody = Lambda::new(|text: String| match ASKED.fetch_add(1, Ordering::Relaxed) {
///     0..3 => Err("not now"),
///     _ => Ok(text.len()),
/// });
/// let steady = moody.with_retry().attempts(5).backoff(Backoff::none());
/// assert_eq!(steady.call("blub").await?, 4);
/// assert_eq!(ASKED.load(Ordering::Relaxed), 4);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct Retry<R> {
    step: Arc<R>,
    attempts: usize,
    backoff: Backoff,
    retry_if: Option<Predicate>,
}

pub(super) type Predicate = Arc<dyn Fn(&Error) -> bool + Send + Sync>;

impl<R: Runnable> Retry<R> {
    pub(crate) fn new(step: R) -> Self {
        Self { step: Arc::new(step), attempts: DEFAULT_ATTEMPTS, backoff: Backoff::default(), retry_if: None }
    }

    /// Sets how often the step is tried in all, at least once.
    #[must_use]
    pub fn attempts(mut self, attempts: usize) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets how long to wait between attempts.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Sets which failures are worth another attempt, in place of the default.
    #[must_use]
    pub fn retry_if(mut self, is_worth_it: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        self.retry_if = Some(Arc::new(is_worth_it));
        self
    }

    fn is_worth_it(&self, error: &Error) -> bool {
        match &self.retry_if {
            Some(decide) => decide(error),
            None => error.is_retryable() || (error.says_nothing_of_retries() && is_by_chance(error.kind())),
        }
    }

    fn tries(&self) -> Tries<'_, R> {
        Tries { retry: self, attempt: 1 }
    }
}

/// Whether the failure may be a matter of chance, though no network is in it.
fn is_by_chance(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Step | ErrorKind::Parse)
}

struct Tries<'a, R> {
    retry: &'a Retry<R>,
    /// The number of the attempt, from 1.
    attempt: usize,
}

impl<R: Runnable> Tries<'_, R> {
    fn options(&self) -> RunOptions {
        match self.attempt {
            1 => RunOptions::child(),
            attempt => RunOptions::at_place(format!("retry:attempt:{attempt}")),
        }
    }

    /// How long to wait for another attempt, or why there is none.
    fn decide(&self, error: Error) -> Result<Duration> {
        if self.attempt >= self.retry.attempts || !self.retry.is_worth_it(&error) {
            return Err(error);
        }
        self.retry.backoff.wait(self.attempt, error.retry_after()).ok_or(error)
    }
}

impl<'a, R: Runnable> Attempts<'a> for Tries<'a, R> {
    type Input = R::Input;
    type Output = R::Output;

    fn invoke(&self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        run::invoke(&*self.retry.step, input, self.options())
    }

    fn stream(&self, source: Source<'a, R::Input>) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        run::stream(&*self.retry.step, source, self.options())
    }

    fn failed(&mut self, error: Error) -> BoxFuture<'_, Result<()>> {
        Box::pin(async move {
            timer::sleep(self.decide(error)?).await?;
            self.attempt += 1;
            Ok(())
        })
    }
}

impl<R: Runnable> Runnable for Retry<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(self.step.descriptor().name, RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        attempts::invoke(self.tries(), input)
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        attempts::stream(self.tries(), Source::Input(input))
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<R::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        attempts::stream(self.tries(), Source::Upstream(upstream))
    }
}

impl<R> Clone for Retry<R> {
    fn clone(&self) -> Self {
        Self {
            step: self.step.clone(),
            retry_if: self.retry_if.clone(),
            attempts: self.attempts,
            backoff: self.backoff,
        }
    }
}

impl<R: fmt::Debug> fmt::Debug for Retry<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Retry");
        out.field("step", &self.step).field("attempts", &self.attempts).field("backoff", &self.backoff);
        out.finish_non_exhaustive()
    }
}

super::operators! { [R: Runnable] Retry<R> where [] }
