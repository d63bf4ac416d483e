//! What the Responses API sends, field by field.
//!
//! Flat structs that borrow from the payload. Only the fields that mean something here are named. Compatible servers
//! leave out indices, ids and names, so most of what the API always sends is optional.

use runnable::JsonObject;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::wire::Str;

/// The type of an event, and what stands in its place where an error has none.
#[derive(Debug, Deserialize)]
pub(super) struct Typed<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

/// A piece of an item: `*.delta`, and what says that a part begins.
#[derive(Debug, Deserialize)]
pub(super) struct Piece<'a> {
    #[serde(borrow)]
    pub(super) delta: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) item_id: Option<Str<'a>>,
    pub(super) output_index: Option<u32>,
    pub(super) content_index: Option<u32>,
    pub(super) summary_index: Option<u32>,
}

/// A part that is complete: `*.done`, with all of it once more.
#[derive(Debug, Deserialize)]
pub(super) struct Done<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) arguments: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) refusal: Option<Str<'a>>,
    pub(super) logprobs: Option<Vec<Value>>,
    #[serde(borrow)]
    pub(super) item_id: Option<Str<'a>>,
    pub(super) output_index: Option<u32>,
    pub(super) content_index: Option<u32>,
    pub(super) summary_index: Option<u32>,
}

/// `response.output_item.added` and `response.output_item.done`.
#[derive(Debug, Deserialize)]
pub(super) struct ItemEvent {
    pub(super) item: JsonObject,
    pub(super) output_index: Option<u32>,
}

/// `response.output_text.annotation.added`.
#[derive(Debug, Deserialize)]
pub(super) struct AnnotationAdded<'a> {
    pub(super) annotation: JsonObject,
    #[serde(borrow)]
    pub(super) item_id: Option<Str<'a>>,
    pub(super) output_index: Option<u32>,
    pub(super) content_index: Option<u32>,
}

/// An event about the whole response.
#[derive(Debug, Deserialize)]
pub(super) struct ResponseEvent<'a> {
    #[serde(borrow)]
    pub(super) response: Response<'a>,
}

/// A response: what an event is about, or the answer itself.
#[derive(Debug, Deserialize)]
pub(super) struct Response<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    pub(super) error: Option<Value>,
    #[serde(borrow)]
    pub(super) status: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) model: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) service_tier: Option<Str<'a>>,
    pub(super) object: Option<Value>,
    pub(super) created_at: Option<Value>,
    pub(super) incomplete_details: Option<Value>,
    pub(super) metadata: Option<Value>,
    pub(super) user: Option<Value>,
    pub(super) usage: Option<Usage>,
    /// The items, which a stream has sent one by one before.
    #[serde(borrow)]
    pub(super) output: Option<&'a RawValue>,
}

/// Token counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Usage {
    pub(super) input_tokens: Option<u64>,
    pub(super) output_tokens: Option<u64>,
    pub(super) total_tokens: Option<u64>,
    pub(super) input_tokens_details: Option<InputDetails>,
    pub(super) output_tokens_details: Option<OutputDetails>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct InputDetails {
    pub(super) cached_tokens: Option<u64>,
    pub(super) cache_write_tokens: Option<u64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(super) struct OutputDetails {
    pub(super) reasoning_tokens: Option<u64>,
}
