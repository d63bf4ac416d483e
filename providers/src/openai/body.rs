//! What Chat Completions take, field by field. All of it is borrowed from the conversation and the options.

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
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stream_options: Option<StreamOptions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_completion_tokens: Option<u32>,
    /// The older name of the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_p: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_k: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) stop: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tools: Vec<FunctionTool<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_choice: Option<ToolChoice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parallel_tool_calls: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) response_format: Option<ResponseFormat<'a>>,
    /// The options that are JSON already.
    #[serde(flatten)]
    pub(super) rest: &'a JsonObject,
}

#[derive(Debug, Serialize)]
pub(super) struct StreamOptions {
    pub(super) include_usage: bool,
}

/// One message of the conversation.
#[derive(Debug, Serialize)]
#[serde(tag = "role", rename_all = "lowercase")]
pub(super) enum Turn<'a> {
    System(Said<'a>),
    Developer(Said<'a>),
    User(Said<'a>),
    Assistant(Box<Answer<'a>>),
    Tool { content: Content<'a>, tool_call_id: &'a str },
}

#[derive(Debug, Serialize)]
pub(super) struct Said<'a> {
    pub(super) content: Content<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
}

/// What the model said.
#[derive(Debug, Serialize)]
pub(super) struct Answer<'a> {
    /// Null beside calls that no words came with.
    pub(super) content: Option<Content<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_calls: Vec<ToolCall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) audio: Option<AudioId<'a>>,
    /// What the model thought, under the name that the host has for it.
    #[serde(flatten)]
    pub(super) thoughts: JsonObject,
}

#[derive(Debug, Serialize)]
pub(super) struct AudioId<'a> {
    pub(super) id: &'a str,
}

/// Plain text, or parts.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Content<'a> {
    Text(Cow<'a, str>),
    Parts(Vec<Part<'a>>),
}

/// One part.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Part<'a> {
    Text {
        text: &'a str,
        #[serde(flatten)]
        marks: Marks<'a>,
    },
    ImageUrl {
        image_url: ImageUrl<'a>,
        #[serde(flatten)]
        marks: Marks<'a>,
    },
    VideoUrl {
        video_url: VideoUrl<'a>,
    },
    InputAudio {
        input_audio: InputAudio<'a>,
        #[serde(flatten)]
        marks: Marks<'a>,
    },
    File {
        file: File<'a>,
        #[serde(flatten)]
        marks: Marks<'a>,
    },
    /// A part that is in the host's own form.
    #[serde(untagged)]
    Native(&'a Value),
}

/// What caching is told, in the words of OpenAI and of the hosts of Anthropic's models.
#[derive(Debug, Default, Serialize)]
pub(super) struct Marks<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) prompt_cache_breakpoint: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cache_control: Option<&'a Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct ImageUrl<'a> {
    pub(super) url: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) detail: Option<&'a Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct VideoUrl<'a> {
    pub(super) url: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
pub(super) struct InputAudio<'a> {
    pub(super) data: &'a str,
    pub(super) format: &'a str,
}

/// A document: its bytes and name, or its id at the host.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum File<'a> {
    Bytes { file_data: String, filename: &'a str },
    Id { file_id: &'a str },
}

#[derive(Debug, Serialize)]
pub(super) struct ToolCall<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) id: &'a str,
    pub(super) function: Function<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    pub(super) arguments: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ToolChoice<'a> {
    Word(&'static str),
    Function {
        #[serde(rename = "type")]
        kind: &'static str,
        function: Named<'a>,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ResponseFormat<'a> {
    Json {
        #[serde(rename = "type")]
        kind: &'static str,
    },
    Schema {
        #[serde(rename = "type")]
        kind: &'static str,
        json_schema: Schema<'a>,
    },
    Native(&'a Value),
}

/// The form of an answer.
#[derive(Debug, Serialize)]
pub(super) struct Schema<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) schema: &'a Value,
    #[serde(flatten)]
    pub(super) extras: &'a JsonObject,
}
