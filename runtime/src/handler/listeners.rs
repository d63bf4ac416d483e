//! A handler made of closures.

use std::fmt;
use std::sync::Arc;

use super::Handler;
use crate::event::StreamEvent;

type Listen = Arc<dyn Fn(&StreamEvent) + Send + Sync>;

/// A handler made of closures: for [`with_listeners`](crate::Runnable::with_listeners), and wherever a type of one's
/// own is too much. Of two closures for the same thing both are called.
#[derive(Clone, Default)]
pub struct Listeners {
    start: Vec<Listen>,
    end: Vec<Listen>,
    error: Vec<Listen>,
}

impl Listeners {
    /// Closures for nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Is called when a run begins.
    #[must_use]
    pub fn on_start(mut self, listen: impl Fn(&StreamEvent) + Send + Sync + 'static) -> Self {
        self.start.push(Arc::new(listen));
        self
    }

    /// Is called when a run has given its output.
    #[must_use]
    pub fn on_end(mut self, listen: impl Fn(&StreamEvent) + Send + Sync + 'static) -> Self {
        self.end.push(Arc::new(listen));
        self
    }

    /// Is called when a run failed.
    #[must_use]
    pub fn on_error(mut self, listen: impl Fn(&StreamEvent) + Send + Sync + 'static) -> Self {
        self.error.push(Arc::new(listen));
        self
    }
}

impl Handler for Listeners {
    fn on_start(&self, event: &StreamEvent) {
        self.start.iter().for_each(|listen| listen(event));
    }

    fn on_end(&self, event: &StreamEvent) {
        self.end.iter().for_each(|listen| listen(event));
    }

    fn on_error(&self, event: &StreamEvent) {
        self.error.iter().for_each(|listen| listen(event));
    }
}

impl fmt::Debug for Listeners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, end, error } = self;
        write!(f, "Listeners {{ start: {}, end: {}, error: {} }}", start.len(), end.len(), error.len())
    }
}
