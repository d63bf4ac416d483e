//! What a hook sees of its run.

use std::future::Future;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::ambient::{self, Scoped};
use super::{Cancelled, Run, current};
use crate::config::{DEFAULT_RECURSION_LIMIT, RunConfig};
use crate::error::{Error, ErrorKind, Result};

/// The run that the current code belongs to.
///
/// It travels to children by itself within a task, whatever the executor. It does not cross `tokio::spawn`,
/// `spawn_blocking` or threads; there it is carried:
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
///
/// let names = Lambda::new(async |_: String| {
///     let name = || RunContext::current().name().unwrap_or("nobody").to_owned();
///     let context = RunContext::current();
///     let carried = tokio::spawn(context.clone().scope(async move { name() })).await?;
///     let in_a_thread = tokio::task::spawn_blocking(move || context.run(name)).await?;
///     let lost = tokio::spawn(async move { name() }).await?;
///     Ok::<_, tokio::task::JoinError>(vec![carried, in_a_thread, lost])
/// });
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// assert_eq!(names.named("hook").call("").await?, ["hook", "hook", "nobody"]);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct RunContext {
    run: Option<Arc<Run>>,
}

impl RunContext {
    /// The current run. Outside any run it is empty: no id, default configuration.
    pub fn current() -> Self {
        Self { run: current() }
    }

    /// The id of the run.
    pub fn run_id(&self) -> Option<Uuid> {
        self.run.as_ref().map(|run| run.facts.run_id)
    }

    /// The runs around it, outermost first.
    pub fn parent_ids(&self) -> &[Uuid] {
        self.run.as_ref().map_or(&[], |run| &run.facts.parent_ids)
    }

    /// The name of the run.
    pub fn name(&self) -> Option<&str> {
        self.run.as_ref().map(|run| run.facts.name.as_str())
    }

    /// The tags of the run.
    pub fn tags(&self) -> &[String] {
        self.run.as_ref().map_or(&[], |run| &run.facts.tags)
    }

    /// What the callers configured, as children of this run inherit it.
    pub fn config(&self) -> RunConfig {
        self.run.as_ref().map(|run| run.inherited.clone()).unwrap_or_default()
    }

    /// One configurable value.
    pub fn configurable(&self, key: &str) -> Option<Value> {
        self.run.as_ref()?.inherited.configurable.get(key).cloned()
    }

    /// How many runnables that return runnables may follow each other from here.
    pub fn recursion_limit(&self) -> usize {
        let limit = self.run.as_ref().and_then(|run| run.inherited.recursion_limit);
        limit.unwrap_or(DEFAULT_RECURSION_LIMIT)
    }

    /// Sends a custom event in the name of this run. Without a listener it costs nothing.
    ///
    /// # Errors
    /// There is no run, or the data has no JSON form.
    pub fn dispatch(&self, name: &str, data: impl Serialize) -> Result<()> {
        let Some(run) = &self.run else {
            return Err(Error::new(
                ErrorKind::Config,
                "a custom event needs a run: send it from inside a hook, or carry the context there with `scope`",
            ));
        };
        if run.is_observed() {
            run.emit_custom(name, &serde_json::to_value(data)?);
        }
        Ok(())
    }

    /// Whether the consumer of the run has gone before the run was over.
    pub fn is_cancelled(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.is_cancelled())
    }

    /// Waits until the consumer of the run has gone. Outside any run it waits for ever.
    pub fn cancelled(&self) -> Cancelled {
        Cancelled { run: self.run.clone() }
    }

    /// Runs a future inside this run, wherever it is spawned.
    pub fn scope<F: Future>(self, future: F) -> Scoped<F> {
        Scoped::new(self.run, Box::pin(future))
    }

    /// Runs a closure inside this run, on whatever thread.
    pub fn run<T>(self, closure: impl FnOnce() -> T) -> T {
        let mut slot = self.run;
        let _entered = ambient::enter(&mut slot);
        closure()
    }
}
