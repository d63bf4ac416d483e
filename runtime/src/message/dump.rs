//! Messages as JSON, with the keys of LangChain's `model_dump`, there and back.

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::JsonObject;
use super::ai::AiMessage;
use super::block::ContentBlock;
use super::chunk::AiMessageChunk;
use super::content::Content;
use super::id::MessageId;
use super::roles::{HumanMessage, Message, SystemMessage, ToolMessage, ToolStatus};
use super::tool::{InvalidToolCall, ToolCall, ToolCallChunk};
use super::usage::Usage;
use crate::json::PartialJson;

/// A value with the `type` that LangChain gives it.
#[derive(Serialize)]
struct Tagged<'a, T> {
    #[serde(flatten)]
    value: &'a T,
    r#type: &'static str,
}

fn tagged<'a, T>(values: impl Iterator<Item = &'a T>, name: &'static str) -> Vec<Tagged<'a, T>> {
    values.map(|value| Tagged { value, r#type: name }).collect()
}

/// A tool call without its place in the content.
fn call(name: &str, args: Value, id: Option<&String>) -> ToolCall {
    ToolCall { name: name.to_owned(), args, id: id.cloned(), ..ToolCall::default() }
}

impl Serialize for AiMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let calls: Vec<_> = self.tool_calls().map(|c| call(&c.name, c.args.clone(), c.id.as_ref())).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("content", &self.content)?;
        map.serialize_entry("additional_kwargs", &JsonObject::new())?;
        map.serialize_entry("response_metadata", &self.response_metadata)?;
        map.serialize_entry("type", "ai")?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("tool_calls", &tagged(calls.iter(), "tool_call"))?;
        let invalid: Vec<_> = self.invalid_tool_calls().map(bare_invalid).collect();
        map.serialize_entry("invalid_tool_calls", &tagged(invalid.iter(), "invalid_tool_call"))?;
        map.serialize_entry("usage_metadata", &self.usage)?;
        map.end()
    }
}

impl Serialize for AiMessageChunk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (calls, invalid) = calls_so_far(self);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("content", &self.content)?;
        map.serialize_entry("additional_kwargs", &JsonObject::new())?;
        match self.response_metadata() {
            Some(metadata) => map.serialize_entry("response_metadata", metadata)?,
            None => map.serialize_entry("response_metadata", &JsonObject::new())?,
        }
        map.serialize_entry("type", "AIMessageChunk")?;
        map.serialize_entry("name", &None::<String>)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("tool_calls", &tagged(calls.iter(), "tool_call"))?;
        map.serialize_entry("invalid_tool_calls", &tagged(invalid.iter(), "invalid_tool_call"))?;
        map.serialize_entry("usage_metadata", &self.usage)?;
        let pieces: Vec<_> = self.tool_call_chunks().map(bare).collect();
        map.serialize_entry("tool_call_chunks", &tagged(pieces.iter(), "tool_call_chunk"))?;
        map.serialize_entry("chunk_position", &self.last.then_some("last"))?;
        map.end()
    }
}

/// A piece of a call without the provider's own fields, which stand in its block.
fn bare(piece: &ToolCallChunk) -> ToolCallChunk {
    ToolCallChunk { extras: JsonObject::new(), ..piece.clone() }
}

/// The same of a call whose arguments are no JSON object.
fn bare_invalid(call: &InvalidToolCall) -> InvalidToolCall {
    InvalidToolCall { extras: JsonObject::new(), ..call.clone() }
}

/// The calls that a chunk begins, with the arguments that can be read. A fragment that only goes on with a call
/// of an earlier chunk is neither a call nor an invalid one.
fn calls_so_far(chunk: &AiMessageChunk) -> (Vec<ToolCall>, Vec<InvalidToolCall>) {
    let (mut calls, mut invalid) = (Vec::new(), Vec::new());
    for block in chunk.blocks() {
        match block {
            ContentBlock::ToolCallChunk(piece) => match (&piece.name, partial_arguments(piece)) {
                (Some(name), Some(args)) => calls.push(call(name, args, piece.id.as_ref())),
                (Some(name), None) => invalid.push(InvalidToolCall {
                    name: Some(name.clone()),
                    args: piece.args.clone(),
                    id: piece.id.clone(),
                    ..InvalidToolCall::default()
                }),
                (None, _) => {}
            },
            ContentBlock::ToolCall(whole) => {
                calls.push(call(&whole.name, whole.args.clone(), whole.id.as_ref()));
            }
            ContentBlock::InvalidToolCall(call) => invalid.push((**call).clone()),
            _ => {}
        }
    }
    (calls, invalid)
}

fn partial_arguments(piece: &ToolCallChunk) -> Option<Value> {
    if piece.args.trim().is_empty() {
        return Some(Value::Object(JsonObject::new()));
    }
    let mut json = PartialJson::new();
    json.push(&piece.args);
    json.value().filter(|value| value.is_object()).cloned()
}

/// The keys of a message that is neither the model's nor a tool's.
fn plain<S: Serializer>(
    serializer: S,
    role: &str,
    content: &Content,
    name: Option<&String>,
    id: Option<&String>,
) -> Result<S::SerializeMap, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("content", content)?;
    map.serialize_entry("additional_kwargs", &JsonObject::new())?;
    map.serialize_entry("response_metadata", &JsonObject::new())?;
    map.serialize_entry("type", role)?;
    map.serialize_entry("name", &name)?;
    map.serialize_entry("id", &id)?;
    Ok(map)
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let role = self.role();
        match self {
            Self::System(SystemMessage { content, id, name })
            | Self::Human(HumanMessage { content, id, name }) => {
                plain(serializer, role, content, name.as_ref(), id.as_ref())?.end()
            }
            Self::Ai(message) => message.serialize(serializer),
            Self::Tool(ToolMessage { content, tool_call_id, status, name, id }) => {
                let mut map = plain(serializer, role, content, name.as_ref(), id.as_ref())?;
                map.serialize_entry("tool_call_id", tool_call_id)?;
                map.serialize_entry("artifact", &None::<Value>)?;
                map.serialize_entry("status", status)?;
                map.end()
            }
        }
    }
}

/// Every key that a dumped message may have.
#[derive(Deserialize)]
struct Dump {
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    content: Content,
    #[serde(default)]
    response_metadata: JsonObject,
    name: Option<String>,
    id: Option<String>,
    #[serde(default)]
    tool_calls: Vec<ToolCall>,
    #[serde(default)]
    invalid_tool_calls: Vec<InvalidToolCall>,
    #[serde(default)]
    tool_call_chunks: Vec<ToolCallChunk>,
    usage_metadata: Option<Usage>,
    tool_call_id: Option<String>,
    #[serde(default)]
    status: ToolStatus,
    chunk_position: Option<String>,
}

impl Dump {
    /// The content with the tool calls that only their own keys hold, as older dumps have them.
    fn whole_content(&mut self) -> Content {
        let mut content = std::mem::take(&mut self.content);
        let holds = |kind: &str, content: &Content| content.blocks().iter().any(|block| block.kind() == kind);
        if !holds("tool_call_chunk", &content) && !holds("tool_call", &content) {
            let chunks = std::mem::take(&mut self.tool_call_chunks);
            if chunks.is_empty() {
                self.tool_calls.drain(..).for_each(|call| content.push(call.into()));
            }
            chunks.into_iter().for_each(|chunk| content.push(chunk.into()));
        }
        if !holds("invalid_tool_call", &content) && !holds("tool_call_chunk", &content) {
            let invalid = self.invalid_tool_calls.drain(..);
            invalid.for_each(|call| content.push(ContentBlock::InvalidToolCall(Box::new(call))));
        }
        content
    }

    fn into_ai(mut self) -> AiMessage {
        AiMessage {
            content: self.whole_content(),
            id: self.id.map(MessageId::from),
            name: self.name,
            usage: self.usage_metadata,
            response_metadata: self.response_metadata,
        }
    }

    fn into_chunk(mut self) -> AiMessageChunk {
        AiMessageChunk {
            content: self.whole_content(),
            id: self.id.map(MessageId::from),
            metadata: (!self.response_metadata.is_empty()).then(|| Arc::new(self.response_metadata)),
            usage: self.usage_metadata.map(Box::new),
            last: self.chunk_position.is_some_and(|position| position == "last"),
        }
    }

    fn into_message<E: de::Error>(self) -> Result<Message, E> {
        let Self { content, id, name, .. } = self;
        Ok(match self.r#type.as_str() {
            "system" => SystemMessage { content, id, name }.into(),
            "human" => HumanMessage { content, id, name }.into(),
            "tool" => ToolMessage {
                content,
                id,
                name,
                tool_call_id: self.tool_call_id.ok_or_else(|| E::missing_field("tool_call_id"))?,
                status: self.status,
            }
            .into(),
            other => {
                return Err(E::unknown_variant(other, &["system", "human", "ai", "AIMessageChunk", "tool"]));
            }
        })
    }
}

impl<'de> Deserialize<'de> for AiMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Dump::deserialize(deserializer).map(Dump::into_ai)
    }
}

impl<'de> Deserialize<'de> for AiMessageChunk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Dump::deserialize(deserializer).map(Dump::into_chunk)
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let dump = Dump::deserialize(deserializer)?;
        match dump.r#type.as_str() {
            "ai" => Ok(Self::Ai(dump.into_ai())),
            "AIMessageChunk" => Ok(Self::Ai(dump.into_chunk().into())),
            _ => dump.into_message(),
        }
    }
}
