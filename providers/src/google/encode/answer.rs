//! Blocks that the model made, as it made them.
//!
//! A block of another provider's model keeps what every model has: text, files, calls of the caller's tools, and code
//! that was run. Its thoughts, signatures and other tools mean nothing here and are left out.

use std::borrow::Cow;

use runnable::message::{ReasoningBlock, ServerToolCall, ServerToolResult};
use runnable::{AiMessage, ContentBlock, JsonObject};
use serde_json::Value;

use super::super::body::{KnownPart, Part, Payload};
use super::super::id;
use super::part::{self, native_value};
use crate::origin;
use crate::refusal::Refusal;

/// Whose message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    /// A model of Google's.
    Google,
    /// It does not say.
    Unknown,
    /// Another provider's model.
    Other,
}

impl Maker {
    pub(super) fn of(message: &AiMessage, provider: &str) -> Self {
        match origin::made_by(message) {
            None => Self::Unknown,
            Some(made_by) if made_by == provider => Self::Google,
            Some("google_genai" | "google_vertexai") => Self::Google,
            Some(_) => Self::Other,
        }
    }
}

/// The id of a call, where it is one that the API gave.
pub(super) fn known_id(id: Option<&str>, maker: Maker) -> Option<&str> {
    id.filter(|id| maker == Maker::Google && !id.is_empty() && !id::is_made(id))
}

/// A block of the model's; nothing for one that is left out.
pub(super) fn block(block: &ContentBlock, maker: Maker) -> Result<Option<Part<'_>>, Refusal> {
    let is_other = maker == Maker::Other;
    let signature = block.extra("signature").and_then(Value::as_str).filter(|_| !is_other);
    let part = match block {
        ContentBlock::Text(text) => {
            let is_empty = text.text.is_empty() && signature.is_none_or(str::is_empty);
            (!is_empty).then(|| Part::text(text.text.as_str()))
        }
        ContentBlock::Reasoning(thought) => thinking(thought, maker),
        ContentBlock::ToolCall(call) => {
            let id = known_id(call.id.as_deref(), maker);
            Some(Payload::FunctionCall { id, name: &call.name, args: Cow::Borrowed(&call.args) }.into())
        }
        ContentBlock::ToolCallChunk(call) => {
            unfinished(call.name.as_deref(), known_id(call.id.as_deref(), maker), &call.args)
        }
        ContentBlock::InvalidToolCall(call) => {
            unfinished(call.name.as_deref(), known_id(call.id.as_deref(), maker), &call.args)
        }
        ContentBlock::ServerToolCall(call) => server_tool_call(call, maker),
        ContentBlock::ServerToolResult(result) => server_tool_result(result, maker),
        ContentBlock::Image(media)
        | ContentBlock::Audio(media)
        | ContentBlock::Video(media)
        | ContentBlock::File(media) => Some(part::file(media)?),
        ContentBlock::PlainText(document) => Some(Part::text(document.text.as_str())),
        ContentBlock::NonStandard(native) if !is_other => Some(Part::Native(native_value(native)?)),
        ContentBlock::NonStandard(_) => None,
        other => return Err(Refusal::of_kind(other)),
    };
    Ok(part.map(|part| part.signed(signature)))
}

fn thinking(block: &ReasoningBlock, maker: Maker) -> Option<Part<'_>> {
    let is_signed = block.signature().is_some_and(|signature| !signature.is_empty());
    let is_sent = maker != Maker::Other && (is_signed || !block.reasoning.is_empty());
    let mut part = Part::text(block.reasoning.as_str());
    if let Part::Known(KnownPart { thought, .. }) = &mut part {
        *thought = true;
    }
    is_sent.then_some(part)
}

/// A call whose arguments are not an object is sent without them: its result says what was wrong.
fn unfinished<'a>(name: Option<&'a str>, id: Option<&'a str>, args: &str) -> Option<Part<'a>> {
    let args = serde_json::from_str(args).ok().filter(Value::is_object);
    let args = args.unwrap_or_else(|| Value::Object(JsonObject::new()));
    Some(Payload::FunctionCall { id, name: name?, args: Cow::Owned(args) }.into())
}

/// The steps of reading a film are told and not taken back.
fn server_tool_call(call: &ServerToolCall, maker: Maker) -> Option<Part<'_>> {
    let ServerToolCall { name, args, id, .. } = call;
    match name.as_str() {
        "code_interpreter" => {
            let said = |key: &str| args.get(key).and_then(Value::as_str);
            let (language, code) = (said("language").unwrap_or("PYTHON"), said("code")?);
            Some(Payload::ExecutableCode { id: known_id(Some(id), maker), language, code }.into())
        }
        "media_processing" => None,
        _ if maker == Maker::Other => None,
        name => Some(Payload::ToolCall { id, tool_type: name.to_uppercase(), args }.into()),
    }
}

fn server_tool_result(result: &ServerToolResult, maker: Maker) -> Option<Part<'_>> {
    let ServerToolResult { tool_call_id: id, status, output, extras, .. } = result;
    match extras.get("block_type").and_then(Value::as_str)? {
        "code_execution_result" => {
            let outcome = if status == "success" { "OUTCOME_OK" } else { "OUTCOME_FAILED" };
            let output = match output {
                Value::String(text) => Cow::Borrowed(text.as_str()),
                Value::Null => Cow::Borrowed(""),
                value => Cow::Owned(value.to_string()),
            };
            Some(Payload::CodeExecutionResult { id: known_id(Some(id), maker), outcome, output }.into())
        }
        "media_processing" => None,
        _ if maker == Maker::Other => None,
        name => Some(Payload::ToolResponse { id, tool_type: name.to_uppercase(), response: output }.into()),
    }
}
