//! The model's finished message.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::JsonObject;
use super::block::ContentBlock;
use super::chunk::AiMessageChunk;
use super::content::Content;
use super::id::MessageId;
use super::tool::{InvalidToolCall, ServerToolCall, ServerToolCallChunk, ToolCall, ToolCallChunk};
use super::usage::Usage;

/// What a model said: content blocks, tool calls among them, with usage and metadata. Shown with `{}` it is its
/// text.
///
/// ```
/// use runnable::AiMessage;
///
/// let reply = AiMessage::from("Blub.");
/// assert_eq!(reply.text(), "Blub.");
/// assert_eq!(reply.tool_calls().count(), 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AiMessage {
    /// What was said, block by block.
    pub content: Content,
    /// The provider's id, or that of the run.
    pub id: Option<MessageId>,
    /// Who speaks, where several do.
    pub name: Option<String>,
    /// How many tokens the call used. Absent where the provider did not say.
    pub usage: Option<Usage>,
    /// What the provider said beside the content: `model_name`, `model_provider`, `stop_reason`, …
    pub response_metadata: JsonObject,
}

impl AiMessage {
    /// A message with this content and nothing else.
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// The text of all text blocks.
    pub fn text(&self) -> Cow<'_, str> {
        self.content.text()
    }

    /// The thoughts of all reasoning blocks.
    pub fn reasoning(&self) -> Cow<'_, str> {
        self.content.reasoning()
    }

    /// The content blocks, in order.
    pub fn blocks(&self) -> &[ContentBlock] {
        self.content.blocks()
    }

    /// The calls of the caller's tools, in order.
    pub fn tool_calls(&self) -> impl Iterator<Item = &ToolCall> {
        self.blocks().iter().filter_map(|block| match block {
            ContentBlock::ToolCall(call) => Some(&**call),
            _ => None,
        })
    }

    /// The tool calls whose arguments are not a JSON object, in order.
    pub fn invalid_tool_calls(&self) -> impl Iterator<Item = &InvalidToolCall> {
        self.blocks().iter().filter_map(|block| match block {
            ContentBlock::InvalidToolCall(call) => Some(&**call),
            _ => None,
        })
    }

    /// Why the model stopped, in the provider's word: `stop_reason`, `finish_reason`, `done_reason` or `stopReason` of the
    /// metadata.
    pub fn stop_reason(&self) -> Option<&str> {
        let reason = |key| self.response_metadata.get(key).and_then(Value::as_str);
        ["stop_reason", "finish_reason", "done_reason", "stopReason"].into_iter().find_map(reason)
    }

    /// The model that answered, by the provider's word.
    pub fn model_name(&self) -> Option<&str> {
        self.response_metadata.get("model_name")?.as_str()
    }
}

impl From<AiMessageChunk> for AiMessage {
    /// Finishes a sum of chunks: the fragments of tool calls become calls with parsed arguments, or invalid ones.
    fn from(sum: AiMessageChunk) -> Self {
        Self {
            content: sum.content.into_iter().map(finish_block).collect(),
            id: sum.id,
            name: None,
            usage: sum.usage.map(|usage| *usage),
            response_metadata: sum.metadata.map(Arc::unwrap_or_clone).unwrap_or_default(),
        }
    }
}

fn finish_block(block: ContentBlock) -> ContentBlock {
    match block {
        ContentBlock::ToolCallChunk(chunk) => finish_tool_call(*chunk),
        ContentBlock::ServerToolCallChunk(chunk) => finish_server_tool_call(*chunk),
        finished => finished,
    }
}

fn finish_tool_call(chunk: ToolCallChunk) -> ContentBlock {
    let ToolCallChunk { name, args, id, extras, .. } = chunk;
    match parse_arguments(&args) {
        Ok(args) => ContentBlock::ToolCall(Box::new(ToolCall {
            name: name.unwrap_or_default(),
            args,
            id,
            index: None,
            extras,
        })),
        Err(error) => ContentBlock::InvalidToolCall(Box::new(InvalidToolCall {
            name,
            args,
            id,
            error: Some(error),
            index: None,
            extras,
        })),
    }
}

fn finish_server_tool_call(chunk: ServerToolCallChunk) -> ContentBlock {
    let ServerToolCallChunk { name, args, id, index, extras } = chunk;
    match parse_arguments(&args) {
        Ok(args) => ContentBlock::ServerToolCall(Box::new(ServerToolCall {
            name: name.unwrap_or_default(),
            args,
            id: id.unwrap_or_default(),
            index,
            extras,
        })),
        Err(error) => ContentBlock::InvalidToolCall(Box::new(InvalidToolCall {
            name,
            args,
            id,
            error: Some(error),
            index,
            extras,
        })),
    }
}

/// The arguments of a call: a JSON object; no text at all means no arguments.
fn parse_arguments(text: &str) -> Result<Value, String> {
    if text.trim().is_empty() {
        return Ok(Value::Object(JsonObject::new()));
    }
    match serde_json::from_str(text) {
        Ok(object @ Value::Object(_)) => Ok(object),
        Ok(_) => Err("the arguments are not a JSON object".to_owned()),
        Err(error) => Err(format!("the arguments are not JSON: {error}")),
    }
}

impl From<&str> for AiMessage {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for AiMessage {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<ContentBlock> for AiMessage {
    fn from(block: ContentBlock) -> Self {
        Self::new(block)
    }
}

impl From<ToolCall> for ContentBlock {
    fn from(call: ToolCall) -> Self {
        Self::ToolCall(Box::new(call))
    }
}

impl From<ToolCallChunk> for ContentBlock {
    fn from(chunk: ToolCallChunk) -> Self {
        Self::ToolCallChunk(Box::new(chunk))
    }
}

impl fmt::Display for AiMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text())
    }
}
