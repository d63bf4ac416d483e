//! Calls with many inputs.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use super::CallConfig;
use super::subject::Subject;
use crate::config::RunConfig;
use crate::error::Result;
use crate::run::{self, RunOptions};
use crate::runnable::Runnable;

/// How many calls a batch has open at a time, unless told otherwise.
const DEFAULT_CONCURRENCY: usize = 16;

/// Calls with many inputs: await it for the results, in the order of the inputs, one for each.
///
/// All calls run in the caller's task; dropping the batch stops those that are open and starts no other. A `run_id`
/// is that of the first call only.
#[must_use = "a batch does nothing until awaited"]
pub struct Batch<'a, R: Runnable> {
    subject: Subject<'a, R>,
    inputs: Vec<R::Input>,
    limit: Option<usize>,
    config: CallConfig,
}

impl<'a, R: Runnable + 'a> Batch<'a, R> {
    pub(crate) fn new(runnable: &'a R, inputs: Vec<R::Input>) -> Self {
        Self { subject: Subject::Borrowed(runnable), inputs, limit: None, config: CallConfig::default() }
    }

    super::config_methods!();

    /// Sets how many calls may be open at a time; 16 unless set here or in the configuration, and at least 1.
    /// `usize::MAX` lifts the limit.
    pub fn max_concurrency(mut self, calls: usize) -> Self {
        self.limit = Some(calls);
        self
    }

    /// The same batch, owning a clone of the runnable.
    pub fn into_owned<'s>(self) -> Batch<'s, R>
    where
        R: Clone + 's,
    {
        Batch {
            subject: self.subject.into_owned(),
            inputs: self.inputs,
            limit: self.limit,
            config: self.config,
        }
    }

    /// The results as they come, each with the number of its input. Dropping it stops the calls that are open.
    pub fn as_completed(self) -> AsCompleted<'a, R> {
        let Self { subject, inputs, limit, config } = self;
        let config = config.resolve();
        AsCompleted { results: subject.stream(move |runnable| results(runnable, inputs, config, limit)) }
    }

    /// All outputs, or the first failure; the calls that are open then are stopped.
    pub fn all(self) -> BatchAll<'a, R> {
        BatchAll { batch: self }
    }
}

fn results<'a, R: Runnable>(
    runnable: &'a R,
    inputs: Vec<R::Input>,
    config: RunConfig,
    limit: Option<usize>,
) -> BoxStream<'a, (usize, Result<R::Output>)> {
    let limit = limit.or_else(|| configured_limit(runnable, &config)).unwrap_or(DEFAULT_CONCURRENCY);
    let open = limit.clamp(1, inputs.len().max(1));
    let calls = inputs.into_iter().enumerate().map(move |(number, input)| {
        let config = if number == 0 { config.clone() } else { RunConfig { run_id: None, ..config.clone() } };
        let call = run::invoke(runnable, input, config.into());
        async move { (number, call.await) }
    });
    stream::iter(calls).buffer_unordered(open).boxed()
}

/// The limit that the caller, the runnable or the run around them configured.
fn configured_limit<R: Runnable>(runnable: &R, config: &RunConfig) -> Option<usize> {
    let mut options = RunOptions::from(config.clone());
    runnable.prepare(&mut options);
    options.effective().max_concurrency
}

impl<'a, R: Runnable + 'a> IntoFuture for Batch<'a, R> {
    type Output = Vec<Result<R::Output>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut results: Vec<_> = self.inputs.iter().map(|_| None).collect();
            let mut completed = self.as_completed();
            while let Some((number, result)) = completed.next().await {
                results[number] = Some(result);
            }
            results.into_iter().flatten().collect()
        })
    }
}

/// A batch that is awaited for all outputs, or the first failure.
#[must_use = "a batch does nothing until awaited"]
pub struct BatchAll<'a, R: Runnable> {
    batch: Batch<'a, R>,
}

impl<'a, R: Runnable + 'a> IntoFuture for BatchAll<'a, R> {
    type Output = Result<Vec<R::Output>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut outputs: Vec<_> = self.batch.inputs.iter().map(|_| None).collect();
            let mut completed = self.batch.as_completed();
            while let Some((number, result)) = completed.next().await {
                outputs[number] = Some(result?);
            }
            Ok(outputs.into_iter().flatten().collect())
        })
    }
}

/// The results of a batch as they come, each with the number of its input.
#[must_use = "streams do nothing unless polled"]
pub struct AsCompleted<'a, R: Runnable> {
    results: BoxStream<'a, (usize, Result<R::Output>)>,
}

impl<R: Runnable> AsCompleted<'_, R> {
    super::next_method!();
}

impl<R: Runnable> Stream for AsCompleted<'_, R> {
    type Item = (usize, Result<R::Output>);

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.results.as_mut().poll_next(cx)
    }
}

impl<R: Runnable> fmt::Debug for Batch<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Batch");
        out.field("inputs", &self.inputs.len()).field("limit", &self.limit).field("config", &self.config);
        out.finish_non_exhaustive()
    }
}

impl<R: Runnable> fmt::Debug for BatchAll<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchAll").field(&self.batch).finish()
    }
}

impl<R: Runnable> fmt::Debug for AsCompleted<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsCompleted").finish_non_exhaustive()
    }
}
