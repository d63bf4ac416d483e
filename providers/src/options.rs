//! What a request asks for beside its messages, in every wire format.

use std::fmt;

use runnable::{JsonObject, RunnableTool, ToolChoice, ToolSpec};
use serde_json::Value;

/// The options that all dialects have.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// The model, in the provider's word.
    pub model: String,
    /// How many tokens the answer may have.
    pub max_tokens: Option<u32>,
    /// How freely the model chooses its words; 0 is the most predictable.
    pub temperature: Option<f64>,
    /// The share of probability that the words are chosen from.
    pub top_p: Option<f64>,
    /// The number of words that each is chosen from.
    pub top_k: Option<u32>,
    /// Texts that end the answer.
    pub stop: Vec<String>,
    /// What the model may call.
    pub tools: Vec<Tool>,
    /// Whether the model calls a tool, and which.
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may call several tools at once.
    pub parallel_tool_calls: Option<bool>,
    /// The form that the answer has.
    pub response_format: Option<ResponseFormat>,
    /// Fields of the request's body that no option names. They win over those of options.
    pub extra_body: JsonObject,
}

impl fmt::Debug for Options {
    /// Of the extra fields only the names are shown: what is in them may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("model", &self.model)
            .field("max_tokens", &self.max_tokens)
            .field("temperature", &self.temperature)
            .field("top_p", &self.top_p)
            .field("top_k", &self.top_k)
            .field("stop", &self.stop)
            .field("tools", &self.tools)
            .field("tool_choice", &self.tool_choice)
            .field("parallel_tool_calls", &self.parallel_tool_calls)
            .field("response_format", &self.response_format)
            .field("extra_body", &self.extra_body.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// What a model may call: a tool of the caller's, or one that the provider runs.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Tool {
    /// A tool of the caller's.
    Spec(ToolSpec),
    /// A tool in the provider's own form, such as `{"type": "web_search_20250305", "name": "web_search"}`.
    Native(Value),
}

/// The form that an answer has, as the provider itself sees to it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ResponseFormat {
    /// Any JSON.
    Json,
    /// JSON that follows the schema; the name and description tell the model what it is.
    Schema(ToolSpec),
    /// In the provider's own words.
    Native(Value),
}

impl From<ToolSpec> for ResponseFormat {
    fn from(form: ToolSpec) -> Self {
        Self::Schema(form)
    }
}

impl From<Value> for ResponseFormat {
    fn from(format: Value) -> Self {
        Self::Native(format)
    }
}

impl From<ToolSpec> for Tool {
    fn from(tool: ToolSpec) -> Self {
        Self::Spec(tool)
    }
}

impl From<RunnableTool> for Tool {
    fn from(tool: RunnableTool) -> Self {
        ToolSpec::from(tool).into()
    }
}

impl From<Value> for Tool {
    fn from(tool: Value) -> Self {
        Self::Native(tool)
    }
}
