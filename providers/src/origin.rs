//! Whose model wrote a message that is sent back.

use runnable::AiMessage;
use serde_json::Value;

/// The provider that the message names as its own.
pub(crate) fn made_by(message: &AiMessage) -> Option<&str> {
    message.response_metadata.get("model_provider").and_then(Value::as_str)
}

/// Whether one of these providers made the message. One that does not say is taken to be theirs.
pub(crate) fn is_by(message: &AiMessage, providers: &[&str]) -> bool {
    made_by(message).is_none_or(|made_by| providers.contains(&made_by))
}
