//! Decoding in process: bytes in, chunks out.

use runnable_providers::Anthropic;
use runnable_tests::decoding;
pub(crate) use runnable_tests::decoding::{Decoded, body};

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&Anthropic::default(), pieces)
}
