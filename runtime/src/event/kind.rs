//! The kinds of events, and their names.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::descriptor::RunType;

/// Where in a run an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// The run began.
    Start,
    /// A piece of its output came.
    Stream,
    /// It gave its output.
    End,
    /// It failed; LangChain has this for tools only.
    Error,
}

impl Phase {
    /// The last word of the event's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stream => "stream",
            Self::End => "end",
            Self::Error => "error",
        }
    }
}

/// What happened.
///
/// ```
/// use runnable::{EventKind, Phase, RunType};
///
/// let kind = EventKind::Run(RunType::ChatModel, Phase::Stream);
/// assert_eq!(kind.to_string(), "on_chat_model_stream");
/// assert_eq!(kind, "on_chat_model_stream");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// A run of this type came to this phase.
    Run(RunType, Phase),
    /// A hook sent an event of its own, with this name.
    Custom(Arc<str>),
}

impl EventKind {
    /// The phase, unless it is a custom event.
    pub fn phase(&self) -> Option<Phase> {
        match self {
            Self::Run(_, phase) => Some(*phase),
            Self::Custom(_) => None,
        }
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run(run_type, phase) => write!(f, "on_{}_{}", run_type.as_str(), phase.as_str()),
            Self::Custom(_) => f.write_str("on_custom_event"),
        }
    }
}

impl PartialEq<str> for EventKind {
    fn eq(&self, name: &str) -> bool {
        match self {
            Self::Run(run_type, phase) => name
                .strip_prefix("on_")
                .and_then(|name| name.strip_prefix(run_type.as_str()))
                .and_then(|name| name.strip_prefix('_'))
                .is_some_and(|name| name == phase.as_str()),
            Self::Custom(_) => name == "on_custom_event",
        }
    }
}

impl PartialEq<&str> for EventKind {
    fn eq(&self, name: &&str) -> bool {
        *self == **name
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
