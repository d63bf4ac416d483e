//! Errors inside a stream: an event of their own, or a response that failed.

use serde_json::{Map, Value};

use crate::dialect::{Failure, Malformed};
use crate::openai::failure::from_value;

/// An event that says that the response failed.
pub(super) fn event(data: &str) -> Result<Failure, Malformed> {
    let mut event: Map<String, Value> = serde_json::from_str(data)?;
    // What every event has is no word for the error.
    event.remove("type");
    let Some(response) = event.remove("response") else {
        return from_value(&event.into()).ok_or(Malformed::missing("error"));
    };
    let nameless = || {
        let id = response.get("id").and_then(Value::as_str)?;
        Some(Failure { message: format!("the response {id} failed"), ..Failure::default() })
    };
    from_value(&response).or_else(nameless).ok_or(Malformed::missing("response.error"))
}
