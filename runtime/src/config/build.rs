//! A configuration, key by key.

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::RunConfig;
use crate::handler::Handler;

impl RunConfig {
    /// A configuration that says nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the run.
    #[must_use]
    pub fn run_name(mut self, name: impl Into<String>) -> Self {
        self.run_name = Some(name.into());
        self
    }

    /// Sets the id of the run.
    #[must_use]
    pub fn run_id(mut self, id: Uuid) -> Self {
        self.run_id = Some(id);
        self
    }

    /// Adds tags.
    #[must_use]
    pub fn tags(mut self, tags: impl IntoIterator<Item: Into<String>>) -> Self {
        self.tags.extend(tags.into_iter().map(Into::into));
        self.tags.sort();
        self.tags.dedup();
        self
    }

    /// Adds one fact about the run.
    #[must_use]
    pub fn metadata(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata.insert(key.into(), value.into());
        self
    }

    /// Adds code that hears of the run and its children.
    #[must_use]
    pub fn callback(mut self, handler: Arc<dyn Handler>) -> Self {
        self.callbacks.push(handler);
        self
    }

    /// Sets how many runs a batch or a map may have open at a time.
    #[must_use]
    pub fn max_concurrency(mut self, runs: usize) -> Self {
        self.max_concurrency = Some(runs);
        self
    }

    /// Sets how many runnables that return runnables may follow each other.
    #[must_use]
    pub fn recursion_limit(mut self, limit: usize) -> Self {
        self.recursion_limit = Some(limit);
        self
    }

    /// Sets one configurable value.
    #[must_use]
    pub fn configurable(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.configurable.insert(key.into(), value.into());
        self
    }
}
