//! Decoding in process: bytes in, chunks out.

use runnable_providers::Google;
use runnable_tests::decoding::{self, Decoded};
use serde_json::{Value, json};

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&Google::default(), pieces)
}

/// Decodes a stream of these responses.
pub(crate) fn decode_all(responses: &[Value]) -> Decoded {
    decode([body(responses).as_bytes()])
}

/// The body of a stream of these responses.
pub(crate) fn body(responses: &[Value]) -> String {
    responses.iter().map(|response| format!("data: {response}\r\n\r\n")).collect()
}

/// A response of the model with these parts.
pub(crate) fn parts(parts: &Value) -> Value {
    json!({
        "candidates": [{"content": {"parts": parts, "role": "model"}, "index": 0}],
        "modelVersion": "gemini-2.5-flash",
        "responseId": "r1",
    })
}

/// A response that is a piece of text.
pub(crate) fn text(text: &str) -> Value {
    parts(&json!([{ "text": text }]))
}

/// The same response as the last one.
pub(crate) fn last(mut response: Value) -> Value {
    response["candidates"][0]["finishReason"] = "STOP".into();
    response
}
