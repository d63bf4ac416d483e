//! Where events go: a queue that the consumer drains before it polls again.
//!
//! So there is no channel and no task, and no more than one poll's events wait: a slow consumer slows the work.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::task::Waker;

use super::filter::Filter;
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
}

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
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.events.push_back(event);
            waiting.consumer.take()
        };
        if let Some(consumer) = consumer {
            consumer.wake();
        }
    }

    pub(crate) fn pop(&self) -> Option<StreamEvent> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).events.pop_front()
    }

    /// The next event, or the promise to wake the consumer when there is one.
    pub(crate) fn pop_or_wake(&self, consumer: &Waker) -> Option<StreamEvent> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let event = waiting.events.pop_front();
        if event.is_none() {
            waiting.consumer = Some(consumer.clone());
        }
        event
    }
}
