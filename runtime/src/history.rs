//! Conversations that outlive a call.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::BoxFuture;
use crate::error::Result;
use crate::message::Message;

/// Where conversations are kept, each under the id of its session.
///
/// For [`with_history`](crate::Runnable::with_history). What a session holds is read when a call begins and added to
/// when it has succeeded, so of two calls at once in one session neither sees the other.
pub trait History: Send + Sync {
    /// The messages of a session, oldest first. A session that nobody has written to is empty.
    ///
    /// # Errors
    /// The store cannot be read.
    fn load<'a>(&'a self, session: &'a str) -> BoxFuture<'a, Result<Vec<Message>>>;

    /// Adds messages at the end of a session.
    ///
    /// # Errors
    /// The store cannot be written to.
    fn append<'a>(&'a self, session: &'a str, messages: Vec<Message>) -> BoxFuture<'a, Result<()>>;
}

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

impl<H: History + ?Sized> History for Arc<H> {
    fn load<'a>(&'a self, session: &'a str) -> BoxFuture<'a, Result<Vec<Message>>> {
        (**self).load(session)
    }

    fn append<'a>(&'a self, session: &'a str, messages: Vec<Message>) -> BoxFuture<'a, Result<()>> {
        (**self).append(session, messages)
    }
}

impl fmt::Debug for InMemoryHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        write!(f, "InMemoryHistory({} sessions)", sessions.len())
    }
}
