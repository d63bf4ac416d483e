//! A piece of a model's message, and the sum of pieces.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::sync::Arc;

use serde_json::Value;

use super::JsonObject;
use super::ai::AiMessage;
use super::block::ContentBlock;
use super::content::Content;
use super::id::MessageId;
use super::merge::merge_metadata;
use super::tool::ToolCallChunk;
use super::usage::Usage;

/// A piece of a model's message. Shown with `{}` it is its text.
///
/// Pieces add up with `+` to the whole message, in the form of a chunk; [`AiMessage::from`] makes the finished
/// message of it. How a stream may end:
///
/// | the last item is | the message is |
/// |---|---|
/// | a chunk with [`is_last`](Self::is_last), where the provider says so; then `None` | complete |
/// | an error of kind [`Truncated`](crate::ErrorKind::Truncated) | cut: the provider never said that it was complete |
/// | another error | cut |
///
/// ```
/// use runnable::AiMessageChunk;
///
/// let sum = AiMessageChunk::from("gold") + AiMessageChunk::from("fish");
/// assert_eq!(sum.text(), "goldfish");
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AiMessageChunk {
    pub(super) content: Content,
    pub(super) id: Option<MessageId>,
    /// Shared by the chunks of a stream; the same metadata twice is merged once.
    pub(super) metadata: Option<Arc<JsonObject>>,
    pub(super) usage: Option<Box<Usage>>,
    pub(super) last: bool,
}

impl AiMessageChunk {
    /// A chunk with this content and nothing else.
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Sets the id of the message.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<MessageId>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the response metadata. Chunks of one stream may share it.
    #[must_use]
    pub fn with_metadata(mut self, metadata: impl Into<Arc<JsonObject>>) -> Self {
        self.metadata = Some(metadata.into());
        self
    }

    /// Sets what this chunk adds to the usage of the message.
    #[must_use]
    pub fn with_usage(mut self, usage: Usage) -> Self {
        self.usage = Some(Box::new(usage));
        self
    }

    /// Marks the chunk as the one in which the provider said that the message is complete.
    #[must_use]
    pub fn into_last(mut self) -> Self {
        self.last = true;
        self
    }

    /// The text of the chunk.
    pub fn text(&self) -> Cow<'_, str> {
        self.content.text()
    }

    /// The reasoning of the chunk.
    pub fn reasoning(&self) -> Cow<'_, str> {
        self.content.reasoning()
    }

    /// The content.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The content blocks, in order.
    pub fn blocks(&self) -> &[ContentBlock] {
        self.content.blocks()
    }

    /// The pieces of tool calls, in order.
    pub fn tool_call_chunks(&self) -> impl Iterator<Item = &ToolCallChunk> {
        self.blocks().iter().filter_map(|block| match block {
            ContentBlock::ToolCallChunk(chunk) => Some(&**chunk),
            _ => None,
        })
    }

    /// What this chunk adds to the usage of the message.
    pub fn usage(&self) -> Option<&Usage> {
        self.usage.as_deref()
    }

    /// One entry of the response metadata, such as `stop_reason`.
    pub fn metadata(&self, key: &str) -> Option<&Value> {
        self.metadata.as_ref()?.get(key)
    }

    /// All response metadata that this chunk carries.
    pub fn response_metadata(&self) -> Option<&JsonObject> {
        self.metadata.as_deref()
    }

    /// The id of the message.
    pub fn id(&self) -> Option<&MessageId> {
        self.id.as_ref()
    }

    /// Whether the provider said in this chunk that the message is complete.
    pub fn is_last(&self) -> bool {
        self.last
    }

    pub(super) fn absorb_rest(&mut self, other: &mut Self) {
        match (&self.id, other.id.take()) {
            (None, id) => self.id = id,
            (Some(MessageId::Run(_)), Some(id)) if id.is_provider() => self.id = Some(id),
            (Some(_), _) => {}
        }
        if let Some(piece) = other.metadata.take() {
            match &mut self.metadata {
                Some(known) if Arc::ptr_eq(known, &piece) => {}
                Some(known) => merge_metadata(Arc::make_mut(known), &piece),
                none => *none = Some(piece),
            }
        }
        if let Some(piece) = other.usage.take() {
            match &mut self.usage {
                Some(usage) => **usage += *piece,
                none => *none = Some(piece),
            }
        }
        self.last |= other.last;
    }
}

impl AddAssign for AiMessageChunk {
    fn add_assign(&mut self, mut other: Self) {
        self.absorb_rest(&mut other);
        for block in other.content {
            self.content.merge(block);
        }
    }
}

impl Add for AiMessageChunk {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl Sum for AiMessageChunk {
    fn sum<I: Iterator<Item = Self>>(chunks: I) -> Self {
        chunks.fold(Self::default(), Add::add)
    }
}

impl From<&str> for AiMessageChunk {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for AiMessageChunk {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<ContentBlock> for AiMessageChunk {
    fn from(block: ContentBlock) -> Self {
        Self::new(block)
    }
}

impl From<AiMessage> for AiMessageChunk {
    /// The whole message as its only, and so last, piece.
    fn from(message: AiMessage) -> Self {
        let AiMessage { content, id, usage, response_metadata, .. } = message;
        Self {
            content,
            id,
            metadata: (!response_metadata.is_empty()).then(|| Arc::new(response_metadata)),
            usage: usage.map(Box::new),
            last: true,
        }
    }
}

impl fmt::Display for AiMessageChunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}
