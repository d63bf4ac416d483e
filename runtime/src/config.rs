//! What a caller says about a run, beside its input.
//!
//! | file | what |
//! |---|---|
//! | `build` | saying it, key by key |
//! | `from_json` | saying it in JSON |
//! | `merge` | two of them together; what children inherit |

mod build;
mod from_json;
mod merge;

use uuid::Uuid;

use crate::handler::Callbacks;
use crate::message::JsonObject;

/// How many runnables that return runnables may follow each other, unless told otherwise.
pub const DEFAULT_RECURSION_LIMIT: usize = 25;

/// What a caller says about a run, beside its input.
///
/// | key | merge of two | children |
/// |---|---|---|
/// | `tags` | united and sorted | inherit |
/// | `callbacks` | both, each handler once | inherit |
/// | `metadata`, `configurable` | the right one wins per key | inherit |
/// | `max_concurrency`, `recursion_limit` | the right one, where it is set | inherit |
/// | `run_name`, `run_id` | the right one, where it is set | do not: they name this one run |
///
/// What a run inherits from the run around it loses against what a runnable is
/// [bound to](crate::Runnable::with_config), and that against what the caller of the runnable says.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct RunConfig {
    /// The name of the run in events, in place of the runnable's own.
    pub run_name: Option<String>,
    /// The id of the run. A fresh one unless set.
    pub run_id: Option<Uuid>,
    /// Words to find the run and its children by.
    pub tags: Vec<String>,
    /// Facts about the run and its children.
    pub metadata: JsonObject,
    /// Code that hears of the run and its children.
    pub callbacks: Callbacks,
    /// How many runs a batch or a map may have open at a time.
    pub max_concurrency: Option<usize>,
    /// How many runnables that return runnables may follow each other; 25 unless set.
    pub recursion_limit: Option<usize>,
    /// Values for the configurable parts of a runnable, and for the hooks that read them. The texts `model` and
    /// `checkpoint_ns` are metadata of the run too.
    pub configurable: JsonObject,
}
