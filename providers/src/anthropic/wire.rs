//! What Anthropic sends, field by field.
//!
//! Flat structs that borrow from the payload. Only the fields that mean something here are named; the type of a
//! block or delta is a field, read first where it decides what the rest is.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::wire::Str;

/// The type of anything that says it.
#[derive(Debug, Deserialize)]
pub(super) struct Typed<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
}

/// `message_start`.
#[derive(Debug, Deserialize)]
pub(super) struct MessageStart<'a> {
    #[serde(borrow)]
    pub(super) message: StartedMessage<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct StartedMessage<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) model: Option<Str<'a>>,
    pub(super) usage: Option<Usage>,
}

/// `content_block_start`.
#[derive(Debug, Deserialize)]
pub(super) struct BlockStart<'a> {
    pub(super) index: u32,
    #[serde(borrow)]
    pub(super) content_block: &'a RawValue,
}

/// `content_block_stop`.
#[derive(Debug, Deserialize)]
pub(super) struct BlockStop {
    pub(super) index: u32,
}

/// `content_block_delta`.
#[derive(Debug, Deserialize)]
pub(super) struct BlockDelta<'a> {
    pub(super) index: u32,
    #[serde(borrow)]
    pub(super) delta: Delta<'a>,
}

/// A delta of any type: what it has beside its type depends on the type.
#[derive(Debug, Deserialize)]
pub(super) struct Delta<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) partial_json: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) thinking: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) signature: Option<Str<'a>>,
    pub(super) estimated_tokens: Option<Value>,
    #[serde(borrow)]
    pub(super) citation: Option<&'a RawValue>,
}

/// `content_block_delta`, with a delta whose type is not one of those above.
#[derive(Debug, Deserialize)]
pub(super) struct OtherDelta {
    pub(super) delta: serde_json::Map<String, Value>,
}

/// `message_delta`.
#[derive(Debug, Deserialize)]
pub(super) struct MessageDelta<'a> {
    #[serde(borrow)]
    pub(super) delta: Ending<'a>,
    pub(super) usage: Option<Usage>,
    pub(super) context_management: Option<Value>,
}

/// How a message ends.
#[derive(Debug, Deserialize)]
pub(super) struct Ending<'a> {
    #[serde(borrow)]
    pub(super) stop_reason: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) stop_sequence: Option<Str<'a>>,
    pub(super) stop_details: Option<Value>,
    pub(super) container: Option<Value>,
}

/// A message that came at once.
#[derive(Debug, Deserialize)]
pub(super) struct WholeMessage<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) model: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) content: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) stop_reason: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) stop_sequence: Option<Str<'a>>,
    pub(super) stop_details: Option<Value>,
    pub(super) container: Option<Value>,
    pub(super) context_management: Option<Value>,
    pub(super) usage: Option<Usage>,
}

/// Token counts. In a stream they are cumulative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Usage {
    pub(super) input_tokens: Option<u64>,
    pub(super) output_tokens: Option<u64>,
    pub(super) cache_read_input_tokens: Option<u64>,
    pub(super) cache_creation_input_tokens: Option<u64>,
    pub(super) cache_creation: Option<CacheCreation>,
    pub(super) output_tokens_details: Option<OutputDetails>,
}

/// How long what was written to the cache stays there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct CacheCreation {
    pub(super) ephemeral_5m_input_tokens: Option<u64>,
    pub(super) ephemeral_1h_input_tokens: Option<u64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct OutputDetails {
    pub(super) thinking_tokens: Option<u64>,
}

/// An error, in a stream or as a body.
#[derive(Debug, Deserialize)]
pub(super) struct ErrorEvent<'a> {
    #[serde(borrow)]
    pub(super) error: ErrorBody<'a>,
    #[serde(borrow)]
    pub(super) request_id: Option<Str<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ErrorBody<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) message: Option<Str<'a>>,
}
