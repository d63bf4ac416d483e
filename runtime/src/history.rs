//! Conversations that outlive a call.
//!
//! | file | what |
//! |---|---|
//! | `memory` | a store in the memory of the process |
//! | `asked` | inputs that a conversation can be put before |
//! | `keys` | under which names a record holds them |

mod asked;
mod keys;
mod memory;

pub use asked::Asked;
pub use keys::HistoryKeys;
pub use memory::InMemoryHistory;

use std::sync::Arc;

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

impl<H: History + ?Sized> History for Arc<H> {
    fn load<'a>(&'a self, session: &'a str) -> BoxFuture<'a, Result<Vec<Message>>> {
        (**self).load(session)
    }

    fn append<'a>(&'a self, session: &'a str, messages: Vec<Message>) -> BoxFuture<'a, Result<()>> {
        (**self).append(session, messages)
    }
}
