//! What OpenAI and the hosts that speak its Chat Completions send, field by field.
//!
//! One payload of a stream and an answer that came at once have the same fields but for `delta` and `message`. Flat
//! structs that borrow from the payload; a field that hosts fill with different types is read in `decode`.

use runnable::JsonObject;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::wire::Str;

/// One payload of a stream, or an answer.
#[derive(Debug, Deserialize)]
pub(super) struct Payload<'a> {
    #[serde(borrow)]
    pub(super) id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) object: Option<Str<'a>>,
    /// The second in which it was sent.
    #[serde(borrow)]
    pub(super) created: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) model: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) system_fingerprint: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) service_tier: Option<Str<'a>>,
    /// Random letters that hide how long the payload is.
    #[serde(borrow)]
    pub(super) obfuscation: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) choices: Option<Vec<Choice<'a>>>,
    pub(super) usage: Option<Box<Usage>>,
    #[serde(borrow)]
    pub(super) x_groq: Option<Groq<'a>>,
    /// Sources of the whole answer, which some hosts repeat in every payload.
    #[serde(borrow)]
    pub(super) citations: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) search_results: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) web_search: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) images: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) videos: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) related_questions: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) reasoning_steps: Option<&'a RawValue>,
    /// What Azure's filters found in the prompt.
    #[serde(borrow)]
    pub(super) prompt_filter_results: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

/// One of the answers that were asked for; nearly always there is one.
#[derive(Debug, Deserialize)]
pub(super) struct Choice<'a> {
    pub(super) index: Option<u32>,
    #[serde(borrow)]
    pub(super) delta: Option<Delta<'a>>,
    /// The whole message. Beside a delta, it is the message so far.
    #[serde(borrow)]
    pub(super) message: Option<Delta<'a>>,
    #[serde(borrow)]
    pub(super) finish_reason: Option<Str<'a>>,
    pub(super) logprobs: Option<Value>,
    /// What Azure's filters found in the answer.
    #[serde(borrow)]
    pub(super) content_filter_results: Option<&'a RawValue>,
    /// Moonshot's place for it.
    pub(super) usage: Option<Box<Usage>>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

/// What is added to the message, or all of it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Delta<'a> {
    /// A text, or a list of parts.
    #[serde(borrow)]
    pub(super) content: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) refusal: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) reasoning_content: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) reasoning: Option<&'a RawValue>,
    pub(super) reasoning_details: Option<Vec<Value>>,
    #[serde(borrow)]
    pub(super) tool_calls: Option<Vec<Call<'a>>>,
    #[serde(borrow)]
    pub(super) function_call: Option<Function<'a>>,
    pub(super) annotations: Option<Vec<Value>>,
    pub(super) executed_tools: Option<Vec<JsonObject>>,
    pub(super) images: Option<Vec<Value>>,
    #[serde(borrow)]
    pub(super) audio: Option<Audio<'a>>,
}

/// A call, or a piece of one.
#[derive(Debug, Deserialize)]
pub(super) struct Call<'a> {
    pub(super) index: Option<u32>,
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) function: Option<Function<'a>>,
    #[serde(borrow)]
    pub(super) custom: Option<Custom<'a>>,
}

/// A function that is called, and with what.
#[derive(Debug, Deserialize)]
pub(super) struct Function<'a> {
    #[serde(borrow)]
    pub(super) name: Option<Str<'a>>,
    /// JSON in a text; from some hosts JSON as it is.
    #[serde(borrow)]
    pub(super) arguments: Option<&'a RawValue>,
}

/// A tool that takes any text.
#[derive(Debug, Deserialize)]
pub(super) struct Custom<'a> {
    #[serde(borrow)]
    pub(super) name: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) input: Option<Str<'a>>,
}

/// Spoken words.
#[derive(Debug, Deserialize)]
pub(super) struct Audio<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) data: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) transcript: Option<Str<'a>>,
    pub(super) expires_at: Option<u64>,
}

/// Groq's own part of a payload.
#[derive(Debug, Deserialize)]
pub(super) struct Groq<'a> {
    pub(super) usage: Option<Box<Usage>>,
    #[serde(borrow)]
    pub(super) error: Option<Str<'a>>,
}

/// Token counts. Where a stream gives them more than once, they are cumulative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Usage {
    #[serde(deserialize_with = "count")]
    pub(super) prompt_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) completion_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) input_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) output_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) total_tokens: Option<u64>,
    /// Moonshot's name for what the cache gave, and DeepSeek's.
    #[serde(deserialize_with = "count")]
    pub(super) cached_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) prompt_cache_hit_tokens: Option<u64>,
    /// What the cache gave and took, beside the prompt's tokens: of Anthropic's models at Databricks.
    #[serde(deserialize_with = "count")]
    pub(super) cache_read_input_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) cache_creation_input_tokens: Option<u64>,
    pub(super) prompt_tokens_details: Option<PromptDetails>,
    pub(super) completion_tokens_details: Option<CompletionDetails>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct PromptDetails {
    #[serde(deserialize_with = "count")]
    pub(super) audio_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) cached_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) cache_write_tokens: Option<u64>,
    /// DashScope's name for it.
    #[serde(deserialize_with = "count")]
    pub(super) cache_creation_input_tokens: Option<u64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct CompletionDetails {
    #[serde(deserialize_with = "count")]
    pub(super) audio_tokens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) reasoning_tokens: Option<u64>,
}

/// A number of tokens. Some hosts write it as `12.0`; what is no such number is none.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let count = Option::<Value>::deserialize(deserializer)?;
    let rounded = |number: f64| (0.0..9e15).contains(&number).then_some(number as u64);
    Ok(count.and_then(|count| count.as_u64().or_else(|| rounded(count.as_f64()?))))
}
