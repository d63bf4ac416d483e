//! What every chunk of a stream carries.

use std::sync::Arc;

use runnable::message::Content;
use runnable::{AiMessageChunk, JsonObject, MessageId};
use serde_json::Value;

/// The name of the provider, which all chunks share, and the message's id once it is known.
#[derive(Debug)]
pub(crate) struct Stamp {
    metadata: Arc<JsonObject>,
    id: Option<MessageId>,
}

impl Stamp {
    /// The stamp of this provider's chunks, which name it as `model_provider`.
    pub(crate) fn new(provider: &str) -> Self {
        let metadata = JsonObject::from_iter([("model_provider".to_owned(), provider.into())]);
        Self { metadata: Arc::new(metadata), id: None }
    }

    /// Sets the provider's id of the message.
    pub(crate) fn set_id(&mut self, id: Option<&str>) {
        self.id = id.map(|id| MessageId::Provider(id.into()));
    }

    pub(crate) fn has_id(&self) -> bool {
        self.id.is_some()
    }

    /// A chunk with this content.
    #[inline]
    pub(crate) fn chunk(&self, content: impl Into<Content>) -> AiMessageChunk {
        self.put(AiMessageChunk::new(content))
    }

    /// The chunk with what all chunks carry.
    #[inline]
    pub(crate) fn put(&self, chunk: AiMessageChunk) -> AiMessageChunk {
        self.identified(chunk.with_metadata(self.metadata.clone()))
    }

    /// The chunk with what all chunks carry, and these facts in its metadata.
    pub(crate) fn put_with<K: Into<String>>(
        &self,
        chunk: AiMessageChunk,
        facts: impl IntoIterator<Item = (K, Value)>,
    ) -> AiMessageChunk {
        let mut facts = facts.into_iter().map(|(key, value)| (key.into(), value)).peekable();
        if facts.peek().is_none() {
            return self.put(chunk);
        }
        let mut metadata = JsonObject::clone(&self.metadata);
        metadata.extend(facts);
        self.identified(chunk.with_metadata(metadata))
    }

    #[inline]
    fn identified(&self, chunk: AiMessageChunk) -> AiMessageChunk {
        match &self.id {
            Some(id) => chunk.with_id(id.clone()),
            None => chunk,
        }
    }
}
