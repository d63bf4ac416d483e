//! Decoding in process: bytes in, chunks out.

use runnable::{AiMessage, AiMessageChunk, Error};
use runnable_providers::Google;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::hosts;
use serde_json::{Value, json};

/// What a stream gave, and how it ended.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) chunks: Vec<AiMessageChunk>,
    pub(crate) end: Result<(), Error>,
}

impl Decoded {
    pub(crate) fn text(&self) -> String {
        self.chunks.iter().map(|chunk| chunk.text().into_owned()).collect()
    }

    pub(crate) fn message(self) -> AiMessage {
        self.chunks.into_iter().sum::<AiMessageChunk>().into()
    }
}

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    let mut decoder = StreamDecoder::new(&Google::default(), &hosts::GOOGLE);
    let mut chunks = Chunks::new();
    let fed = pieces.into_iter().try_for_each(|piece| decoder.feed(piece, &mut chunks));
    let end = fed.and_then(|()| decoder.end());
    Decoded { chunks: chunks.into(), end }
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

impl PartialEq for Decoded {
    fn eq(&self, other: &Self) -> bool {
        let end = |decoded: &Self| decoded.end.as_ref().map_err(|error| format!("{error:?}")).err();
        self.chunks == other.chunks && end(self) == end(other)
    }
}
