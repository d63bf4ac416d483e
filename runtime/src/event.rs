//! What happens in a run, as typed events.
//!
//! A run is one call of one runnable; runs form a tree. Each run has one start, then stream events, then one end
//! or one error; children end before their parents.
//!
//! ```text
//! on_chat_model_start   {input}
//! on_chat_model_stream  {chunk} …
//! on_chat_model_end     {output}          or  on_chat_model_error {error}
//! ```
//!
//! Building an event copies no run facts (they are shared by all events of the run) and makes no JSON: LangChain's
//! keys appear only when somebody serializes the event.

mod data;
mod kind;

pub use data::{EventData, EventValue};
pub use kind::{EventKind, Phase};

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::descriptor::RunType;
use crate::message::JsonObject;

/// What all events of one run share.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RunFacts {
    /// The name of the run.
    pub name: String,
    /// What sort of step ran.
    pub run_type: RunType,
    /// The id of the run.
    pub run_id: Uuid,
    /// The runs around it, outermost first; empty for the root.
    pub parent_ids: Vec<Uuid>,
    /// The run's place in its parent, inherited tags, and the runnable's own.
    pub tags: Vec<String>,
    /// Inherited metadata and the runnable's own.
    pub metadata: JsonObject,
    /// The span that a handler opened for the run, or for one around it; else none.
    pub span: tracing::Span,
}

/// One thing that happened in a run.
#[derive(Debug, Clone)]
pub struct StreamEvent {
    /// What happened, shown as LangChain does: `on_chat_model_stream`.
    pub event: EventKind,
    /// What it happened with.
    pub data: EventData,
    pub(crate) run: Arc<RunFacts>,
    /// Whether it is shown as the first version of the events did: without parents.
    pub(crate) first_version: bool,
}

impl StreamEvent {
    /// The name of the run; of the event itself, where it is a custom one.
    pub fn name(&self) -> &str {
        match &self.event {
            EventKind::Run(..) => &self.run.name,
            EventKind::Custom(name) => name,
        }
    }

    /// The run in which it happened.
    pub fn run_id(&self) -> Uuid {
        self.run.run_id
    }

    /// The runs around that one, outermost first; empty for the root.
    pub fn parent_ids(&self) -> &[Uuid] {
        if self.first_version { &[] } else { &self.run.parent_ids }
    }

    /// The tags of the run.
    pub fn tags(&self) -> &[String] {
        &self.run.tags
    }

    /// The metadata of the run.
    pub fn metadata(&self) -> &JsonObject {
        &self.run.metadata
    }

    /// Everything that is known of the run.
    pub fn run(&self) -> &RunFacts {
        &self.run
    }
}

impl Serialize for StreamEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("event", &self.event)?;
        map.serialize_entry("name", self.name())?;
        map.serialize_entry("run_id", &self.run.run_id)?;
        map.serialize_entry("parent_ids", self.parent_ids())?;
        map.serialize_entry("tags", &self.run.tags)?;
        map.serialize_entry("metadata", &self.run.metadata)?;
        map.serialize_entry("data", &self.data.to_json(&self.run, self.first_version))?;
        map.end()
    }
}
