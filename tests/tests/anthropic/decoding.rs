//! Decoding in process: bytes in, chunks out.

use runnable::{AiMessageChunk, Error};
use runnable_providers::Anthropic;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::hosts;

/// What a stream gave, and how it ended.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) chunks: Vec<AiMessageChunk>,
    pub(crate) end: Result<(), Error>,
}

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    let mut decoder = StreamDecoder::new(&Anthropic::default(), &hosts::ANTHROPIC);
    let mut chunks = Chunks::new();
    let fed = pieces.into_iter().try_for_each(|piece| decoder.feed(piece, &mut chunks));
    let end = fed.and_then(|()| decoder.end());
    Decoded { chunks: chunks.into(), end }
}

/// The body of a stream of these events, each a name and a payload.
pub(crate) fn body(events: &[(&str, &str)]) -> String {
    events.iter().map(|(name, data)| format!("event: {name}\ndata: {data}\n\n")).collect()
}

impl PartialEq for Decoded {
    fn eq(&self, other: &Self) -> bool {
        let end = |decoded: &Self| decoded.end.as_ref().map_err(|error| format!("{error:?}")).err();
        self.chunks == other.chunks && end(self) == end(other)
    }
}
