//! What a tool gave.

use runnable::ContentBlock;
use runnable::message::{Content, ToolMessage, ToolStatus};
use serde_json::{Value, json};

use super::super::body::{Part, Payload};
use super::part;
use crate::refusal::Refusal;

/// The parts of a tool's message: its files, then its result, which is an object.
///
/// A text that is JSON is sent as what it says: an object as it is, anything else as the `output` or `error` of one.
pub(super) fn parts<'a>(
    message: &'a ToolMessage,
    name: &'a str,
    id: Option<&'a str>,
) -> Result<Vec<Part<'a>>, (usize, Refusal)> {
    let mut parts = Vec::new();
    for (number, block) in message.content.blocks().iter().enumerate() {
        match block {
            ContentBlock::Text(_) | ContentBlock::PlainText(_) => {}
            other => parts.extend(part::part(other).map_err(|refusal| (number, refusal))?),
        }
    }
    let said = said(&message.content);
    let value = serde_json::from_str(&said).unwrap_or(Value::String(said));
    let response = match value {
        object @ Value::Object(_) => object,
        output if message.status == ToolStatus::Success => json!({ "output": output }),
        error => json!({ "error": error }),
    };
    parts.push(Payload::FunctionResponse { id, name, response }.into());
    Ok(parts)
}

/// All the texts of a result.
fn said(content: &Content) -> String {
    let texts = content.blocks().iter().filter_map(|block| match block {
        ContentBlock::Text(text) => Some(text.text.as_str()),
        ContentBlock::PlainText(document) => Some(document.text.as_str()),
        _ => None,
    });
    texts.collect()
}
