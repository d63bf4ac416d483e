//! Blocks that the model made, as it made them.
//!
//! A block of another provider's model keeps what every model has: text, and calls of the caller's tools. Its
//! thoughts and citations mean nothing here and are left out.

use std::borrow::Cow;

use runnable::message::{ReasoningBlock, ServerToolCall, ServerToolResult, TextBlock, ToolCall};
use runnable::{AiMessage, ContentBlock, JsonObject};
use serde_json::Value;

use super::super::body::{self, Block, ToolUse};
use super::block::native_value;
use super::citation::citation;
use super::id;
use crate::origin;
use crate::refusal::Refusal;

/// Whether the message is one of this provider's. One that does not say is taken to be.
pub(super) fn is_ours(message: &AiMessage, provider: &str) -> bool {
    origin::is_by(message, &[provider, "anthropic"])
}

/// A block of the model's; nothing for one that is left out.
pub(super) fn block(block: &ContentBlock, is_ours: bool) -> Result<Option<Block<'_>>, Refusal> {
    Ok(match block {
        ContentBlock::Text(text) => self::text(block, text, is_ours)?,
        ContentBlock::Reasoning(reasoning) => thinking(reasoning).filter(|_| is_ours),
        ContentBlock::ToolCall(call) => Some(tool_use(call)?),
        ContentBlock::ToolCallChunk(chunk) => {
            let (name, id) = (chunk.name.as_deref(), chunk.id.as_deref());
            unfinished(name, id, &chunk.args).map(Block::ToolUse)
        }
        ContentBlock::InvalidToolCall(call) => {
            let (name, id) = (call.name.as_deref(), call.id.as_deref());
            unfinished(name, id, &call.args).map(Block::ToolUse)
        }
        ContentBlock::ServerToolCall(call) => Some(server_tool_call(call)?),
        ContentBlock::ServerToolResult(result) => Some(server_tool_result(result)?),
        ContentBlock::NonStandard(native) => Some(Block::Native(native_value(native)?)),
        other => return Err(Refusal::of_kind(other)),
    })
}

fn text<'a>(
    block: &'a ContentBlock,
    text: &'a TextBlock,
    is_ours: bool,
) -> Result<Option<Block<'a>>, Refusal> {
    if text.text.trim().is_empty() {
        return Ok(None);
    }
    let annotations = if is_ours { text.annotations() } else { &[] };
    let citations = annotations.iter().map(citation).collect::<Result<_, _>>()?;
    Ok(Some(Block::Text { text: &text.text, citations, cache_control: block.extra("cache_control") }))
}

/// A thought is sent with its signature or not at all.
fn thinking(block: &ReasoningBlock) -> Option<Block<'_>> {
    let signature = block.signature().filter(|signature| !signature.is_empty())?;
    Some(Block::Thinking { thinking: &block.reasoning, signature })
}

fn tool_use(call: &ToolCall) -> Result<Block<'_>, Refusal> {
    let Some(id) = call.id.as_deref() else {
        return Err(Refusal::new(format!("the call of `{}` has no id", call.name)));
    };
    let input = Cow::Borrowed(&call.args);
    Ok(Block::ToolUse(named_call(&call.name, id, input, Some(&call.extras))))
}

fn named_call<'a>(
    name: &'a str,
    id: &'a str,
    input: Cow<'a, Value>,
    extras: Option<&'a JsonObject>,
) -> ToolUse<'a> {
    let extra = |key: &str| extras?.get(key).filter(|value| !value.is_null());
    ToolUse {
        id: id::accepted(id),
        name,
        input,
        caller: extra("caller"),
        toolset_name: extra("toolset_name"),
        cache_control: extra("cache_control"),
    }
}

/// A call whose arguments are not an object is sent without them: its result says what was wrong.
fn unfinished<'a>(name: Option<&'a str>, id: Option<&'a str>, args: &str) -> Option<ToolUse<'a>> {
    let input = serde_json::from_str(args).ok().filter(Value::is_object);
    let input = input.unwrap_or_else(|| Value::Object(JsonObject::new()));
    Some(named_call(name?, id?, Cow::Owned(input), None))
}

fn server_tool_call(call: &ServerToolCall) -> Result<Block<'_>, Refusal> {
    let (id, input, extras) = (call.id.as_str(), Cow::Borrowed(&call.args), &call.extras);
    if call.name == "remote_mcp" {
        let (Some(name), Some(server_name)) = (extras.get("tool_name"), extras.get("server_name")) else {
            return Err(Refusal::new("a call of a remote tool does not name tool and server"));
        };
        return Ok(Block::McpToolUse { id, name, server_name, input });
    }
    let name = if call.name == "code_interpreter" { "code_execution" } else { &call.name };
    Ok(Block::ServerToolUse { id, name, input, caller: extras.get("caller") })
}

fn server_tool_result(result: &ServerToolResult) -> Result<Block<'_>, Refusal> {
    let Some(kind) = result.extras.get("block_type").and_then(Value::as_str) else {
        return Err(Refusal::new("a server tool's result does not say the type of its block"));
    };
    Ok(Block::ServerToolResult(body::ServerToolResult {
        kind,
        tool_use_id: &result.tool_call_id,
        content: &result.output,
        is_error: (kind == "mcp_tool_result").then_some(result.status == "error"),
        caller: result.extras.get("caller"),
        cache_control: result.extras.get("cache_control"),
    }))
}
