//! Decoding in process: bytes in, chunks out.

use runnable_providers::{Host, OpenAi, hosts};
use runnable_tests::decoding;
pub(crate) use runnable_tests::decoding::Decoded;
use serde_json::{Value, json};

/// Decodes a body that arrives in these pieces from OpenAI.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decode_of(&hosts::OPENAI, pieces)
}

/// Decodes a body that arrives in these pieces from this host.
pub(crate) fn decode_of<'a>(host: &Host, pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode_of(&OpenAi::default(), host, pieces)
}

/// The body of a stream of these payloads.
pub(crate) fn body<P: ToString>(payloads: impl IntoIterator<Item = P>) -> String {
    payloads.into_iter().map(|payload| format!("data: {}\n\n", payload.to_string())).collect()
}

/// A payload with this delta.
pub(crate) fn delta(delta: &Value) -> Value {
    json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "m", "choices": [{"index": 0, "delta": delta, "finish_reason": null}]})
}

/// The payload that says how the message ended.
pub(crate) fn finish(reason: &str) -> Value {
    json!({"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "m", "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
}

pub(crate) fn usage(input: u64, output: u64) -> Value {
    json!({"prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output})
}

/// A whole stream with these deltas.
pub(crate) fn stream(deltas: impl IntoIterator<Item = Value>) -> String {
    let deltas: String = body(deltas.into_iter().map(|it| delta(&it)));
    format!("{deltas}{}data: [DONE]\n\n", body([finish("stop")]))
}

/// A whole stream with these deltas, decoded.
pub(crate) fn decoded(deltas: impl IntoIterator<Item = Value>) -> Decoded {
    let decoded = decode([stream(deltas).as_bytes()]);
    assert!(decoded.end.is_ok(), "{:?}", decoded.end);
    decoded
}
