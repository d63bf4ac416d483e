//! The comparison rules of the shared corpus: what "equal to LangChain" means.

use std::collections::HashMap;

use runnable::{AiMessage, AiMessageChunk, ContentBlock};
use serde_json::{Map, Value, json};

/// The chunks that carry content, block by block.
pub(crate) fn contents<'a>(chunks: impl Iterator<Item = &'a Value>) -> Vec<Vec<Value>> {
    let mut indices = Indices::default();
    chunks.map(|chunk| blocks(&chunk["content"], &mut indices)).filter(|blocks| !blocks.is_empty()).collect()
}

/// The pieces of tool calls: name, fragment, id and which call.
pub(crate) fn tool_call_chunks<'a>(chunks: impl Iterator<Item = &'a Value>) -> Vec<Value> {
    let mut indices = Indices::default();
    let pieces = chunks.flat_map(|chunk| chunk["tool_call_chunks"].as_array().cloned().unwrap_or_default());
    pieces.filter_map(|piece| block(piece, &mut indices)).collect()
}

/// What the sum of the chunks says.
pub(crate) fn sum(message: &Value) -> Value {
    let metadata = &message["response_metadata"];
    let calls =
        |key: &str| message[key].as_array().map(|calls| calls.iter().cloned().map(tidy).collect::<Value>());
    json!({
        "content": blocks(&message["content"], &mut Indices::default()),
        "tool_calls": calls("tool_calls"),
        "invalid_tool_calls": calls("invalid_tool_calls"),
        "usage": tidy(message["usage_metadata"].clone()),
        "stop_reason": metadata["stop_reason"],
        "stop_sequence": metadata["stop_sequence"],
        "model_name": metadata["model_name"],
        "model_provider": metadata["model_provider"],
        "container": metadata["container"]["id"],
    })
}

pub(crate) fn dump(chunk: &AiMessageChunk) -> Value {
    with_blocks(serde_json::to_value(chunk), chunk.blocks())
}

pub(crate) fn dump_message(message: &AiMessage) -> Value {
    with_blocks(serde_json::to_value(message), message.blocks())
}

/// Content that is plain text is dumped as a string; here its block is compared.
fn with_blocks(dump: Result<Value, serde_json::Error>, blocks: &[ContentBlock]) -> Value {
    let mut dump = dump.expect("messages have a JSON form");
    dump["content"] = serde_json::to_value(blocks).expect("blocks have a JSON form");
    dump
}

/// Indices are compared by pattern: the same block, the same index.
#[derive(Default)]
struct Indices(HashMap<String, usize>);

fn blocks(content: &Value, indices: &mut Indices) -> Vec<Value> {
    match content {
        Value::String(text) => {
            block(json!({"type": "text", "text": text, "index": 0}), indices).into_iter().collect()
        }
        Value::Array(blocks) => blocks.iter().filter_map(|value| block(value.clone(), indices)).collect(),
        _ => Vec::new(),
    }
}

/// A block without what is the same as absent; nothing if only type and index are left.
fn block(value: Value, indices: &mut Indices) -> Option<Value> {
    let Value::Object(mut fields) = tidy(value) else { return None };
    let index = fields.remove("index");
    if fields.keys().all(|key| key == "type") {
        return None;
    }
    if let Some(index) = index {
        let next = indices.0.len();
        let number = *indices.0.entry(index.to_string()).or_insert(next);
        fields.insert("index".to_owned(), number.into());
    }
    Some(fields.into())
}

fn tidy(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let says = |value: &Value| {
                !(value.is_null() || *value == "" || *value == json!({}) || *value == json!([]))
            };
            let details = |key: &str, value: &Value| key.ends_with("_details") && value.is_object();
            let fields = fields.into_iter().map(|(key, value)| match value {
                Value::Object(counts) if details(&key, &Value::Object(counts.clone())) => {
                    (key, without_zeros(counts))
                }
                value => (key, tidy(value)),
            });
            fields.filter(|(_, value)| says(value)).collect::<Map<_, _>>().into()
        }
        Value::Array(values) => values.into_iter().map(tidy).collect(),
        value => value,
    }
}

fn without_zeros(counts: Map<String, Value>) -> Value {
    counts.into_iter().filter(|(_, count)| *count != 0).collect::<Map<_, _>>().into()
}
