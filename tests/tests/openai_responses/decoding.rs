//! Decoding in process: bytes in, chunks out.

use runnable::{AiMessage, AiMessageChunk, Error};
use runnable_providers::OpenAiResponses;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::hosts;

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

    /// The message of a stream that ended well.
    pub(crate) fn message(self) -> AiMessage {
        self.end.expect("the stream is complete");
        self.chunks.into_iter().sum::<AiMessageChunk>().into()
    }
}

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    let mut decoder = StreamDecoder::new(&OpenAiResponses::default(), &hosts::OPENAI);
    let mut chunks = Chunks::new();
    let fed = pieces.into_iter().try_for_each(|piece| decoder.feed(piece, &mut chunks));
    let end = fed.and_then(|()| decoder.end());
    Decoded { chunks: chunks.into(), end }
}

/// Decodes a stream of these events, each a name and a payload.
pub(crate) fn decode_events(events: &[(&str, &str)]) -> Decoded {
    decode([body(events).as_bytes()])
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
