//! Decoding in process: bytes in, chunks out.

use runnable::{AiMessageChunk, Error};
use runnable_providers::Dialect;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;

/// What a stream gave, and how it ended.
#[derive(Debug)]
pub struct Decoded {
    /// The chunks.
    pub chunks: Vec<AiMessageChunk>,
    /// The error, where there was one.
    pub end: Result<(), Error>,
}

impl Decoded {
    /// The text of all chunks.
    pub fn text(&self) -> String {
        self.chunks.iter().map(|chunk| chunk.text().into_owned()).collect()
    }

    /// The sum of all chunks.
    pub fn sum(&self) -> AiMessageChunk {
        self.chunks.iter().cloned().sum()
    }
}

/// Decodes a body that arrives in these pieces, from the dialect's own host.
pub fn decode<'a, D: Dialect>(dialect: &D, pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    let mut decoder = StreamDecoder::new(dialect, &dialect.host());
    let mut chunks = Chunks::new();
    let fed = pieces.into_iter().try_for_each(|piece| decoder.feed(piece, &mut chunks));
    let end = fed.and_then(|()| decoder.end());
    Decoded { chunks: chunks.into(), end }
}

/// The bytes in pieces, cut at these offsets.
pub fn cut(bytes: &[u8], mut offsets: Vec<usize>) -> Vec<&[u8]> {
    offsets.push(bytes.len());
    offsets.sort_unstable();
    let ends = offsets.iter().copied();
    let starts = std::iter::once(0).chain(offsets.iter().copied());
    starts.zip(ends).map(|(start, end)| &bytes[start..end]).collect()
}

impl PartialEq for Decoded {
    fn eq(&self, other: &Self) -> bool {
        let end = |decoded: &Self| decoded.end.as_ref().map_err(|error| format!("{error:?}")).err();
        self.chunks == other.chunks && end(self) == end(other)
    }
}
