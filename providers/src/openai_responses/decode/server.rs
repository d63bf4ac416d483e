//! Items that tools of the provider's own made: a call, and what it gave.
//!
//! | item | call | result |
//! |---|---|---|
//! | `web_search_call` | `web_search`: the action | its sources |
//! | `file_search_call` | `file_search`: the queries | the results |
//! | `code_interpreter_call` | `code_interpreter`: the code | the outputs |
//! | `mcp_call` | `remote_mcp`: the arguments; tool and server among the extras | the output, the error among the extras |
//! | `mcp_list_tools` | `mcp_list_tools`; the server among the extras | the tools |
//! | `tool_search_call`, `tool_search_output` | `tool_search`: the arguments | the tools; its own item |

use runnable::message::{ServerToolCall, ServerToolResult};
use runnable::{ContentBlock, JsonObject};
use serde_json::{Value, json};

use super::item::{known, take_text};
use super::places::{Part, Places};

/// The blocks of the item, or the item back if no tool of the provider's own made it.
pub(super) fn blocks(
    kind: &str,
    item: JsonObject,
    place: u32,
    places: &mut Places,
) -> Result<Vec<ContentBlock>, JsonObject> {
    let is_servers = item.get("execution").is_some_and(|execution| execution == "server");
    let pair = match kind {
        "web_search_call" => web_search(item),
        "file_search_call" => file_search(item),
        "code_interpreter_call" => code_interpreter(item),
        "mcp_call" => mcp_call(item),
        "mcp_list_tools" => mcp_list_tools(item),
        "tool_search_call" if is_servers => {
            let index = Some(places.block(place, Part::Whole));
            return Ok(vec![tool_search_call(item, index)]);
        }
        "tool_search_output" if is_servers => {
            let index = Some(places.block(place, Part::Whole));
            return Ok(vec![tool_search_output(item, index)]);
        }
        _ => return Err(item),
    };
    let (mut call, mut result) = pair;
    call.index = Some(places.block(place, Part::Whole));
    result.index = Some(places.block(place, Part::Result));
    Ok(vec![ContentBlock::ServerToolCall(Box::new(call)), ContentBlock::ServerToolResult(Box::new(result))])
}

fn web_search(mut item: JsonObject) -> (ServerToolCall, ServerToolResult) {
    let mut args = match item.remove("action") {
        Some(Value::Object(action)) => known(action),
        _ => JsonObject::new(),
    };
    let output = match args.remove("sources") {
        Some(sources) if has_content(&sources) => json!({ "sources": sources }),
        _ => Value::Null,
    };
    with_status("web_search", args.into(), output, item)
}

fn file_search(mut item: JsonObject) -> (ServerToolCall, ServerToolResult) {
    let args = json!({ "queries": item.remove("queries").unwrap_or_else(|| json!([])) });
    let output = item.remove("results").filter(has_content).unwrap_or_default();
    with_status("file_search", args, output, item)
}

fn code_interpreter(mut item: JsonObject) -> (ServerToolCall, ServerToolResult) {
    let code = item.remove("code").filter(|code| !code.is_null());
    let args = code.map_or_else(|| json!({}), |code| json!({ "code": code }));
    let output = item.remove("outputs").unwrap_or_default();
    with_status("code_interpreter", args, output, item)
}

/// A call and its result, the latter with what the item's status says.
fn with_status(
    name: &str,
    args: Value,
    output: Value,
    mut item: JsonObject,
) -> (ServerToolCall, ServerToolResult) {
    let status = take_text(&mut item, "status").unwrap_or_default();
    let (call, mut result) = pair(name, args, output, item);
    match status.as_str() {
        "completed" => "success".clone_into(&mut result.status),
        "failed" => "error".clone_into(&mut result.status),
        "" => {}
        other => {
            result.extras.insert("status".to_owned(), other.into());
        }
    }
    (call, result)
}

fn mcp_call(mut item: JsonObject) -> (ServerToolCall, ServerToolResult) {
    let arguments = take_text(&mut item, "arguments").unwrap_or_default();
    let args = serde_json::from_str(&arguments).ok();
    if let (None, false) = (&args, arguments.is_empty()) {
        item.insert("arguments".to_owned(), arguments.into());
    }
    if let Some(name) = item.remove("name") {
        item.insert("tool_name".to_owned(), name);
    }
    let output = item.remove("output").filter(has_content).unwrap_or_default();
    with_error("remote_mcp", args.unwrap_or_else(|| json!({})), output, item)
}

fn mcp_list_tools(mut item: JsonObject) -> (ServerToolCall, ServerToolResult) {
    let output = item.remove("tools").filter(has_content).unwrap_or_default();
    with_error("mcp_list_tools", json!({}), output, item)
}

/// A call and its result, which failed if the item has an error.
fn with_error(
    name: &str,
    args: Value,
    output: Value,
    mut item: JsonObject,
) -> (ServerToolCall, ServerToolResult) {
    let error = item.remove("error").filter(has_content);
    let (call, mut result) = pair(name, args, output, item);
    result.status = if error.is_some() { "error" } else { "success" }.to_owned();
    result.extras.extend(error.map(|error| ("error".to_owned(), error)));
    (call, result)
}

fn pair(name: &str, args: Value, output: Value, mut item: JsonObject) -> (ServerToolCall, ServerToolResult) {
    let id = take_text(&mut item, "id").unwrap_or_default();
    item.remove("type");
    let result = ServerToolResult { tool_call_id: id.clone(), output, ..ServerToolResult::default() };
    let call = ServerToolCall { name: name.to_owned(), args, id, index: None, extras: known(item) };
    (call, result)
}

fn tool_search_call(mut item: JsonObject, index: Option<u32>) -> ContentBlock {
    let args = item.remove("arguments").filter(|args| !args.is_null()).unwrap_or_else(|| json!({}));
    let (call, _) = pair("tool_search", args, Value::Null, item);
    ContentBlock::ServerToolCall(Box::new(ServerToolCall { index, ..call }))
}

fn tool_search_output(mut item: JsonObject, index: Option<u32>) -> ContentBlock {
    let output = json!({ "tools": item.remove("tools").unwrap_or_else(|| json!([])) });
    let (call, mut result) = with_status("tool_search", Value::Null, output, item);
    result.extras.insert("name".to_owned(), call.name.into());
    result.extras.extend(call.extras);
    result.index = index;
    ContentBlock::ServerToolResult(Box::new(result))
}

fn has_content(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}
