//! Conversations in the memory of the process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::History;
use crate::BoxFuture;
use crate::error::Result;
use crate::message::Message;

/// Conversations in the memory of the process. A clone is the same store.
#[derive(Clone, Default)]
pub struct InMemoryHistory {
    sessions: Arc<Mutex<HashMap<String, Vec<Message>>>>,
}

impl InMemoryHistory {
    /// A store without sessions.
    pub fn new() -> Self {
        Self::default()
    }

    /// The messages of a session, oldest first.
    pub fn messages(&self, session: &str) -> Vec<Message> {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.get(session).cloned().unwrap_or_default()
    }

    /// Forgets a session.
    pub fn clear(&self, session: &str) {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(session);
    }
}

impl History for InMemoryHistory {
    fn load<'a>(&'a self, session: &'a str) -> BoxFuture<'a, Result<Vec<Message>>> {
        Box::pin(std::future::ready(Ok(self.messages(session))))
    }

    fn append<'a>(&'a self, session: &'a str, messages: Vec<Message>) -> BoxFuture<'a, Result<()>> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.entry(session.to_owned()).or_default().extend(messages);
        Box::pin(std::future::ready(Ok(())))
    }
}

impl fmt::Debug for InMemoryHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        write!(f, "InMemoryHistory({} sessions)", sessions.len())
    }
}
