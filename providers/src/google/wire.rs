//! What Google sends, field by field.
//!
//! Flat structs that borrow from the payload; a response in a stream is the same as one that comes at once. What is
//! handed on as it came is a [`RawValue`].

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Number, Value};

use crate::wire::Str;

/// A response, or a piece of one.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    #[serde(borrow)]
    pub(super) candidates: Option<Vec<Candidate<'a>>>,
    #[serde(borrow)]
    pub(super) prompt_feedback: Option<&'a RawValue>,
    pub(super) usage_metadata: Option<Counts>,
    #[serde(borrow)]
    pub(super) model_version: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) response_id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) error: Option<Box<ErrorBody<'a>>>,
}

impl Response<'_> {
    /// Whether it says anything that is known here.
    pub(super) fn is_known(&self) -> bool {
        self.candidates.is_some()
            || self.prompt_feedback.is_some()
            || self.usage_metadata.is_some()
            || self.response_id.is_some()
    }
}

/// One of the answers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Candidate<'a> {
    pub(super) index: Option<u32>,
    #[serde(borrow)]
    pub(super) content: Option<Content<'a>>,
    #[serde(borrow)]
    pub(super) finish_reason: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) finish_message: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) safety_ratings: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) grounding_metadata: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) url_context_metadata: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) citation_metadata: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) logprobs_result: Option<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Content<'a> {
    #[serde(borrow)]
    pub(super) parts: Option<Vec<Part<'a>>>,
}

/// A part of any kind: the kind is the field that is there.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Part<'a> {
    #[serde(borrow)]
    pub(super) text: Option<Str<'a>>,
    pub(super) thought: Option<bool>,
    #[serde(borrow)]
    pub(super) thought_signature: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) function_call: Option<Box<FunctionCall<'a>>>,
    #[serde(borrow)]
    pub(super) executable_code: Option<Box<ExecutableCode<'a>>>,
    #[serde(borrow)]
    pub(super) code_execution_result: Option<Box<CodeExecutionResult<'a>>>,
    #[serde(borrow)]
    pub(super) tool_call: Option<Box<ToolStep<'a>>>,
    #[serde(borrow)]
    pub(super) tool_response: Option<Box<ToolStep<'a>>>,
    #[serde(borrow)]
    pub(super) inline_data: Option<Box<Blob<'a>>>,
    #[serde(borrow)]
    pub(super) file_data: Option<Box<FileData<'a>>>,
}

impl Part<'_> {
    /// Whether it is of a kind that is not known here.
    pub(super) fn is_other(&self) -> bool {
        self.text.is_none()
            && self.function_call.is_none()
            && self.executable_code.is_none()
            && self.code_execution_result.is_none()
            && self.tool_call.is_none()
            && self.tool_response.is_none()
            && self.inline_data.is_none()
            && self.file_data.is_none()
    }
}

/// A call, or a piece of one whose arguments come value by value.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FunctionCall<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) name: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) args: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) partial_args: Option<Vec<PartialArg<'a>>>,
    pub(super) will_continue: Option<bool>,
}

/// The value of one argument, or a piece of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PartialArg<'a> {
    #[serde(borrow)]
    pub(super) json_path: Str<'a>,
    #[serde(borrow)]
    pub(super) string_value: Option<Str<'a>>,
    pub(super) number_value: Option<Number>,
    pub(super) bool_value: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ExecutableCode<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) language: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) code: Option<Str<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CodeExecutionResult<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) outcome: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) output: Option<Str<'a>>,
}

/// A call of a tool that Google runs, or what it gave.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolStep<'a> {
    #[serde(borrow)]
    pub(super) id: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) tool_type: Option<Str<'a>>,
    pub(super) args: Option<Value>,
    pub(super) response: Option<Value>,
}

/// A file in base64.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Blob<'a> {
    #[serde(borrow)]
    pub(super) mime_type: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) data: Option<Str<'a>>,
}

/// A file that is elsewhere.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FileData<'a> {
    #[serde(borrow)]
    pub(super) mime_type: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) file_uri: Str<'a>,
}

/// Token counts. In a stream they are cumulative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Counts {
    pub(super) prompt_token_count: Option<u64>,
    pub(super) tool_use_prompt_token_count: Option<u64>,
    pub(super) candidates_token_count: Option<u64>,
    pub(super) thoughts_token_count: Option<u64>,
    pub(super) total_token_count: Option<u64>,
    pub(super) cached_content_token_count: Option<u64>,
}

/// An error, in a stream or as a body.
#[derive(Debug, Deserialize)]
pub(super) struct ErrorEvent<'a> {
    #[serde(borrow)]
    pub(super) error: ErrorBody<'a>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ErrorBody<'a> {
    pub(super) code: Option<i64>,
    #[serde(borrow)]
    pub(super) message: Option<Str<'a>>,
    #[serde(borrow)]
    pub(super) status: Option<Str<'a>>,
    pub(super) details: Option<Value>,
}

/// The same response, for parts of a kind that is not known here.
#[derive(Debug, Deserialize)]
pub(super) struct OtherResponse {
    pub(super) candidates: Vec<OtherCandidate>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OtherCandidate {
    pub(super) content: Option<OtherContent>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OtherContent {
    pub(super) parts: Vec<runnable::JsonObject>,
}
