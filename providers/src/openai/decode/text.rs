//! Fields that are a text from one host and a list of parts from another.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::dialect::Malformed;
use crate::wire::Str;

/// One part of a content that is a list.
pub(super) enum Part {
    Text(String),
    /// With the proof that it is the model's, where the host gives one.
    Thought {
        text: String,
        signature: Option<Value>,
    },
    Picture(Value),
    Other(Value),
}

/// A text, borrowed unless it holds an escape.
pub(super) fn of(json: &RawValue) -> Result<Str<'_>, Malformed> {
    Ok(serde_json::from_str(json.get())?)
}

/// The text of a field that may hold one: anything but a text is none.
pub(super) fn maybe(json: Option<&RawValue>) -> Result<Option<Str<'_>>, Malformed> {
    let text = json.filter(|json| json.get().starts_with('"')).map(of).transpose()?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// The parts of a list; a single part counts as a list of one.
pub(super) fn parts(json: &RawValue) -> Result<Vec<Part>, Malformed> {
    let parts = match serde_json::from_str(json.get())? {
        Value::Array(parts) => parts,
        Value::Null => Vec::new(),
        part => vec![part],
    };
    Ok(parts.into_iter().filter_map(part).collect())
}

fn part(part: Value) -> Option<Part> {
    let Some(kind) = part.get("type").and_then(Value::as_str) else {
        return Some(match part {
            Value::String(text) => Part::Text(text),
            other => Part::Other(other),
        });
    };
    let part = match kind {
        "text" | "output_text" => Part::Text(joined(part.get("text"))),
        "thinking" | "reasoning" | "reasoning_text" => {
            let said = ["thinking", "reasoning", "text", "summary"].iter().find_map(|key| part.get(*key));
            Part::Thought { text: joined(said), signature: signature(&part, said) }
        }
        "image_url" => Part::Picture(part),
        _ => Part::Other(part),
    };
    match &part {
        Part::Text(text) | Part::Thought { text, signature: None } if text.is_empty() => None,
        _ => Some(part),
    }
}

/// The proof of a thought, which is in the part or in one of those that its text is made of.
fn signature(part: &Value, said: Option<&Value>) -> Option<Value> {
    let parts = said.and_then(Value::as_array).into_iter().flatten();
    let mut signatures = std::iter::once(part).chain(parts).filter_map(|part| part.get("signature"));
    signatures.find(|signature| signature.as_str().is_some_and(|text| !text.is_empty())).cloned()
}

/// A text, or the texts of a list of parts.
fn joined(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => parts.iter().map(|part| joined(part.get("text"))).collect(),
        _ => String::new(),
    }
}
