//! What the model thought, for the hosts that want it back.

use runnable::message::AiMessage;
use runnable::{ContentBlock, JsonObject};
use serde_json::Value;

use crate::host::Host;

/// The thoughts under the host's name for them; nothing for a host that wants none.
pub(super) fn thoughts(message: &AiMessage, host: &Host) -> JsonObject {
    let mut fields = JsonObject::new();
    let Some(field) = host.thoughts_field else { return fields };
    let details = details(message);
    if !details.is_empty() {
        fields.insert("reasoning_details".to_owned(), details.into());
    }
    let text = message.reasoning();
    if !text.is_empty() {
        fields.insert(field.to_owned(), text.into_owned().into());
    }
    fields
}

/// OpenRouter's own form of the thoughts, in which their proofs are: the pieces of each put together.
fn details(message: &AiMessage) -> Vec<Value> {
    let blocks = message.blocks().iter().filter(|block| matches!(block, ContentBlock::Reasoning(_)));
    let pieces = blocks.filter_map(|block| block.extra("reasoning_details")?.as_array());
    let mut details: Vec<Value> = Vec::new();
    for piece in pieces.flatten() {
        match details.last_mut() {
            Some(last) if is_piece_of(last, piece) => join(last, piece),
            _ => details.push(piece.clone()),
        }
    }
    details
}

/// Whether the two are pieces of one thought, and not two that came whole.
fn is_piece_of(last: &Value, piece: &Value) -> bool {
    let is_written = matches!(piece["type"].as_str(), Some("reasoning.text" | "reasoning.summary"));
    is_written && last["type"] == piece["type"] && last["index"] == piece["index"]
}

fn join(last: &mut Value, piece: &Value) {
    let (Some(last), Some(piece)) = (last.as_object_mut(), piece.as_object()) else { return };
    for (key, value) in piece.iter().filter(|(_, value)| !value.is_null()) {
        match (key.as_str(), last.get_mut(key), value) {
            ("text" | "summary", Some(Value::String(text)), Value::String(more)) => text.push_str(more),
            _ => {
                last.insert(key.clone(), value.clone());
            }
        }
    }
}
