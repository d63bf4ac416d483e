//! The handlers of a configuration.

use std::fmt;
use std::sync::Arc;

use super::Handler;

/// The handlers of a configuration. Equal if they are the same ones, in the same order.
#[derive(Clone, Default)]
pub struct Callbacks {
    handlers: Vec<Arc<dyn Handler>>,
}

impl Callbacks {
    /// Adds a handler, unless it is there already.
    pub fn push(&mut self, handler: Arc<dyn Handler>) {
        if !self.handlers.iter().any(|known| Arc::ptr_eq(known, &handler)) {
            self.handlers.push(handler);
        }
    }

    /// The handlers, in the order in which they hear.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Handler>> {
        self.handlers.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.handlers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.handlers.is_empty()
    }
}

impl Extend<Arc<dyn Handler>> for Callbacks {
    fn extend<T: IntoIterator<Item = Arc<dyn Handler>>>(&mut self, handlers: T) {
        handlers.into_iter().for_each(|handler| self.push(handler));
    }
}

impl IntoIterator for Callbacks {
    type Item = Arc<dyn Handler>;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.handlers.into_iter()
    }
}

impl PartialEq for Callbacks {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().zip(other.iter()).all(|(ours, theirs)| Arc::ptr_eq(ours, theirs))
    }
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Callbacks({})", self.len())
    }
}
