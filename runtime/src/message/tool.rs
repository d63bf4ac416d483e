//! Blocks that carry tool calls: whole, in pieces, broken, and those that the provider runs itself.
//!
//! A fragment of the arguments is a string; finished arguments are a JSON object. No field is both.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::JsonObject;

/// A call of one of the caller's tools.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ToolCall {
    /// The tool's name.
    pub name: String,
    /// The arguments, a JSON object.
    pub args: Value,
    /// The id that the tool's answer must name.
    pub id: Option<String>,
    /// Which block of the message this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A piece of a tool call.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ToolCallChunk {
    /// The tool's name, in the first piece.
    pub name: Option<String>,
    /// The next fragment of the arguments' JSON text.
    #[serde(default)]
    pub args: String,
    /// The id of the call, in the first piece.
    pub id: Option<String>,
    /// Which call of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A tool call whose arguments are not a JSON object.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct InvalidToolCall {
    /// The tool's name.
    pub name: Option<String>,
    /// The arguments' text as it came.
    pub args: String,
    /// The id of the call.
    pub id: Option<String>,
    /// What is wrong with the arguments.
    pub error: Option<String>,
    /// Which block of the message this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A call of a tool that the provider runs, such as web search.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ServerToolCall {
    /// The tool's name.
    pub name: String,
    /// The arguments.
    pub args: Value,
    /// The id that the result names.
    pub id: String,
    /// Which block of the message this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A piece of a call of a tool that the provider runs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ServerToolCallChunk {
    /// The tool's name, in the first piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The next fragment of the arguments' JSON text.
    #[serde(default)]
    pub args: String,
    /// The id of the call, in the first piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which block of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// What a tool that the provider runs gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ServerToolResult {
    /// The call that this answers.
    pub tool_call_id: String,
    /// `success` or `error`.
    pub status: String,
    /// What the tool gave, in the provider's own form.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub output: Value,
    /// The id of the block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which block of the message this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields, such as `block_type`, the name of the block on the wire.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}
