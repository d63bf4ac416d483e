//! Decoding in process: bytes in, chunks out.

use runnable_providers::OpenAiResponses;
use runnable_tests::decoding;
pub(crate) use runnable_tests::decoding::{Decoded, body};

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&OpenAiResponses::default(), pieces)
}

/// Decodes a stream of these events, each a name and a payload.
pub(crate) fn decode_events(events: &[(&str, &str)]) -> Decoded {
    decode([body(events).as_bytes()])
}
