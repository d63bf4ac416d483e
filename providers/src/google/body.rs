//! What Google takes, field by field. Nearly all of it is borrowed from the conversation and the options.

use std::borrow::Cow;

use runnable::JsonObject;
use serde::Serialize;
use serde_json::Value;

/// The body of a request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body<'a> {
    pub(super) contents: Vec<Content<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) system_instruction: Option<Content<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tools: Vec<Tool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_config: Option<ToolConfig<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) safety_settings: &'a [SafetySetting],
    #[serde(skip_serializing_if = "JsonObject::is_empty")]
    pub(super) generation_config: JsonObject,
    /// The options that are JSON already.
    #[serde(flatten)]
    pub(super) rest: &'a JsonObject,
}

/// One turn of the conversation, or the instructions.
#[derive(Debug, Serialize)]
pub(super) struct Content<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<Role>,
    pub(super) parts: Vec<Part<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    User,
    Model,
}

/// One part.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Part<'a> {
    Known(KnownPart<'a>),
    /// A part that is in Google's own form.
    Native(&'a Value),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KnownPart<'a> {
    #[serde(flatten)]
    pub(super) data: Payload<'a>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) thought: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) thought_signature: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) media_resolution: Option<MediaResolution<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) video_metadata: Option<&'a Value>,
}

/// What a part holds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Payload<'a> {
    Text(Cow<'a, str>),
    InlineData {
        mime_type: &'a str,
        data: &'a str,
    },
    FileData {
        #[serde(skip_serializing_if = "Option::is_none")]
        mime_type: Option<&'a str>,
        file_uri: &'a str,
    },
    FunctionCall {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
        name: &'a str,
        args: Cow<'a, Value>,
    },
    FunctionResponse {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
        name: &'a str,
        response: Value,
    },
    ExecutableCode {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
        language: &'a str,
        code: &'a str,
    },
    CodeExecutionResult {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
        outcome: &'static str,
        output: Cow<'a, str>,
    },
    ToolCall {
        id: &'a str,
        tool_type: String,
        args: &'a Value,
    },
    ToolResponse {
        id: &'a str,
        tool_type: String,
        response: &'a Value,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct MediaResolution<'a> {
    pub(super) level: &'a str,
}

impl<'a> Part<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Payload::Text(text.into()).into()
    }

    /// The same part with the signature that it came with.
    pub(super) fn signed(mut self, signature: Option<&'a str>) -> Self {
        if let Self::Known(part) = &mut self {
            part.thought_signature = signature.filter(|signature| !signature.is_empty());
        }
        self
    }
}

impl<'a> From<Payload<'a>> for Part<'a> {
    fn from(data: Payload<'a>) -> Self {
        Self::Known(KnownPart {
            data,
            thought: false,
            thought_signature: None,
            media_resolution: None,
            video_metadata: None,
        })
    }
}

/// What the model may call.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Tool<'a> {
    #[serde(rename_all = "camelCase")]
    Functions {
        function_declarations: Vec<Function<'a>>,
    },
    Native(&'a Value),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    /// The schema as it is: the older `parameters` knows a part of JSON schema only.
    pub(super) parameters_json_schema: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) behavior: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) response: Option<&'a Value>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolConfig<'a> {
    pub(super) function_calling_config: FunctionCalling<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FunctionCalling<'a> {
    pub(super) mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) allowed_function_names: Option<[&'a str; 1]>,
}

/// How much of a kind of harm is let through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct SafetySetting {
    pub(super) category: String,
    pub(super) threshold: String,
}
