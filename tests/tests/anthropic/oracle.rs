//! The message that a stream's events add up to, put together naively, block by block, in Anthropic's own form.

use runnable_providers::sse::{SseError, SseParser};
use serde_json::{Map, Value, json};

/// The answer that would have come, had it come at once.
pub(crate) fn whole(body: &[u8]) -> Value {
    let mut message = Value::Null;
    let mut partial: Map<String, Value> = Map::new();
    for (name, data) in events(body) {
        match name.as_str() {
            "message_start" => message = data["message"].clone(),
            "content_block_start" => {
                let blocks = message["content"].as_array_mut().expect("a message has content");
                blocks.push(data["content_block"].clone());
            }
            "content_block_delta" => {
                let index = usize::try_from(data["index"].as_u64().expect("a number")).expect("it fits");
                add(
                    &mut message["content"][index],
                    &data["delta"],
                    partial.entry(index.to_string()).or_insert(json!("")),
                );
            }
            "message_delta" => {
                let ending = data["delta"].as_object().expect("an object").clone();
                message.as_object_mut().expect("an object").extend(ending);
                message["usage"] = data["usage"].clone();
                if let Some(management) = data.get("context_management") {
                    message["context_management"] = management.clone();
                }
            }
            _ => {}
        }
    }
    message
}

fn events(body: &[u8]) -> Vec<(String, Value)> {
    let mut events = Vec::new();
    let parsed: Result<(), SseError> = SseParser::default().feed(body, |event| {
        events.push((event.event.to_owned(), serde_json::from_str(event.data).unwrap_or_default()));
        Ok(())
    });
    parsed.expect("no event is too long");
    events
}

fn add(block: &mut Value, delta: &Value, partial: &mut Value) {
    let join = |text: &mut Value, more: &Value| {
        *text = format!("{}{}", text.as_str().unwrap_or_default(), more.as_str().unwrap_or_default()).into();
    };
    match delta["type"].as_str().expect("a delta has a type") {
        "text_delta" => join(&mut block["text"], &delta["text"]),
        "thinking_delta" => join(&mut block["thinking"], &delta["thinking"]),
        "signature_delta" => block["signature"] = delta["signature"].clone(),
        "compaction_delta" => block["content"] = delta["content"].clone(),
        "citations_delta" => {
            if block["citations"].is_null() {
                block["citations"] = json!([]);
            }
            block["citations"].as_array_mut().expect("a list").push(delta["citation"].clone());
        }
        "input_json_delta" => {
            join(partial, &delta["partial_json"]);
            if let Ok(input) = serde_json::from_str(partial.as_str().unwrap_or_default()) {
                block["input"] = input;
            }
        }
        other => unreachable!("the oracle does not know {other}"),
    }
}
