//! What a caller sets for a run, beside what it inherits.

use std::sync::Arc;

use serde_json::Value;

use super::queue::EventQueue;
use super::{Run, current};
use crate::config::RunConfig;
use crate::handler::Handler;

/// What a caller sets for a run, beside what it inherits.
#[derive(Default)]
pub struct RunOptions {
    pub(crate) config: RunConfig,
    /// The run's place in its parent, such as `seq:step:2`; a tag of this run alone.
    pub(crate) place: Option<String>,
    /// The parent, where this is not whatever run is current when it starts: a step is polled by the step behind
    /// it, and is no child of that.
    pub(crate) parent: Option<Option<Arc<Run>>>,
    /// An event stream that hears of the run and those inside it, beside those who hear of its parent.
    pub(crate) queue: Option<Arc<EventQueue>>,
    /// Who hears of this run alone.
    pub(crate) listeners: Vec<Arc<dyn Handler>>,
}

impl RunOptions {
    /// A child of the run that is current now, whoever polls it.
    pub(crate) fn child() -> Self {
        Self { parent: Some(current()), ..Self::default() }
    }

    /// A child of the run that is current now, whoever polls it, at this place in it.
    pub(crate) fn at_place(place: impl Into<String>) -> Self {
        Self { place: Some(place.into()), ..Self::child() }
    }

    /// The configuration of the run, with what it inherits.
    pub(crate) fn effective(&self) -> RunConfig {
        let parent = self.parent.clone().unwrap_or_else(current);
        let around = parent.map(|parent| parent.inherited.clone()).unwrap_or_default();
        around.merge(self.config.clone())
    }

    /// The value of this key in [`RunConfig::configurable`], inherited or given.
    pub(crate) fn configurable(&self, key: &str) -> Option<Value> {
        if let Some(given) = self.config.configurable.get(key) {
            return Some(given.clone());
        }
        let parent = self.parent.clone().unwrap_or_else(current)?;
        parent.inherited.configurable.get(key).cloned()
    }
}

impl From<RunConfig> for RunOptions {
    fn from(config: RunConfig) -> Self {
        Self { config, ..Self::default() }
    }
}

impl std::fmt::Debug for RunOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunOptions")
            .field("config", &self.config)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}
