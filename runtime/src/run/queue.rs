//! Where events go: a queue that the consumer drains before it polls again.
//!
//! So there is no channel and no task. A run whose events pile up in one poll (a hook that reads a whole stream
//! before it gives anything) is pending until they have been taken: a slow consumer slows the work.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::filter::Filter;
use crate::blocking::is_blocked;
use crate::event::{RunFacts, StreamEvent};

/// The events of a tree of runs, on their way to one consumer.
#[derive(Debug, Default)]
pub(crate) struct EventQueue {
    filter: Filter,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    events: VecDeque<StreamEvent>,
    /// The consumer, to be woken when a spawned task or a thread sends an event.
    consumer: Option<Waker>,
    /// Runs that wait for room.
    runs: Vec<Waker>,
    /// Whether the consumer has gone.
    closed: bool,
}

/// How many events may wait before runs do.
const ROOM: usize = 64;

impl EventQueue {
    pub(crate) fn new(filter: Filter) -> Self {
        Self { filter, waiting: Mutex::default() }
    }

    pub(super) fn hears(&self, run: &RunFacts) -> bool {
        self.filter.wants(run)
    }

    pub(super) fn hears_custom(&self, name: &str, run: &RunFacts) -> bool {
        self.filter.wants_custom(name, run)
    }

    pub(super) fn push(&self, event: StreamEvent) {
        let consumer = {
            let mut waiting = self.lock();
            if waiting.closed {
                return;
            }
            waiting.events.push_back(event);
            waiting.consumer.take()
        };
        if let Some(consumer) = consumer {
            consumer.wake();
        }
    }

    pub(crate) fn pop(&self) -> Option<StreamEvent> {
        let (event, runs) = self.lock().take();
        runs.into_iter().for_each(Waker::wake);
        event
    }

    /// The next event, or the promise to wake the consumer when there is one.
    pub(crate) fn pop_or_wake(&self, consumer: &Waker) -> Option<StreamEvent> {
        let (event, runs) = {
            let mut waiting = self.lock();
            let taken = waiting.take();
            if taken.0.is_none() {
                waiting.consumer = Some(consumer.clone());
            }
            taken
        };
        runs.into_iter().for_each(Waker::wake);
        event
    }

    /// Ready while there is room for more; else the run is woken when there is. A thread that waits in a blocking
    /// call is not held up: the consumer may be the caller of that call.
    pub(super) fn poll_room(&self, cx: &Context<'_>) -> Poll<()> {
        if is_blocked() {
            return Poll::Ready(());
        }
        let mut waiting = self.lock();
        if waiting.closed || waiting.events.len() < ROOM {
            return Poll::Ready(());
        }
        if !waiting.runs.iter().any(|known| known.will_wake(cx.waker())) {
            waiting.runs.push(cx.waker().clone());
        }
        Poll::Pending
    }

    /// Says that the consumer has gone: what is sent from now on is dropped, and nobody waits.
    pub(crate) fn close(&self) {
        let runs = {
            let mut waiting = self.lock();
            waiting.closed = true;
            waiting.events.clear();
            std::mem::take(&mut waiting.runs)
        };
        runs.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// The next event; and, once there is room, those who wait for it.
    fn take(&mut self) -> (Option<StreamEvent>, Vec<Waker>) {
        let event = self.events.pop_front();
        let has_room = self.events.len() < ROOM;
        (event, if has_room { std::mem::take(&mut self.runs) } else { Vec::new() })
    }
}
