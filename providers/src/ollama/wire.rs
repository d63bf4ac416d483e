//! What Ollama sends, field by field. One line of a stream and an answer that comes at once have the same form.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::wire::Str;

/// One line of a stream, or the whole of an answer.
#[derive(Debug, Deserialize)]
pub(super) struct Line<'a> {
    #[serde(borrow)]
    pub(super) message: Option<Message<'a>>,
    pub(super) done: Option<bool>,
    #[serde(borrow)]
    pub(super) done_reason: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) model: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) created_at: Option<Str<'a>>,
    /// Nanoseconds, all four.
    pub(super) total_duration: Option<Value>,
    pub(super) load_duration: Option<Value>,
    pub(super) prompt_eval_duration: Option<Value>,
    pub(super) eval_duration: Option<Value>,
    pub(super) prompt_eval_count: Option<u64>,
    pub(super) eval_count: Option<u64>,
    pub(super) logprobs: Option<Value>,
    /// A text; an object where a gateway speaks in Ollama's place.
    pub(super) error: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub(super) content: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) thinking: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) tool_calls: Option<Vec<Call<'a>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Call<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) function: CalledFunction<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CalledFunction<'a> {
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    /// An object; older servers and gateways send the text of one.
    #[serde(borrow)]
    pub(super) arguments: Option<&'a RawValue>,
}
