//! A block that begins, or that came whole.

use runnable::message::{Annotation, BlockDetails, ReasoningBlock, ServerToolResult, TextBlock};
use runnable::message::{ServerToolCall, ServerToolCallChunk};
use runnable::{ContentBlock, JsonObject, ToolCallChunk};
use serde_json::Value;

use super::citation;
use crate::dialect::Malformed;

/// What the deltas of a block are pieces of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A call of one of the caller's tools.
    ToolUse,
    /// A block whose deltas say themselves what they are.
    Known,
    /// A block of a type that is not known here.
    Other,
}

/// The beginning of block number `index`; no block where it says nothing yet. `input` gives the arguments of a call as
/// they are written.
pub(super) fn begin(
    index: u32,
    mut fields: JsonObject,
    input: impl FnOnce() -> Result<String, Malformed>,
) -> Result<(Kind, Option<ContentBlock>), Malformed> {
    let Some(Value::String(kind)) = fields.get("type") else {
        return Err(Malformed::missing("content_block.type"));
    };
    Ok(match kind.as_str() {
        "text" => (Kind::Known, text(index, &mut fields)),
        "thinking" => (Kind::Known, thinking(index, fields)),
        "tool_use" => (Kind::ToolUse, Some(tool_use(index, fields, input)?)),
        "server_tool_use" => (Kind::Known, Some(server_tool_use(index, fields)?)),
        "mcp_tool_use" => (Kind::Known, Some(mcp_tool_use(index, fields)?)),
        "compaction" => (Kind::Known, compaction(index, fields)),
        "redacted_thinking" => (Kind::Known, Some(super::non_standard(index, fields.into()))),
        result if result.ends_with("_tool_result") => (Kind::Known, Some(server_tool_result(index, fields))),
        _ => (Kind::Other, Some(super::non_standard(index, fields.into()))),
    })
}

fn text(index: u32, fields: &mut JsonObject) -> Option<ContentBlock> {
    let text = take_text(fields, "text").unwrap_or_default();
    let citations = match fields.remove("citations") {
        Some(Value::Array(citations)) => citations,
        _ => Vec::new(),
    };
    let citations = citations.into_iter().filter_map(|citation| match citation {
        Value::Object(citation) => Some(citation::annotation(citation)),
        _ => None,
    });
    let annotations: Vec<_> = citations.collect();
    let is_empty = text.is_empty() && annotations.is_empty();
    (!is_empty).then(|| annotated(&text, index, annotations))
}

pub(super) fn annotated(text: &str, index: u32, annotations: Vec<Annotation>) -> ContentBlock {
    let more =
        (!annotations.is_empty()).then(|| Box::new(BlockDetails { annotations, ..BlockDetails::default() }));
    ContentBlock::Text(TextBlock { text: text.into(), index: Some(index), more })
}

fn thinking(index: u32, mut fields: JsonObject) -> Option<ContentBlock> {
    let reasoning = take_text(&mut fields, "thinking").unwrap_or_default();
    fields.remove("type");
    let extras = known(fields);
    if reasoning.is_empty() && extras.is_empty() {
        return None;
    }
    let more = (!extras.is_empty()).then(|| Box::new(BlockDetails { extras, ..BlockDetails::default() }));
    Some(ContentBlock::Reasoning(ReasoningBlock { reasoning: reasoning.into(), index: Some(index), more }))
}

/// The arguments follow in fragments, or are here already.
fn tool_use(
    index: u32,
    mut fields: JsonObject,
    input: impl FnOnce() -> Result<String, Malformed>,
) -> Result<ContentBlock, Malformed> {
    let name = take_text(&mut fields, "name").ok_or(Malformed::missing("content_block.name"))?;
    let id = take_text(&mut fields, "id").ok_or(Malformed::missing("content_block.id"))?;
    let args = if has_fields(fields.get("input")) { input()? } else { String::new() };
    fields.retain(|key, value| matches!(key.as_str(), "caller" | "toolset_name") && !value.is_null());
    let (name, id, index) = (Some(name), Some(id), Some(index));
    Ok(ToolCallChunk { name, args, id, index, extras: fields }.into())
}

fn has_fields(value: Option<&Value>) -> bool {
    value.and_then(Value::as_object).is_some_and(|object| !object.is_empty())
}

pub(super) fn tool_fragment(index: u32, args: String) -> ContentBlock {
    ToolCallChunk { args, index: Some(index), ..ToolCallChunk::default() }.into()
}

pub(super) fn server_tool_fragment(index: u32, args: String) -> ContentBlock {
    let chunk = ServerToolCallChunk { args, index: Some(index), ..ServerToolCallChunk::default() };
    ContentBlock::ServerToolCallChunk(Box::new(chunk))
}

fn server_tool_use(index: u32, mut fields: JsonObject) -> Result<ContentBlock, Malformed> {
    let name = take_text(&mut fields, "name").ok_or(Malformed::missing("content_block.name"))?;
    let name = if name == "code_execution" { "code_interpreter".to_owned() } else { name };
    server_call(index, name, fields)
}

fn mcp_tool_use(index: u32, mut fields: JsonObject) -> Result<ContentBlock, Malformed> {
    if let Some(name) = fields.remove("name") {
        fields.insert("tool_name".to_owned(), name);
    }
    server_call(index, "remote_mcp".to_owned(), fields)
}

fn server_call(index: u32, name: String, mut fields: JsonObject) -> Result<ContentBlock, Malformed> {
    let id = take_text(&mut fields, "id").ok_or(Malformed::missing("content_block.id"))?;
    let args =
        fields.remove("input").filter(|input| input.as_object().is_some_and(|input| !input.is_empty()));
    fields.remove("type");
    let (index, extras) = (Some(index), known(fields));
    Ok(match args {
        Some(args) => {
            ContentBlock::ServerToolCall(Box::new(ServerToolCall { name, args, id, index, extras }))
        }
        None => {
            let (name, id, args) = (Some(name), Some(id), String::new());
            ContentBlock::ServerToolCallChunk(Box::new(ServerToolCallChunk { name, args, id, index, extras }))
        }
    })
}

fn server_tool_result(index: u32, mut fields: JsonObject) -> ContentBlock {
    let tool_call_id = take_text(&mut fields, "tool_use_id").unwrap_or_default();
    let output = fields.remove("content").unwrap_or_default();
    let said = fields.remove("is_error").is_some_and(|is_error| is_error == true);
    let failed = said || output.get("error_code").is_some_and(|code| !code.is_null());
    let mut extras = known(fields);
    if let Some(kind) = extras.remove("type") {
        extras.insert("block_type".to_owned(), kind);
    }
    ContentBlock::ServerToolResult(Box::new(ServerToolResult {
        tool_call_id,
        status: if failed { "error" } else { "success" }.to_owned(),
        output,
        id: None,
        index: Some(index),
        extras,
    }))
}

/// A summary begins empty and comes in one delta; in an answer that comes at once it is here.
fn compaction(index: u32, fields: JsonObject) -> Option<ContentBlock> {
    let has_content = fields.get("content").is_some_and(|content| !content.is_null());
    has_content.then(|| super::non_standard(index, known(fields).into()))
}

fn take_text(fields: &mut JsonObject, key: &str) -> Option<String> {
    match fields.remove(key)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The fields that say something.
fn known(mut fields: JsonObject) -> JsonObject {
    fields.retain(|_, value| !(value.is_null() || value.as_str().is_some_and(str::is_empty)));
    fields
}
