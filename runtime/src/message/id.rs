//! The id of a message.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The id of a message: the provider's, or that of the run that made it.
///
/// In a sum the provider's wins. A run's id is shown as `lc_run--<uuid>`, as LangChain does; it is kept as 16
/// bytes, so that giving it to each chunk of a stream costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MessageId {
    /// Given by the provider. Shared by all chunks of a stream.
    Provider(Arc<str>),
    /// Made from the id of the run.
    Run(Uuid),
}

impl MessageId {
    /// Whether the provider gave it.
    pub fn is_provider(&self) -> bool {
        matches!(self, Self::Provider(_))
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provider(id) => f.write_str(id),
            Self::Run(run_id) => write!(f, "lc_run--{run_id}"),
        }
    }
}

impl From<&str> for MessageId {
    fn from(id: &str) -> Self {
        match id.strip_prefix("lc_run--").and_then(|run_id| run_id.parse().ok()) {
            Some(run_id) => Self::Run(run_id),
            None => Self::Provider(id.into()),
        }
    }
}

impl From<String> for MessageId {
    fn from(id: String) -> Self {
        id.as_str().into()
    }
}

impl Serialize for MessageId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MessageId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Into::into)
    }
}
