//! Which events a listener wants.

use crate::descriptor::RunType;
use crate::event::RunFacts;

/// A type to filter events by: that of a run, or the name of a custom event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventType {
    /// Events of runs of this type.
    Run(RunType),
    /// Custom events of this name.
    Custom(String),
}

impl From<RunType> for EventType {
    fn from(run_type: RunType) -> Self {
        Self::Run(run_type)
    }
}

impl From<&str> for EventType {
    fn from(name: &str) -> Self {
        match RunType::ALL.into_iter().find(|run_type| run_type.as_str() == name) {
            Some(run_type) => Self::Run(run_type),
            None => Self::Custom(name.to_owned()),
        }
    }
}

/// Which events a listener wants: those that one of the includes names (all, where there are none), less those
/// that an exclude names. Filters decide what is delivered, not what runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub(crate) include: Criteria,
    pub(crate) exclude: Criteria,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Criteria {
    pub(crate) names: Vec<String>,
    pub(crate) types: Vec<EventType>,
    pub(crate) tags: Vec<String>,
}

impl Criteria {
    fn is_empty(&self) -> bool {
        self.names.is_empty() && self.types.is_empty() && self.tags.is_empty()
    }

    fn name(&self, name: &str, is_type: impl Fn(&EventType) -> bool, tags: &[String]) -> bool {
        self.names.iter().any(|wanted| wanted == name)
            || self.types.iter().any(is_type)
            || self.tags.iter().any(|tag| tags.contains(tag))
    }
}

impl Filter {
    pub(super) fn wants(&self, run: &RunFacts) -> bool {
        self.allows(&run.name, |wanted| *wanted == EventType::Run(run.run_type), &run.tags)
    }

    /// The type of a custom event is its own name.
    pub(super) fn wants_custom(&self, name: &str, run: &RunFacts) -> bool {
        self.allows(name, |wanted| matches!(wanted, EventType::Custom(wanted) if wanted == name), &run.tags)
    }

    fn allows(&self, name: &str, is_type: impl Fn(&EventType) -> bool, tags: &[String]) -> bool {
        (self.include.is_empty() || self.include.name(name, &is_type, tags))
            && !self.exclude.name(name, &is_type, tags)
    }
}
