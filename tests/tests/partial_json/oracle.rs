//! What partial JSON should give, the slow way.

use serde_json::Value;

/// The whole text as JSON, raw control characters in strings allowed.
pub(super) fn strict(text: &str) -> Option<Value> {
    serde_json::from_str(&closed(text, false)).ok()
}

/// Characters are dropped from the end until the rest, its strings and containers closed, is JSON.
pub(super) fn closed_and_dropped(text: &str) -> Option<Value> {
    let ends = (0..=text.len()).rev().filter(|end| text.is_char_boundary(*end));
    ends.into_iter().find_map(|end| serde_json::from_str(&closed(&text[..end], true)).ok())
}

/// The text with control characters in strings escaped, and with the closers it lacks if asked.
fn closed(text: &str, close: bool) -> String {
    let mut out = String::new();
    let mut closers = Vec::new();
    let (mut in_string, mut escaped) = (false, false);

    for character in text.chars() {
        match character {
            _ if in_string && character < ' ' && !escaped => {
                out.push_str(&format!("\\u{:04x}", u32::from(character)));
                continue;
            }
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' if !in_string => closers.push('}'),
            '[' if !in_string => closers.push(']'),
            '}' | ']' if !in_string => {
                closers.pop();
            }
            _ => {}
        }
        out.push(character);
    }
    if close {
        out.extend(in_string.then_some('"'));
        out.extend(closers.into_iter().rev());
    }
    out
}

/// True if the later value is the earlier one with more at its open end.
pub(super) fn grows(earlier: &Value, later: &Value) -> bool {
    match (earlier, later) {
        (Value::String(earlier), Value::String(later)) => later.starts_with(earlier.as_str()),
        (Value::Array(earlier), Value::Array(later)) => {
            let Some((last, closed)) = earlier.split_last() else { return true };
            later.starts_with(closed) && later.get(closed.len()).is_some_and(|later| grows(last, later))
        }
        (Value::Object(earlier), Value::Object(later)) => {
            let changed: Vec<_> =
                earlier.iter().filter(|(key, value)| later.get(*key) != Some(*value)).collect();
            changed.len() <= 1
                && changed
                    .into_iter()
                    .all(|(key, value)| later.get(key).is_some_and(|later| grows(value, later)))
        }
        // A number at the end of the text is provisional.
        (Value::Number(_), Value::Number(_)) => true,
        _ => earlier == later,
    }
}
