//! What a host that speaks one of OpenAI's APIs says about an error.
//!
//! | shape | who sends it |
//! |---|---|
//! | `{"error": {"message", "type", "code"}}` | OpenAI and most others; in streams as well |
//! | `{"error": {"message", "status"}}`, also as the one item of a list | Google |
//! | `{"error": "…"}`, with `error_type` beside it | text-generation-inference, Ollama, LM Studio |
//! | `{"object": "error", "message", "type", "code"}` | vLLM |
//! | `{"error_code" or "code", "message"}` | Databricks, DashScope |
//! | `{"detail"}`, a text or a list of complaints | servers built on FastAPI, AI21, NVIDIA |

use serde_json::{Map, Value};

use crate::dialect::Failure;

/// The error that a body or an event's payload is; `None` where it is none.
pub(crate) fn failure(json: &str) -> Option<Failure> {
    from_value(&serde_json::from_str(json).ok()?)
}

/// The same of a value.
pub(crate) fn from_value(value: &Value) -> Option<Failure> {
    match value {
        Value::Array(list) => list.first().filter(|_| list.len() == 1).and_then(from_value),
        Value::Object(outer) => from_object(outer),
        _ => None,
    }
}

fn from_object(outer: &Map<String, Value>) -> Option<Failure> {
    let failure = match outer.get("error") {
        Some(Value::Object(inner)) => described(inner),
        Some(Value::String(message)) => {
            let code = outer.get("error_type").or(outer.get("code")).and_then(word);
            Failure { code, message: message.clone(), ..Failure::default() }
        }
        Some(Value::Null) | None => bare(outer)?,
        Some(other) => Failure { message: other.to_string(), ..Failure::default() },
    };
    let request_id = outer.get("request_id").and_then(Value::as_str).map(str::to_owned);
    Some(Failure { request_id: failure.request_id.or(request_id), ..failure })
}

/// An error that is not inside a field of that name.
fn bare(outer: &Map<String, Value>) -> Option<Failure> {
    if outer.contains_key("choices") {
        return None;
    }
    let message = ["message", "detail", "error_message"].iter().find_map(|key| outer.get(*key));
    message.filter(|message| !message.is_null()).map(|_| described(outer))
}

/// The most telling of the words that stand for the kind of an error: a name wins over a number.
fn described(error: &Map<String, Value>) -> Failure {
    let words = ["code", "error_code", "type", "status"].map(|key| error.get(key));
    let name = words.iter().flatten().find_map(|value| value.as_str().filter(|name| !name.is_empty()));
    let code = name.map(str::to_owned).or_else(|| words.iter().flatten().find_map(|value| word(value)));
    let message = ["message", "detail", "error_message"].iter().find_map(|key| error.get(*key));
    let is_retryable = words.iter().flatten().any(|value| is_transient(value)).then_some(true);
    Failure {
        message: message.map(told).filter(|text| !text.is_empty()).unwrap_or_else(|| "an error".to_owned()),
        code,
        request_id: error.get("request_id").and_then(Value::as_str).map(str::to_owned),
        is_retryable,
        ..Failure::default()
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if !name.is_empty() => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A message: a text, or JSON that is shown as it is.
fn told(message: &Value) -> String {
    message.as_str().map_or_else(|| message.to_string(), str::to_owned)
}

/// The errors that pass, by name or by the number of an HTTP status. Others are judged by the status of the answer.
fn is_transient(code: &Value) -> bool {
    let names = [
        "server_error",
        "internal_server_error",
        "internal_error",
        "rate_limit_exceeded",
        "rate_limit_error",
        "overloaded",
        "overloaded_error",
        "service_unavailable",
        "timeout",
    ];
    let status = code.as_u64().or_else(|| code.as_str()?.parse().ok());
    code.as_str().is_some_and(|code| names.iter().any(|name| code.eq_ignore_ascii_case(name)))
        || matches!(status, Some(408 | 409 | 429 | 500..=599))
}
