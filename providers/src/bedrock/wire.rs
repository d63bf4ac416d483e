//! What Bedrock sends, field by field.
//!
//! Strings are borrowed from the payload. Each event has a field `p` of random length, which is padding.

use runnable::JsonObject;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::wire::Str;

/// `contentBlockStart`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BlockStart {
    #[serde(default)]
    pub(super) content_block_index: u32,
    pub(super) start: Start,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Start {
    pub(super) tool_use: Option<ToolUse>,
    pub(super) tool_result: Option<ToolResult>,
    pub(super) image: Option<Image>,
}

/// A call; of a tool that Amazon runs, if its type is `server_tool_use`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolUse {
    pub(super) tool_use_id: Option<String>,
    pub(super) name: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) input: Option<Value>,
}

/// What a tool that Amazon runs gave.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolResult {
    pub(super) tool_use_id: String,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) status: Option<String>,
    pub(super) content: Option<Vec<Value>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Image {
    pub(super) format: Option<String>,
    pub(super) source: Option<Source>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) bytes: Option<String>,
}

/// `contentBlockDelta`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BlockDelta<'a> {
    #[serde(default)]
    pub(super) content_block_index: u32,
    #[serde(borrow)]
    pub(super) delta: Delta<'a>,
    /// Random letters that hide how long the payload is.
    #[serde(borrow)]
    pub(super) p: Option<&'a RawValue>,
}

/// A delta of any type, as the field that is there says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Delta<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) tool_use: Option<ToolUseDelta<'a>>,
    #[serde(borrow)]
    pub(super) reasoning_content: Option<ReasoningDelta<'a>>,
    pub(super) tool_result: Option<Vec<Value>>,
    pub(super) citation: Option<JsonObject>,
    pub(super) image: Option<Image>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolUseDelta<'a> {
    #[serde(borrow)]
    pub(super) input: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) tool_use_id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) name: Option<Str<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReasoningDelta<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) signature: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) redacted_content: Option<Str<'a>>,
}

/// `contentBlockStop`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BlockStop {
    #[serde(default)]
    pub(super) content_block_index: u32,
}

/// `messageStop`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessageStop {
    pub(super) stop_reason: String,
    pub(super) additional_model_response_fields: Option<Value>,
}

/// `metadata`; what it holds beside the counts is kept as it came.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) usage: Option<Usage>,
    #[serde(flatten)]
    pub(super) rest: JsonObject,
}

/// Token counts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Usage {
    pub(super) input_tokens: u64,
    pub(super) output_tokens: u64,
    pub(super) total_tokens: Option<u64>,
    pub(super) cache_read_input_tokens: Option<u64>,
    pub(super) cache_write_input_tokens: Option<u64>,
    pub(super) cache_details: Option<Vec<CacheDetail>>,
}

/// How much was written to the cache for how long.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CacheDetail {
    pub(super) ttl: Option<String>,
    pub(super) input_tokens: Option<u64>,
}

/// An answer that came at once; what it holds beside these is kept as it came.
#[derive(Debug, Deserialize)]
pub(super) struct WholeMessage {
    pub(super) output: Output,
    #[serde(flatten)]
    pub(super) metadata: Metadata,
}

#[derive(Debug, Deserialize)]
pub(super) struct Output {
    pub(super) message: Message,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) content: Vec<JsonObject>,
}

/// The payload of an exception in a stream.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExceptionBody {
    #[serde(alias = "Message")]
    pub(super) message: Option<String>,
    pub(super) original_message: Option<String>,
}

/// The body of an error response.
#[derive(Debug, Deserialize)]
pub(super) struct ErrorBody<'a> {
    #[serde(borrow, rename = "__type")]
    pub(super) kind: Option<Str<'a>>,
    #[serde(borrow, alias = "Message")]
    pub(super) message: Str<'a>,
}
