//! Who hears of runs: the consumer of an event stream, and handlers.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use super::queue::EventQueue;
use crate::event::{EventData, EventKind, Phase, RunFacts, StreamEvent};
use crate::handler::{Callbacks, Handler};

/// One who hears of runs.
#[derive(Clone)]
pub(crate) enum Observer {
    /// The consumer of `stream_events`.
    Queue(Arc<EventQueue>),
    /// Somebody's callbacks.
    Handler(Arc<dyn Handler>),
}

impl Observer {
    fn hears(&self, run: &RunFacts) -> bool {
        match self {
            Self::Queue(queue) => queue.hears(run),
            Self::Handler(handler) => guarded(|| handler.hears(run)).unwrap_or(false),
        }
    }

    fn hears_custom(&self, name: &str, run: &RunFacts) -> bool {
        match self {
            Self::Queue(queue) => queue.hears_custom(name, run),
            Self::Handler(_) => self.hears(run),
        }
    }

    fn wants_pieces(&self) -> bool {
        match self {
            Self::Queue(_) => true,
            Self::Handler(handler) => guarded(|| handler.wants_pieces()).unwrap_or(false),
        }
    }

    fn tell(&self, event: StreamEvent) {
        match self {
            Self::Queue(queue) => queue.push(event),
            Self::Handler(handler) => {
                guarded(|| handler.on_event(&event));
            }
        }
    }

    fn is(&self, other: &Arc<dyn Handler>) -> bool {
        matches!(self, Self::Handler(handler) if Arc::ptr_eq(handler, other))
    }
}

/// Calls into somebody's handler. Its panic is logged and goes no further: who only watches cannot break a run.
fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    let outcome = catch_unwind(AssertUnwindSafe(call));
    if outcome.is_err() {
        tracing::error!("a handler of run events panicked; the run goes on");
    }
    outcome.ok()
}

/// Those who hear of a tree of runs, or of one run. Nobody costs nothing.
#[derive(Clone, Default)]
pub(crate) struct Observers(Option<Arc<[Observer]>>);

impl Observers {
    fn iter(&self) -> impl Iterator<Item = &Observer> {
        self.0.iter().flat_map(|observers| observers.iter())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// These, and those of a new caller that are not among them yet.
    pub(super) fn with(&self, callbacks: &Callbacks, queue: Option<Arc<EventQueue>>) -> Self {
        if callbacks.is_empty() && queue.is_none() {
            return self.clone();
        }
        let new = callbacks.iter().filter(|handler| !self.iter().any(|known| known.is(handler)));
        let handlers = new.cloned().map(Observer::Handler);
        self.iter().cloned().chain(queue.map(Observer::Queue)).chain(handlers).collect()
    }

    /// These, and the listeners of this one run.
    pub(super) fn with_own(self, own: Vec<Arc<dyn Handler>>) -> Self {
        if own.is_empty() {
            return self;
        }
        self.iter().cloned().chain(own.into_iter().map(Observer::Handler)).collect()
    }

    /// Those among them who hear of this run.
    pub(super) fn hearing(&self, run: &RunFacts) -> Self {
        let Some(deaf) = self.iter().position(|observer| !observer.hears(run)) else { return self.clone() };
        let rest = self.iter().skip(deaf + 1).filter(|observer| observer.hears(run));
        self.iter().take(deaf).chain(rest).cloned().collect()
    }

    /// Whether one of them wants the pieces of outputs.
    pub(super) fn want_pieces(&self) -> bool {
        self.iter().any(Observer::wants_pieces)
    }

    /// Ready while those who listen to an event stream keep up.
    pub(super) fn poll_room(&self, cx: &Context<'_>) -> Poll<()> {
        for observer in self.iter() {
            if let Observer::Queue(queue) = observer {
                ready!(queue.poll_room(cx));
            }
        }
        Poll::Ready(())
    }

    /// The tracing span that the first of them opens for the run.
    pub(super) fn span(&self, run: &RunFacts) -> tracing::Span {
        let mut spans = self.iter().filter_map(|observer| match observer {
            Observer::Queue(_) => None,
            Observer::Handler(handler) => guarded(|| handler.span(run)),
        });
        spans.find(|span| !span.is_none()).unwrap_or_else(tracing::Span::none)
    }

    pub(super) fn tell(&self, event: StreamEvent) {
        let is_piece = event.event.phase() == Some(Phase::Stream);
        let mut targets = self.iter().filter(|observer| !is_piece || observer.wants_pieces()).peekable();
        while let Some(observer) = targets.next() {
            if targets.peek().is_none() {
                return observer.tell(event);
            }
            observer.tell(event.clone());
        }
    }

    /// Tells those who hear custom events of this name.
    pub(super) fn tell_custom(&self, name: &str, run: &Arc<RunFacts>, data: &serde_json::Value) {
        for observer in self.iter().filter(|observer| observer.hears_custom(name, run)) {
            observer.tell(StreamEvent {
                event: EventKind::Custom(name.into()),
                data: EventData::of_custom(data.clone()),
                run: run.clone(),
                first_version: false,
            });
        }
    }
}

impl FromIterator<Observer> for Observers {
    fn from_iter<T: IntoIterator<Item = Observer>>(observers: T) -> Self {
        let observers: Arc<[Observer]> = observers.into_iter().collect();
        Self(Some(observers).filter(|observers| !observers.is_empty()))
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Observers({})", self.iter().count())
    }
}
