//! What a caller says about a run, beside its input.

use uuid::Uuid;

use crate::message::JsonObject;

/// How many runnables that return runnables may follow each other, unless told otherwise.
pub const DEFAULT_RECURSION_LIMIT: usize = 25;

/// What a caller says about a run, beside its input.
///
/// | key | merge of two | children |
/// |---|---|---|
/// | `tags` | united and sorted | inherit |
/// | `metadata`, `configurable` | the right one wins per key | inherit |
/// | `max_concurrency`, `recursion_limit` | the right one, where it is set | inherit |
/// | `run_name`, `run_id` | the right one, where it is set | do not: they name this one run |
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct RunConfig {
    /// The name of the run in events, in place of the runnable's own.
    pub run_name: Option<String>,
    /// The id of the run. A fresh one unless set.
    pub run_id: Option<Uuid>,
    /// Words to find the run and its children by.
    pub tags: Vec<String>,
    /// Facts about the run and its children.
    pub metadata: JsonObject,
    /// How many runs a batch or a map may have open at a time.
    pub max_concurrency: Option<usize>,
    /// How many runnables that return runnables may follow each other; 25 unless set.
    pub recursion_limit: Option<usize>,
    /// Values for the configurable parts of a runnable, and for the hooks that read them.
    pub configurable: JsonObject,
}

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
    pub fn metadata(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.metadata.insert(key.into(), value.into());
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
    pub fn configurable(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.configurable.insert(key.into(), value.into());
        self
    }

    /// Both together; where they disagree, `other` wins.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.metadata.extend(other.metadata);
        self.configurable.extend(other.configurable);
        Self {
            run_name: other.run_name.or(self.run_name),
            run_id: other.run_id.or(self.run_id),
            max_concurrency: other.max_concurrency.or(self.max_concurrency),
            recursion_limit: other.recursion_limit.or(self.recursion_limit),
            metadata: self.metadata,
            configurable: self.configurable,
            tags: Self { tags: self.tags, ..Self::default() }.tags(other.tags).tags,
        }
    }

    /// What children inherit: everything but the name and id of this one run.
    #[must_use]
    pub fn inherited(&self) -> Self {
        Self { run_name: None, run_id: None, ..self.clone() }
    }
}
