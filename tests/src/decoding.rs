//! Decoding in process: bytes in, chunks out.

use std::hint::black_box;

use allocation_counter::measure;
use runnable::{AiMessage, AiMessageChunk, Error};
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::{Dialect, Host};

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

    /// The message that the chunks add up to.
    pub fn message(&self) -> AiMessage {
        self.sum().into()
    }

    /// The message of a stream that ended well.
    ///
    /// # Panics
    /// The stream did not.
    pub fn whole(self) -> AiMessage {
        assert!(self.end.is_ok(), "the stream is complete: {:?}", self.end);
        self.message()
    }
}

/// Decodes a body that arrives in these pieces, from the dialect's own host.
pub fn decode<'a, D: Dialect>(dialect: &D, pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decode_of(dialect, &dialect.host(), pieces)
}

/// Decodes a body that arrives in these pieces from this host.
pub fn decode_of<'a, D: Dialect>(
    dialect: &D,
    host: &Host,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Decoded {
    let mut decoder = StreamDecoder::new(dialect, host);
    let mut chunks = Chunks::new();
    let fed = pieces.into_iter().try_for_each(|piece| decoder.feed(piece, &mut chunks));
    let end = fed.and_then(|()| decoder.finish(&mut chunks));
    Decoded { chunks: chunks.into(), end }
}

/// The body of a stream of these events, each a name and a payload.
pub fn body(events: &[(&str, &str)]) -> String {
    events.iter().map(|(name, data)| format!("event: {name}\ndata: {data}\n\n")).collect()
}

/// What the items give when each is read alone, up to the first bad one; and whether none was bad.
pub fn one_by_one<T, P>(items: &[T], read: impl Fn(&[T]) -> (Vec<P>, bool)) -> (Vec<P>, bool) {
    let mut all = Vec::new();
    for item in items {
        let (given, is_good) = read(std::slice::from_ref(item));
        all.extend(given);
        if !is_good {
            return (all, false);
        }
    }
    (all, true)
}

/// Allocations and chunks of a body that arrives in buffers of this size behind `start`, each chunk dropped when it is
/// there.
///
/// # Panics
/// The stream is not good.
pub fn cost<D: Dialect>(dialect: &D, start: &[u8], body: &[u8], buffer: usize) -> (u64, u64) {
    let mut decoder = StreamDecoder::new(dialect, &dialect.host());
    let (mut chunks, mut count) = (Chunks::new(), 0);
    decoder.feed(start, &mut chunks).expect("the body is good");
    chunks.clear();
    let allocations = measure(|| {
        for piece in body.chunks(buffer) {
            decoder.feed(piece, &mut chunks).expect("the body is good");
            count += chunks.drain(..).map(black_box).count() as u64;
        }
    });
    (allocations.count_total, count)
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
