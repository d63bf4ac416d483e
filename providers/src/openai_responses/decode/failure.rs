//! Errors, in each form that they come in.
//!
//! | form | whose |
//! |---|---|
//! | `{"error": {"code", "type", "message"}}` | the body of an error; an event of OpenAI's; gateways, without a type |
//! | `{"type": "error", "code", "message"}` | the event, as it is documented |
//! | `{"response": {"error": {"code", "message"}}}` | `response.failed` |
//! | `{"error": "words"}`, `{"message": "words"}`, `{"detail": "words"}` | gateways |

use serde_json::{Map, Value};

use crate::dialect::{Failure, Malformed};

/// The body of an error; `None` where it is in none of the forms.
pub(in super::super) fn failure(body: &str) -> Option<Failure> {
    of_object(&serde_json::from_str(body).ok()?)
}

/// An event that says that the response failed.
pub(super) fn event(data: &str) -> Result<Failure, Malformed> {
    let event: Map<String, Value> = serde_json::from_str(data)?;
    let response = event.get("response").and_then(Value::as_object);
    let failure = response.and_then(of_object).or_else(|| of_object(&event));
    let id = || response?.get("id")?.as_str();
    failure
        .or_else(|| Some(Failure { message: format!("the response {} failed", id()?), ..Failure::default() }))
        .ok_or(Malformed::missing("error"))
}

fn of_object(object: &Map<String, Value>) -> Option<Failure> {
    let request_id = object.get("request_id").and_then(Value::as_str).map(str::to_owned);
    match object.get("error") {
        Some(Value::Object(error)) => Some(Failure { request_id, ..described(error) }),
        Some(Value::String(words)) => {
            let code = word(object, "code");
            Some(Failure { message: words.clone(), request_id, code, ..Failure::default() })
        }
        _ => {
            let failure = described(object);
            let says_something = !failure.message.is_empty() && !object.contains_key("output");
            says_something.then_some(Failure { request_id, ..failure })
        }
    }
}

fn described(error: &Map<String, Value>) -> Failure {
    let code = word(error, "code").or_else(|| word(error, "type").filter(|kind| kind != "error"));
    let words = ["message", "detail"].iter().find_map(|key| error.get(*key)?.as_str());
    let is_retryable = code.as_deref().and_then(is_retryable);
    Failure { code, message: words.unwrap_or_default().to_owned(), request_id: None, is_retryable }
}

/// A code, which some gateways give as a number.
fn word(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(code) => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    }
}

/// Whether another try may help, where the code tells. Others are judged by the status of the answer.
fn is_retryable(code: &str) -> Option<bool> {
    match code {
        "server_error"
        | "rate_limit_exceeded"
        | "server_is_overloaded"
        | "slow_down"
        | "vector_store_timeout" => Some(true),
        "insufficient_quota" => Some(false),
        _ => None,
    }
}
