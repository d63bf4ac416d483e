//! Blocks, whole or the beginning of one.

use runnable::message::{
    Annotation, BlockDetails, MediaBlock, ServerToolCall, ServerToolCallChunk, ServerToolResult, TextBlock,
};
use runnable::{ContentBlock, JsonObject, ToolCallChunk};
use serde_json::Value;

use super::super::names::snake_keys;
use super::super::wire::{ToolResult, ToolUse};

pub(super) fn is_server_tool(call: &ToolUse) -> bool {
    call.kind.as_deref() == Some("server_tool_use")
}

/// A call that begins, or that came whole.
pub(super) fn call(index: u32, call: ToolUse) -> ContentBlock {
    let is_server_tool = is_server_tool(&call);
    let ToolUse { tool_use_id, name, input, .. } = call;
    let input = input.filter(|input| !input.is_null());
    if !is_server_tool {
        let args = input.map(|input| input.to_string()).unwrap_or_default();
        return call_piece(index, name, tool_use_id, args);
    }
    match input {
        None => server_call_piece(index, name, tool_use_id, String::new()),
        Some(args) => ContentBlock::ServerToolCall(Box::new(ServerToolCall {
            name: name.unwrap_or_default(),
            args,
            id: tool_use_id.unwrap_or_default(),
            index: Some(index),
            extras: JsonObject::new(),
        })),
    }
}

pub(super) fn call_piece(index: u32, name: Option<String>, id: Option<String>, args: String) -> ContentBlock {
    ToolCallChunk { name, args, id, index: Some(index), extras: JsonObject::new() }.into()
}

pub(super) fn server_call_piece(
    index: u32,
    name: Option<String>,
    id: Option<String>,
    args: String,
) -> ContentBlock {
    let chunk = ServerToolCallChunk { name, args, id, index: Some(index), extras: JsonObject::new() };
    ContentBlock::ServerToolCallChunk(Box::new(chunk))
}

/// What a tool that Amazon runs gave: a list of texts, JSON and other contents, as they came.
pub(super) fn tool_result(index: u32, result: ToolResult) -> ContentBlock {
    let ToolResult { tool_use_id, kind, status, content } = result;
    let extras = kind.map(|kind| ("block_type".to_owned(), Value::from(kind)));
    ContentBlock::ServerToolResult(Box::new(ServerToolResult {
        tool_call_id: tool_use_id,
        status: status.unwrap_or_else(|| "success".to_owned()),
        output: content.map(Value::from).unwrap_or_default(),
        id: None,
        index: Some(index),
        extras: extras.into_iter().collect(),
    }))
}

/// A picture in base64. The format is the second half of its media type.
pub(super) fn image(format: &str, bytes: String) -> ContentBlock {
    let format = if format.is_empty() { "png" } else { format };
    ContentBlock::Image(Box::new(MediaBlock::base64(format!("image/{format}"), bytes)))
}

/// Text with citations; no text, where it came before.
pub(super) fn cited(index: u32, text: &str, citations: Vec<JsonObject>) -> ContentBlock {
    let annotations: Vec<_> = citations.into_iter().map(annotation).collect();
    let more =
        (!annotations.is_empty()).then(|| Box::new(BlockDetails { annotations, ..BlockDetails::default() }));
    ContentBlock::Text(TextBlock { text: text.into(), index: Some(index), more })
}

/// A citation in the standard form: the words and the title of the source; what is left says where they stand, with
/// the keys as LangChain spells them.
fn annotation(mut citation: JsonObject) -> Annotation {
    let title = citation.remove("title").and_then(|title| title.as_str().map(str::to_owned));
    let words = citation.remove("sourceContent").and_then(|content| {
        let parts = content.as_array()?.iter();
        Some(parts.filter_map(|part| part["text"].as_str()).collect::<String>())
    });
    let extras = match snake_keys(Value::Object(citation)) {
        Value::Object(extras) => extras,
        _ => JsonObject::new(),
    };
    Annotation { cited_text: words, title, extras, ..Annotation::citation() }
}
