//! Runs: one call of one runnable. The one place that emits events.
//!
//! ```text
//! call ─▶ Run::start ─▶ [start] ─▶ hook, polled inside the run ─▶ [stream]* ─▶ [end] or [error]
//! ```
//!
//! | file | what |
//! |---|---|
//! | `ambient` | which run the current code belongs to |
//! | `observer` | who hears of it: event streams and handlers |
//! | `queue`, `filter` | where the events of a stream wait, and which it wants |
//! | `options` | what a caller sets for a run |
//! | `cancellation` | telling detached work that nobody waits for it |
//! | `invoke`, `stream` | a run around one value, around a stream of pieces |
//! | `context` | what a hook sees of its run |

mod ambient;
mod cancellation;
mod context;
mod filter;
mod invoke;
mod observer;
mod options;
mod queue;
mod stream;

pub use ambient::Scoped;
pub use cancellation::Cancelled;
pub use context::RunContext;
pub use filter::{EventType, Filter};
pub use options::RunOptions;
pub use stream::Source;

pub(crate) use ambient::current;
pub(crate) use invoke::{invoke, invoke_in_run};
pub(crate) use queue::EventQueue;
pub use stream::{fold_heard, stream_heard};
pub(crate) use stream::{stream, stream_in_run};

use std::sync::Arc;
use std::task::{Context, Poll};

use uuid::Uuid;

use crate::config::RunConfig;
use crate::descriptor::Descriptor;
use crate::error::Error;
use crate::event::{EventData, EventKind, EventValue, Phase, RunFacts, StreamEvent};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};
use cancellation::Cancellation;
use observer::Observers;

/// One call of one runnable.
#[derive(Debug)]
pub(crate) struct Run {
    facts: Arc<RunFacts>,
    /// What children inherit.
    inherited: RunConfig,
    parent: Option<Arc<Self>>,
    /// Who hears of this run and of those inside it.
    observers: Observers,
    /// Who hears of this one, filters and its own listeners considered.
    hearing: Observers,
    /// Whether one of these wants the pieces of its output.
    pieces: bool,
    cancellation: Cancellation,
}

impl Run {
    /// A child of the current run; the root of a tree where there is none.
    fn start<R: Runnable + ?Sized>(runnable: &R, mut options: RunOptions) -> Arc<Self> {
        let descriptor = runnable.prepare(&mut options);
        Self::of(descriptor, options)
    }

    fn of(descriptor: Descriptor<'_>, options: RunOptions) -> Arc<Self> {
        let RunOptions { config, place, parent, queue, listeners } = options;
        let is_part = parent.is_some();
        let parent = parent.unwrap_or_else(current);
        let run_id = config.run_id.unwrap_or_else(Uuid::now_v7);
        let name = config.run_name.clone().unwrap_or_else(|| descriptor.name.into_owned());
        let around = parent.as_ref().map(|parent| parent.observers.clone()).unwrap_or_default();
        let observers = around.with(&config.callbacks, queue);
        let mut inherited = match &parent {
            Some(parent) if is_part => parent.inherited.clone().merge(config.inherited()),
            Some(parent) => parent.inherited.clone().merge_inside(config.inherited()),
            None => config.inherited(),
        };
        inherited.publish_configurable();
        inherited.metadata.extend(descriptor.metadata);
        let mut tags: Vec<String> = place.into_iter().chain(inherited.tags.iter().cloned()).collect();
        tags.extend(
            descriptor
                .tags
                .iter()
                .filter(|tag| !inherited.tags.iter().any(|t| t == *tag))
                .map(|tag| tag.to_string()),
        );
        let mut facts = RunFacts {
            name,
            run_type: descriptor.run_type,
            run_id,
            parent_ids: parent.as_ref().map_or_else(Vec::new, |parent| parent.path()),
            tags,
            metadata: inherited.metadata.clone(),
            span: tracing::Span::none(),
        };
        let hearing = observers.hearing(&facts).with_own(listeners);
        if !hearing.is_empty() {
            let around = parent.as_ref().map_or_else(tracing::Span::none, |parent| parent.facts.span.clone());
            facts.span = around.in_scope(|| hearing.span(&facts));
            if facts.span.is_none() {
                facts.span = around;
            }
        }
        let pieces = facts.run_type.has_stream_events() && hearing.want_pieces();
        let facts = Arc::new(facts);
        let cancellation = Cancellation::default();
        Arc::new(Self { facts, inherited, parent, observers, hearing, pieces, cancellation })
    }

    /// The ids from the root down to this run.
    fn path(&self) -> Vec<Uuid> {
        let mut path = Vec::with_capacity(self.facts.parent_ids.len() + 1);
        path.extend_from_slice(&self.facts.parent_ids);
        path.push(self.facts.run_id);
        path
    }

    /// Whether somebody wants the pieces of this tree of runs, filtered or not.
    pub(crate) fn pieces_are_wanted(&self) -> bool {
        self.observers.want_pieces()
    }

    /// Whether somebody hears of anything in this tree of runs, filtered or not.
    fn is_observed(&self) -> bool {
        !self.observers.is_empty()
    }

    /// Ready while those who hear of this tree of runs keep up.
    fn poll_room(&self, cx: &Context<'_>) -> Poll<()> {
        self.observers.poll_room(cx)
    }

    /// Whether somebody hears of this run.
    fn is_heard(&self) -> bool {
        !self.hearing.is_empty()
    }

    fn is_root(&self) -> bool {
        self.facts.parent_ids.is_empty()
    }

    fn emit(&self, phase: Phase, data: impl FnOnce() -> EventData) {
        if self.is_heard() {
            let event = EventKind::Run(self.facts.run_type, phase);
            self.hearing.tell(StreamEvent {
                event,
                data: data(),
                run: self.facts.clone(),
                first_version: false,
            });
        }
    }

    fn emit_start(&self, input: Option<Arc<dyn EventValue>>) {
        self.emit(Phase::Start, || EventData::default().with_input(input));
    }

    fn emit_chunk<T: Streamable>(&self, chunk: &Chunk<T>) {
        if self.pieces {
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
        self.emit(Phase::Error, || {
            let data = EventData::of_error(error, input.as_deref());
            data.with_input(input.filter(|_| !self.is_root()))
        });
    }

    fn emit_custom(&self, name: &str, data: &serde_json::Value) {
        self.observers.tell_custom(name, &self.facts, data);
    }
}
