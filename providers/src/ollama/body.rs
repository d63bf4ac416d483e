//! What Ollama takes, field by field. All of it is borrowed from the conversation and the options.

use std::borrow::Cow;

use crate::function::FunctionTool;
use runnable::JsonObject;
use serde::Serialize;
use serde_json::Value;

/// The body of a request.
#[derive(Debug, Serialize)]
pub(super) struct Body<'a> {
    pub(super) model: &'a str,
    pub(super) messages: Vec<Turn<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tools: Vec<FunctionTool<'a>>,
    /// Always said: the API streams unless told otherwise.
    pub(super) stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<Cow<'a, Value>>,
    #[serde(skip_serializing_if = "JsonObject::is_empty")]
    pub(super) options: JsonObject,
    /// The options that are JSON already.
    #[serde(flatten)]
    pub(super) rest: &'a JsonObject,
}

/// One message.
#[derive(Debug, Default, Serialize)]
pub(super) struct Turn<'a> {
    pub(super) role: &'static str,
    pub(super) content: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) thinking: Option<Cow<'a, str>>,
    /// Pictures, each in base64.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) images: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_calls: Vec<Call<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_call_id: Option<&'a str>,
}

/// A call of a tool.
#[derive(Debug, Serialize)]
pub(super) struct Call<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    pub(super) function: CalledFunction<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct CalledFunction<'a> {
    pub(super) name: &'a str,
    /// An object.
    pub(super) arguments: Cow<'a, Value>,
}
