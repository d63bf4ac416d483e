//! A block that begins, or that came whole.

use runnable::message::{Annotation, BlockDetails, ReasoningBlock, ServerToolResult, TextBlock};
use runnable::message::{ServerToolCall, ServerToolCallChunk};
use runnable::{ContentBlock, JsonObject, ToolCallChunk};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::wire::Typed;
use super::citation;
use super::input::spaced;
use crate::dialect::Malformed;
use crate::wire::Str;

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

/// The beginning of block number `index`; no block where it says nothing yet.
pub(super) fn begin(index: u32, json: &str) -> Result<(Kind, Option<ContentBlock>), Malformed> {
    let Typed { kind } = serde_json::from_str(json)?;
    Ok(match &*kind {
        "text" => (Kind::Known, text(index, json)?),
        "thinking" => (Kind::Known, thinking(index, json)?),
        "tool_use" => (Kind::ToolUse, Some(tool_use(index, json)?)),
        "server_tool_use" => (Kind::Known, Some(server_tool_use(index, object(json)?)?)),
        "mcp_tool_use" => (Kind::Known, Some(mcp_tool_use(index, object(json)?)?)),
        "compaction" => (Kind::Known, compaction(index, object(json)?)),
        result if result.ends_with("_tool_result") => {
            (Kind::Known, Some(server_tool_result(index, object(json)?)))
        }
        "redacted_thinking" => (Kind::Known, Some(super::non_standard(index, object(json)?.into()))),
        _ => (Kind::Other, Some(super::non_standard(index, object(json)?.into()))),
    })
}

fn object(json: &str) -> Result<JsonObject, Malformed> {
    Ok(serde_json::from_str(json)?)
}

#[derive(Deserialize)]
struct Text<'a> {
    #[serde(borrow)]
    text: Str<'a>,
    citations: Option<Vec<JsonObject>>,
}

fn text(index: u32, json: &str) -> Result<Option<ContentBlock>, Malformed> {
    let Text { text, citations } = serde_json::from_str(json)?;
    let annotations: Vec<_> = citations.unwrap_or_default().into_iter().map(citation::annotation).collect();
    let is_empty = text.is_empty() && annotations.is_empty();
    Ok((!is_empty).then(|| annotated(&text, index, annotations)))
}

pub(super) fn annotated(text: &str, index: u32, annotations: Vec<Annotation>) -> ContentBlock {
    let more =
        (!annotations.is_empty()).then(|| Box::new(BlockDetails { annotations, ..BlockDetails::default() }));
    ContentBlock::Text(TextBlock { text: text.into(), index: Some(index), more })
}

fn thinking(index: u32, json: &str) -> Result<Option<ContentBlock>, Malformed> {
    let mut fields = object(json)?;
    let reasoning = take_text(&mut fields, "thinking").unwrap_or_default();
    fields.remove("type");
    let extras = known(fields);
    if reasoning.is_empty() && extras.is_empty() {
        return Ok(None);
    }
    let more = (!extras.is_empty()).then(|| Box::new(BlockDetails { extras, ..BlockDetails::default() }));
    Ok(Some(ContentBlock::Reasoning(ReasoningBlock {
        reasoning: reasoning.into(),
        index: Some(index),
        more,
    })))
}

#[derive(Deserialize)]
struct ToolUse<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    name: Str<'a>,
    #[serde(borrow)]
    input: Option<&'a RawValue>,
    caller: Option<Value>,
    toolset_name: Option<Value>,
}

/// The arguments follow in fragments, or are here already.
fn tool_use(index: u32, json: &str) -> Result<ContentBlock, Malformed> {
    let ToolUse { id, name, input, caller, toolset_name } = serde_json::from_str(json)?;
    let args = input.map(|input| spaced(input.get())).filter(|input| input != "{}");
    let extras = [("caller", caller), ("toolset_name", toolset_name)];
    Ok(ContentBlock::from(ToolCallChunk {
        name: Some(name.into()),
        args: args.unwrap_or_default(),
        id: Some(id.into()),
        index: Some(index),
        extras: extras.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect(),
    }))
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
