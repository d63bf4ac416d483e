//! Mistral's errors, in the forms in which they come.
//!
//! | from | form |
//! |---|---|
//! | the API | `{"object":"error","message":"…","type":"…","code":"…"}` |
//! | its check of a request | the same with an object as message, or `{"detail":[{"loc":[…],"msg":"…"}]}` |
//! | the gateway before it | `{"message":"…","request_id":"…"}` |
//! | compatible servers | `{"error":{"message":"…","type":"…","code":…}}` or `{"error":"…"}` |

use serde_json::Value;

use crate::dialect::Failure;

/// The body of an error, where it has one of these forms.
pub(super) fn failure(body: &str) -> Option<Failure> {
    let body: Value = serde_json::from_str(body).ok()?;
    let error = match &body["error"] {
        Value::Null => &body,
        error => error,
    };
    let message = words(error).or_else(|| words(&error["message"])).or_else(|| words(&error["detail"]))?;
    let code = text(&error["type"]).or_else(|| text(&error["code"]));
    let is_retryable = code.as_deref().is_some_and(is_transient).then_some(true);
    Some(Failure { code, message, request_id: text(&body["request_id"]), is_retryable, ..Failure::default() })
}

/// What is said to people: a text, or the messages of a list.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let words: Vec<_> = list.iter().filter_map(complaint).collect();
            (!words.is_empty()).then(|| words.join("; "))
        }
        Value::Object(object) => words(object.get("detail")?),
        _ => None,
    }
}

/// What is wrong, and where, as in `Field required (body.messages)`.
fn complaint(value: &Value) -> Option<String> {
    let message = value["msg"].as_str()?;
    let place = value["loc"].as_array().into_iter().flatten();
    let place: Vec<_> = place.map(|key| text(key).unwrap_or_else(|| key.to_string())).collect();
    Some(if place.is_empty() { message.to_owned() } else { format!("{message} ({})", place.join(".")) })
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The errors that pass. Others are judged by the status of the answer.
fn is_transient(code: &str) -> bool {
    let known = ["rate_limited", "rate_limit_error", "service_tier_capacity_exceeded", "unreachable_backend"];
    known.contains(&code) || matches!(code, "internal_server_error" | "service_unavailable" | "3505")
}
