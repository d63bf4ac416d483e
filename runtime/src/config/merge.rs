//! Two configurations together, and what children inherit.

use serde_json::Value;

use super::RunConfig;

impl RunConfig {
    /// Both together; where they disagree, `other` wins.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.metadata.extend(other.metadata);
        self.configurable.extend(other.configurable);
        self.callbacks.extend(other.callbacks);
        Self {
            run_name: other.run_name.or(self.run_name),
            run_id: other.run_id.or(self.run_id),
            max_concurrency: other.max_concurrency.or(self.max_concurrency),
            recursion_limit: other.recursion_limit.or(self.recursion_limit),
            metadata: self.metadata,
            callbacks: self.callbacks,
            configurable: self.configurable,
            tags: if other.tags.is_empty() {
                self.tags
            } else {
                Self { tags: self.tags, ..Self::default() }.tags(other.tags).tags
            },
        }
    }

    /// What a run around hands down, and then what is said inside it: as [`merge`](Self::merge), but the tags from
    /// around stand first.
    pub(crate) fn merge_inside(self, inside: Self) -> Self {
        let mut tags = self.tags.clone();
        tags.extend(inside.tags.iter().filter(|tag| !self.tags.contains(tag)).cloned());
        Self { tags, ..self.merge(inside) }
    }

    /// What children inherit: everything but the name and id of this one run.
    #[must_use]
    pub fn inherited(&self) -> Self {
        Self { run_name: None, run_id: None, ..self.clone() }
    }

    /// Shows in the metadata which model and checkpoint were configured, unless it says so already.
    pub(crate) fn publish_configurable(&mut self) {
        for key in ["model", "checkpoint_ns"] {
            if let Some(value @ Value::String(_)) = self.configurable.get(key)
                && !self.metadata.contains_key(key)
            {
                self.metadata.insert(key.to_owned(), value.clone());
            }
        }
    }
}
