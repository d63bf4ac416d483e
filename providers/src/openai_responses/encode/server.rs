//! What tools of the API's own did, as the items that they were: a call and its result are one.

use runnable::JsonObject;
use runnable::message::{ServerToolCall, ServerToolResult};
use serde_json::{Value, json};

/// The item of a call and what it gave; nothing for a tool that is not the API's.
pub(super) fn call(call: &ServerToolCall, result: Option<&ServerToolResult>) -> Option<Value> {
    let output = result.map(|result| &result.output).filter(|output| !output.is_null());
    let mut item = call.extras.clone();
    let kind = match call.name.as_str() {
        // The API does not take the sources that it found.
        "web_search" => {
            item.insert("action".to_owned(), call.args.clone());
            "web_search_call"
        }
        "file_search" => {
            item.insert("queries".to_owned(), call.args["queries"].clone());
            add(&mut item, "results", output);
            "file_search_call"
        }
        "code_interpreter" => {
            add(&mut item, "code", call.args.get("code"));
            add(&mut item, "outputs", output);
            "code_interpreter_call"
        }
        "remote_mcp" => {
            let name = item.remove("tool_name");
            add(&mut item, "name", name.as_ref());
            item.entry("arguments").or_insert_with(|| call.args.to_string().into());
            add(&mut item, "output", output);
            "mcp_call"
        }
        "mcp_list_tools" => {
            item.insert("tools".to_owned(), output.cloned().unwrap_or_else(|| json!([])));
            "mcp_list_tools"
        }
        "tool_search" => {
            item.insert("arguments".to_owned(), call.args.clone());
            "tool_search_call"
        }
        _ => return None,
    };
    if let Some(result) = result {
        add(&mut item, "error", result.extras.get("error"));
        if !kind.starts_with("mcp_") {
            add_status(&mut item, result);
        }
    }
    item.insert("type".to_owned(), kind.into());
    item.insert("id".to_owned(), call.id.as_str().into());
    Some(item.into())
}

/// The item of a result that is one of its own; nothing for one that is a part of its call's.
pub(super) fn result(result: &ServerToolResult) -> Option<Value> {
    let mut item = result.extras.clone();
    item.remove("name").filter(|name| name == "tool_search")?;
    item.insert("type".to_owned(), "tool_search_output".into());
    item.insert("id".to_owned(), result.tool_call_id.as_str().into());
    add(&mut item, "tools", result.output.get("tools"));
    add_status(&mut item, result);
    Some(item.into())
}

fn add_status(item: &mut JsonObject, result: &ServerToolResult) {
    let status = match result.status.as_str() {
        "success" => Some(Value::from("completed")),
        "error" => Some(Value::from("failed")),
        _ => result.extras.get("status").cloned(),
    };
    add(item, "status", status.as_ref());
}

fn add(item: &mut JsonObject, key: &str, value: Option<&Value>) {
    if let Some(value) = value {
        item.insert(key.to_owned(), value.clone());
    }
}
