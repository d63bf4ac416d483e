//! Tools that Groq ran itself.
//!
//! In a stream a tool is told of twice: when it is called, and again with what it gave.

use runnable::message::{ServerToolCall, ServerToolResult};
use runnable::{ContentBlock, JsonObject};
use serde_json::{Value, json};

/// The call, unless it was told before, and the result where it is there. `number` is used where the tool says none.
pub(super) fn blocks(mut tool: JsonObject, number: usize, is_told: bool) -> Vec<ContentBlock> {
    let number = tool.get("index").and_then(Value::as_u64).unwrap_or(number as u64);
    let id = number.to_string();
    let output = tool.remove("output").filter(|output| !is_nothing(output));
    let mut blocks = Vec::new();
    if let Some(args) = arguments(&tool).filter(|_| !is_told) {
        let name = name(&tool).to_owned();
        let call = ServerToolCall { name, args, id: id.clone(), ..ServerToolCall::default() };
        blocks.push(ContentBlock::ServerToolCall(Box::new(call)));
    }
    if let Some(output) = output {
        blocks.push(ContentBlock::ServerToolResult(Box::new(ServerToolResult {
            tool_call_id: id,
            status: "success".to_owned(),
            output,
            ..ServerToolResult::default()
        })));
    }
    blocks
}

fn is_nothing(output: &Value) -> bool {
    output.is_null() || output.as_str().is_some_and(str::is_empty)
}

/// The standard's name of the tool; empty where it has none.
fn name(tool: &JsonObject) -> &'static str {
    let is = |key: &str, word: &str| tool.get(key).is_some_and(|value| value == word);
    match () {
        () if is("type", "search") => "web_search",
        () if is("type", "python") || is("type", "function") && is("name", "python") => "code_interpreter",
        () => "",
    }
}

/// The arguments as JSON. Code may come bare, or in JSON whose quotes nobody escaped.
fn arguments(tool: &JsonObject) -> Option<Value> {
    let text = tool.get("arguments")?.as_str()?;
    if let Ok(args) = serde_json::from_str::<Value>(text) {
        return args.is_object().then_some(args);
    }
    match tool.get("type")?.as_str()? {
        "python" => unescaped_code(text).map(|code| json!({ "code": code })),
        "function" if tool.get("name").is_some_and(|name| name == "python") => Some(json!({ "code": text })),
        _ => None,
    }
}

/// What stands between `{"code": "` and `"}`.
fn unescaped_code(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    let value = inside.strip_prefix("\"code\"")?.trim_start().strip_prefix(':')?.trim_start();
    value.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(kind: &str, text: &str) -> Option<Value> {
        arguments(json!({"type": kind, "name": "python", "arguments": text}).as_object()?)
    }

    #[test]
    fn code_is_found_however_it_is_wrapped() {
        assert_eq!(args("python", r#"{"code": "1 + 1"}"#), Some(json!({"code": "1 + 1"})));
        assert_eq!(args("python", r#"{ "code": "print("a")" }"#), Some(json!({"code": "print(\"a\")"})));
        assert_eq!(args("function", "1 + 1"), Some(json!({"code": "1 + 1"})));
        assert_eq!(args("python", "1 + 1"), None);
        assert_eq!(args("search", "fish"), None);
    }
}
