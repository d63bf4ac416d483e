//! Runs: one call of one runnable. The one place that emits events.
//!
//! ```text
//! call ─▶ Run::start ─▶ [start] ─▶ hook, polled inside the run ─▶ [stream]* ─▶ [end] or [error]
//! ```
//!
//! | file | what |
//! |---|---|
//! | `ambient` | which run the current code belongs to |
//! | `listener` | where events go, and which |
//! | `cancellation` | telling detached work that nobody waits for it |
//! | `invoke`, `stream` | a run around one value, around a stream of pieces |
//! | `context` | what a hook sees of its run |

mod ambient;
mod cancellation;
mod context;
mod filter;
mod invoke;
mod listener;
mod stream;

pub use ambient::Scoped;
pub use cancellation::Cancelled;
pub use context::RunContext;
pub use filter::{EventType, Filter};
pub use stream::Source;

pub(crate) use ambient::current;
pub(crate) use invoke::invoke;
pub(crate) use listener::Listener;
pub(crate) use stream::stream;
pub use stream::{fold_heard, stream_heard};

use std::sync::Arc;

use uuid::Uuid;

use crate::config::RunConfig;
use crate::descriptor::Descriptor;
use crate::error::Error;
use crate::event::{EventData, EventKind, EventValue, Phase, RunFacts, StreamEvent};
use crate::value::{Chunk, Streamable};
use cancellation::Cancellation;

/// One call of one runnable.
#[derive(Debug)]
pub(crate) struct Run {
    facts: Arc<RunFacts>,
    /// What children inherit.
    inherited: RunConfig,
    parent: Option<Arc<Self>>,
    listener: Option<Arc<Listener>>,
    /// Whether the listener's filter lets this run through.
    heard: bool,
    cancellation: Cancellation,
}

/// What a caller sets for a run, beside what it inherits.
#[derive(Debug, Default)]
pub(crate) struct RunOptions {
    pub(crate) config: RunConfig,
    /// The run's place in its parent, such as `seq:step:2`, and that parent. A step is polled by the step behind
    /// it, so the run that is current then is not its parent.
    pub(crate) place: Option<(String, Option<Arc<Run>>)>,
    /// Who hears the run and its children, where this is not the parent's listener.
    pub(crate) listener: Option<Arc<Listener>>,
}

impl RunOptions {
    /// A child of the run that is current now, whoever polls it, at this place in it.
    pub(crate) fn at_place(place: impl Into<String>) -> Self {
        Self { place: Some((place.into(), current())), ..Self::default() }
    }
}

impl From<RunConfig> for RunOptions {
    fn from(config: RunConfig) -> Self {
        Self { config, ..Self::default() }
    }
}

impl Run {
    /// A child of the current run; the root of a tree where there is none.
    fn start(descriptor: Descriptor<'_>, options: RunOptions) -> Arc<Self> {
        let RunOptions { config, place, listener } = options;
        let (place, parent) = match place {
            Some((place, parent)) => (Some(place), parent),
            None => (None, current()),
        };
        let run_id = config.run_id.unwrap_or_else(Uuid::now_v7);
        let name = config.run_name.clone().unwrap_or_else(|| descriptor.name.into_owned());
        let mut inherited = match &parent {
            Some(parent) => parent.inherited.clone().merge(config.inherited()),
            None => config.inherited(),
        };
        inherited.metadata.extend(descriptor.metadata);
        let mut tags: Vec<String> = place.into_iter().chain(inherited.tags.iter().cloned()).collect();
        tags.extend(
            descriptor
                .tags
                .iter()
                .filter(|tag| !inherited.tags.iter().any(|t| t == *tag))
                .map(|tag| tag.to_string()),
        );
        let facts = Arc::new(RunFacts {
            name,
            run_type: descriptor.run_type,
            run_id,
            parent_ids: parent.as_ref().map_or_else(Vec::new, |parent| parent.path()),
            tags,
            metadata: inherited.metadata.clone(),
        });
        let listener = listener.or_else(|| parent.as_ref()?.listener.clone());
        let heard = listener.as_ref().is_some_and(|listener| listener.hears(&facts));
        Arc::new(Self { facts, inherited, parent, listener, heard, cancellation: Cancellation::default() })
    }

    /// The ids from the root down to this run.
    fn path(&self) -> Vec<Uuid> {
        let mut path = Vec::with_capacity(self.facts.parent_ids.len() + 1);
        path.extend_from_slice(&self.facts.parent_ids);
        path.push(self.facts.run_id);
        path
    }

    /// Whether somebody listens to this tree of runs, filtered or not.
    pub(crate) fn has_listener(&self) -> bool {
        self.listener.is_some()
    }

    fn is_root(&self) -> bool {
        self.facts.parent_ids.is_empty()
    }

    fn emit(&self, phase: Phase, data: impl FnOnce() -> EventData) {
        if !self.heard {
            return;
        }
        if let Some(listener) = &self.listener {
            let event = EventKind::Run(self.facts.run_type, phase);
            listener.push(StreamEvent { event, data: data(), run: self.facts.clone(), first_version: false });
        }
    }

    fn emit_start(&self, input: Option<Arc<dyn EventValue>>) {
        self.emit(Phase::Start, || EventData::default().with_input(input));
    }

    fn emit_chunk<T: Streamable>(&self, chunk: &Chunk<T>) {
        if self.facts.run_type.has_stream_events() {
            self.emit(Phase::Stream, || EventData::of_chunk::<T>(chunk));
        }
    }

    /// The root's input stands in its start event alone. A stream without pieces may end without an output.
    fn emit_end(&self, output: Option<&impl Streamable>, input: Option<Arc<dyn EventValue>>) {
        self.emit(Phase::End, || {
            let data = output.map(EventData::of_output).unwrap_or_default();
            data.with_input(input.filter(|_| !self.is_root()))
        });
    }

    fn emit_error(&self, error: &Error, input: Option<Arc<dyn EventValue>>) {
        self.emit(Phase::Error, || EventData::of_error(error).with_input(input.filter(|_| !self.is_root())));
    }

    fn emit_custom(&self, name: &str, data: serde_json::Value) {
        let Some(listener) = &self.listener else { return };
        if listener.hears_custom(name, &self.facts) {
            let (event, data) = (EventKind::Custom(name.into()), EventData::of_custom(data));
            listener.push(StreamEvent { event, data, run: self.facts.clone(), first_version: false });
        }
    }
}
