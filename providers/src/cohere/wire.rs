//! What Cohere sends, field by field.
//!
//! Every event but the last carries one field of the message under `delta.message`. Strings are borrowed from the
//! payload.

use runnable::JsonObject;
use serde::Deserialize;
use serde_json::Value;

use crate::wire::Str;

/// The type of anything that says it.
#[derive(Debug, Deserialize)]
pub(super) struct Typed<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
}

/// `message-start`.
#[derive(Debug, Deserialize)]
pub(super) struct MessageStart<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
}

/// An event that carries a field of the message.
#[derive(Debug, Deserialize)]
pub(super) struct Event<T> {
    pub(super) index: Option<u32>,
    pub(super) delta: Delta<T>,
    pub(super) logprobs: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Delta<T> {
    pub(super) message: T,
}

/// `content-start` and `content-delta`.
#[derive(Debug, Deserialize)]
pub(super) struct ContentOf<'a> {
    #[serde(borrow)]
    pub(super) content: Content<'a>,
}

/// Text or a thought, as the field that is there says.
#[derive(Debug, Deserialize)]
pub(super) struct Content<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) thinking: Option<Str<'a>>,
}

/// `tool-plan-delta`.
#[derive(Debug, Deserialize)]
pub(super) struct PlanOf<'a> {
    #[serde(borrow)]
    pub(super) tool_plan: Str<'a>,
}

/// `tool-call-start` and `tool-call-delta`.
#[derive(Debug, Deserialize)]
pub(super) struct CallOf<'a> {
    #[serde(borrow)]
    pub(super) tool_calls: Call<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Call<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) function: Function<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Function<'a> {
    #[serde(borrow)]
    pub(super) name: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) arguments: Option<Str<'a>>,
}

/// `citation-start`.
#[derive(Debug, Deserialize)]
pub(super) struct CitationOf {
    pub(super) citations: JsonObject,
}

/// `message-end`.
#[derive(Debug, Deserialize)]
pub(super) struct MessageEnd<'a> {
    #[serde(borrow)]
    pub(super) delta: Ending<'a>,
}

/// How a message ended.
#[derive(Debug, Deserialize)]
pub(super) struct Ending<'a> {
    #[serde(borrow)]
    pub(super) finish_reason: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) error: Option<Str<'a>>,
    pub(super) usage: Option<Value>,
}

/// A message that came at once.
#[derive(Debug, Deserialize)]
pub(super) struct WholeMessage<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) message: WholeContent<'a>,
    #[serde(borrow)]
    pub(super) finish_reason: Option<Str<'a>>,
    pub(super) usage: Option<Value>,
    pub(super) logprobs: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WholeContent<'a> {
    #[serde(borrow)]
    pub(super) tool_plan: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) content: Option<Vec<Content<'a>>>,
    #[serde(borrow)]
    pub(super) tool_calls: Option<Vec<Call<'a>>>,
    pub(super) citations: Option<Vec<JsonObject>>,
}

/// Token counts: those that are paid for, and those that the model worked on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Usage {
    pub(super) billed_units: Option<Counts>,
    pub(super) tokens: Option<Counts>,
    pub(super) cached_tokens: Option<f64>,
}

#[derive(Debug, Default, Clone, Copy, Deserialize)]
pub(super) struct Counts {
    pub(super) input_tokens: Option<f64>,
    pub(super) output_tokens: Option<f64>,
    pub(super) reasoning_tokens: Option<f64>,
}

/// The body of an error.
#[derive(Debug, Deserialize)]
pub(super) struct ErrorBody<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) message: Str<'a>,
}
