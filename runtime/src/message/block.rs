//! One content block, in LangChain's standard form.

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

use super::JsonObject;
use super::media::{MediaBlock, PlainTextBlock};
use super::tool::{
    InvalidToolCall, ServerToolCall, ServerToolCallChunk, ServerToolResult, ToolCall, ToolCallChunk,
};

/// One block of a message's content.
///
/// `index` says, in a chunk, which block of the message a piece belongs to; pieces of one kind with one index
/// are merged by `+`. A whole text or reasoning block fits in place; everything rarer is behind one pointer, so
/// that a text chunk costs no allocation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContentBlock {
    /// Text, with citations where the provider gives them.
    Text(TextBlock),
    /// What the model thought before it answered.
    Reasoning(ReasoningBlock),
    /// A call of one of the caller's tools, with parsed arguments.
    ToolCall(Box<ToolCall>),
    /// A piece of a tool call: a fragment of its arguments' JSON text.
    ToolCallChunk(Box<ToolCallChunk>),
    /// A tool call whose arguments are not a JSON object.
    InvalidToolCall(Box<InvalidToolCall>),
    /// A call of a tool that the provider runs.
    ServerToolCall(Box<ServerToolCall>),
    /// A piece of a call of a tool that the provider runs.
    ServerToolCallChunk(Box<ServerToolCallChunk>),
    /// What a tool that the provider runs gave.
    ServerToolResult(Box<ServerToolResult>),
    /// A picture.
    Image(Box<MediaBlock>),
    /// Sound.
    Audio(Box<MediaBlock>),
    /// A film.
    Video(Box<MediaBlock>),
    /// A document or any other file.
    File(Box<MediaBlock>),
    /// A document that is plain text.
    #[serde(rename = "text-plain")]
    PlainText(Box<PlainTextBlock>),
    /// A block that only this provider has, as it came.
    NonStandard(Box<NonStandardBlock>),
}

/// Text, with citations where the provider gives them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TextBlock {
    /// The text, or the next piece of it. Up to 24 bytes are stored in place.
    pub text: CompactString,
    /// Which block of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Citations, id and extra fields, where there are any.
    #[serde(flatten, default, with = "rare", skip_serializing_if = "Option::is_none")]
    pub more: Option<Box<BlockDetails>>,
}

/// What the model thought before it answered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReasoningBlock {
    /// The thought, or the next piece of it. Empty where the provider keeps it to itself.
    #[serde(default)]
    pub reasoning: CompactString,
    /// Which block of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Signature and other extra fields, where there are any.
    #[serde(flatten, default, with = "rare", skip_serializing_if = "Option::is_none")]
    pub more: Option<Box<BlockDetails>>,
}

/// What a text or reasoning block seldom has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockDetails {
    /// The provider's id of the block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Citations of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
    /// The provider's own fields, such as the `signature` of a thought.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A citation, or another mark on a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// `citation`, or `non_standard_annotation`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where the cited source is on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The title of the cited source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The words that are cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited_text: Option<String>,
    /// Where in the text the mark begins, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_index: Option<u64>,
    /// Where in the text the mark ends, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_index: Option<u64>,
    /// The whole mark, where it is not a standard one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The provider's own fields, such as where in a document the words stand.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A block that only this provider has, as it came.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NonStandardBlock {
    /// The block in the provider's own form.
    pub value: Value,
    /// The provider's id of the block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which block of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
}

impl ContentBlock {
    /// A text block.
    pub fn text(text: impl Into<CompactString>) -> Self {
        Self::Text(TextBlock { text: text.into(), ..TextBlock::default() })
    }

    /// A reasoning block.
    pub fn reasoning(reasoning: impl Into<CompactString>) -> Self {
        Self::Reasoning(ReasoningBlock { reasoning: reasoning.into(), ..ReasoningBlock::default() })
    }

    /// A block that only this provider has.
    pub fn non_standard(value: Value) -> Self {
        Self::NonStandard(Box::new(NonStandardBlock { value, ..NonStandardBlock::default() }))
    }

    /// The same block as a piece of block number `index`.
    #[must_use]
    pub fn with_index(mut self, index: u32) -> Self {
        *self.index_mut() = Some(index);
        self
    }

    /// The same block with one more field of the provider's own, such as `cache_control`. In a block that is the
    /// provider's own it is a field of its value.
    #[must_use]
    pub fn with_extra(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        if let Some(extras) = self.extras_mut() {
            extras.insert(key.into(), value.into());
        }
        self
    }

    fn extras_mut(&mut self) -> Option<&mut JsonObject> {
        Some(match self {
            Self::Text(block) => &mut block.more.get_or_insert_default().extras,
            Self::Reasoning(block) => &mut block.more.get_or_insert_default().extras,
            Self::ToolCall(block) => &mut block.extras,
            Self::ToolCallChunk(block) => &mut block.extras,
            Self::InvalidToolCall(block) => &mut block.extras,
            Self::ServerToolCall(block) => &mut block.extras,
            Self::ServerToolCallChunk(block) => &mut block.extras,
            Self::ServerToolResult(block) => &mut block.extras,
            Self::Image(block) | Self::Audio(block) | Self::Video(block) | Self::File(block) => {
                &mut block.extras
            }
            Self::PlainText(block) => &mut block.extras,
            Self::NonStandard(block) => return block.value.as_object_mut(),
        })
    }

    /// The provider's own field of this name.
    pub fn extra(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Text(block) => block.more.as_ref()?.extras.get(key),
            Self::Reasoning(block) => block.more.as_ref()?.extras.get(key),
            Self::ToolCall(block) => block.extras.get(key),
            Self::ToolCallChunk(block) => block.extras.get(key),
            Self::InvalidToolCall(block) => block.extras.get(key),
            Self::ServerToolCall(block) => block.extras.get(key),
            Self::ServerToolCallChunk(block) => block.extras.get(key),
            Self::ServerToolResult(block) => block.extras.get(key),
            Self::Image(block) | Self::Audio(block) | Self::Video(block) | Self::File(block) => {
                block.extras.get(key)
            }
            Self::PlainText(block) => block.extras.get(key),
            Self::NonStandard(block) => block.value.get(key),
        }
    }

    /// Which block of the message this is a piece of.
    pub fn index(&self) -> Option<u32> {
        match self {
            Self::Text(block) => block.index,
            Self::Reasoning(block) => block.index,
            Self::ToolCall(block) => block.index,
            Self::ToolCallChunk(block) => block.index,
            Self::InvalidToolCall(block) => block.index,
            Self::ServerToolCall(block) => block.index,
            Self::ServerToolCallChunk(block) => block.index,
            Self::ServerToolResult(block) => block.index,
            Self::Image(block) | Self::Audio(block) | Self::Video(block) | Self::File(block) => block.index,
            Self::PlainText(block) => block.index,
            Self::NonStandard(block) => block.index,
        }
    }

    fn index_mut(&mut self) -> &mut Option<u32> {
        match self {
            Self::Text(block) => &mut block.index,
            Self::Reasoning(block) => &mut block.index,
            Self::ToolCall(block) => &mut block.index,
            Self::ToolCallChunk(block) => &mut block.index,
            Self::InvalidToolCall(block) => &mut block.index,
            Self::ServerToolCall(block) => &mut block.index,
            Self::ServerToolCallChunk(block) => &mut block.index,
            Self::ServerToolResult(block) => &mut block.index,
            Self::Image(block) | Self::Audio(block) | Self::Video(block) | Self::File(block) => {
                &mut block.index
            }
            Self::PlainText(block) => &mut block.index,
            Self::NonStandard(block) => &mut block.index,
        }
    }

    /// The block's name in LangChain's standard, such as `text` or `tool_call_chunk`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Reasoning(_) => "reasoning",
            Self::ToolCall(_) => "tool_call",
            Self::ToolCallChunk(_) => "tool_call_chunk",
            Self::InvalidToolCall(_) => "invalid_tool_call",
            Self::ServerToolCall(_) => "server_tool_call",
            Self::ServerToolCallChunk(_) => "server_tool_call_chunk",
            Self::ServerToolResult(_) => "server_tool_result",
            Self::Image(_) => "image",
            Self::Audio(_) => "audio",
            Self::Video(_) => "video",
            Self::File(_) => "file",
            Self::PlainText(_) => "text-plain",
            Self::NonStandard(_) => "non_standard",
        }
    }
}

impl TextBlock {
    /// Citations of the text.
    pub fn annotations(&self) -> &[Annotation] {
        self.more.as_ref().map_or(&[], |more| &more.annotations)
    }
}

impl ReasoningBlock {
    /// The provider's proof that the thought is its own, to be sent back unchanged.
    pub fn signature(&self) -> Option<&str> {
        self.more.as_ref()?.extras.get("signature")?.as_str()
    }
}

impl Annotation {
    /// A citation with nothing set.
    pub fn citation() -> Self {
        Self { kind: "citation".to_owned(), ..Self::default() }
    }
}

impl<'de> Deserialize<'de> for ContentBlock {
    /// Reads a standard block; one of an unknown type is kept as [`ContentBlock::NonStandard`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        fn read<T: de::DeserializeOwned, E: de::Error>(value: Value) -> Result<T, E> {
            serde_json::from_value(value).map_err(E::custom)
        }
        let value = Value::deserialize(deserializer)?;
        let kind = value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(match kind.as_str() {
            "text" => Self::Text(read(value)?),
            "reasoning" => Self::Reasoning(read(value)?),
            "tool_call" => Self::ToolCall(read(value)?),
            "tool_call_chunk" => Self::ToolCallChunk(read(value)?),
            "invalid_tool_call" => Self::InvalidToolCall(read(value)?),
            "server_tool_call" => Self::ServerToolCall(read(value)?),
            "server_tool_call_chunk" => Self::ServerToolCallChunk(read(value)?),
            "server_tool_result" => Self::ServerToolResult(read(value)?),
            "image" => Self::Image(read(value)?),
            "audio" => Self::Audio(read(value)?),
            "video" => Self::Video(read(value)?),
            "file" => Self::File(read(value)?),
            "text-plain" => Self::PlainText(read(value)?),
            "non_standard" => Self::NonStandard(read(value)?),
            _ => Self::non_standard(value),
        })
    }
}

impl From<&str> for ContentBlock {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for ContentBlock {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

/// Flattened details: absent where all of them are.
mod rare {
    use super::BlockDetails;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        more: &Option<Box<BlockDetails>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        more.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Box<BlockDetails>>, D::Error> {
        let details = BlockDetails::deserialize(deserializer)?;
        Ok((details != BlockDetails::default()).then(|| Box::new(details)))
    }
}
