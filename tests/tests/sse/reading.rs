//! What a parser says about a stream, kept.

use runnable_providers::sse::{SseError, SseEvent, SseParser};

/// An event that outlives the callback.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    pub(super) event: String,
    pub(super) data: String,
    pub(super) id: Option<String>,
    pub(super) last_event_id: String,
    pub(super) retry: Option<u64>,
    pub(super) offset: u64,
}

impl From<SseEvent<'_>> for Event {
    fn from(event: SseEvent<'_>) -> Self {
        Self {
            event: event.event.to_owned(),
            data: event.data.to_owned(),
            id: event.id.map(str::to_owned),
            last_event_id: event.last_event_id.to_owned(),
            retry: event.retry,
            offset: event.offset,
        }
    }
}

/// All that a stream came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reading {
    pub(super) events: Vec<Event>,
    pub(super) last_event_id: String,
    pub(super) retry: Option<u64>,
    pub(super) unfinished: Option<u64>,
    pub(super) error: Option<SseError>,
}

impl Reading {
    /// The data of each event.
    pub(super) fn data(&self) -> Vec<&str> {
        self.events.iter().map(|event| &*event.data).collect()
    }
}

/// Reads `pieces` to their end with `parser`.
pub(super) fn read_with<P: AsRef<[u8]>>(
    mut parser: SseParser,
    pieces: impl IntoIterator<Item = P>,
) -> Reading {
    let mut reading = Reading::default();
    for piece in pieces {
        let fed = parser.feed(piece.as_ref(), |event| {
            reading.events.push(event.into());
            Ok(())
        });
        reading.error = fed.err();
    }
    reading.last_event_id = parser.last_event_id().to_owned();
    reading.retry = parser.retry();
    reading.unfinished = parser.finish();
    reading
}

pub(super) fn read<P: AsRef<[u8]>>(pieces: impl IntoIterator<Item = P>) -> Reading {
    read_with(SseParser::default(), pieces)
}

/// `bytes`, cut at each place of `cuts` that lies inside.
pub(super) fn cut<'a>(bytes: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.sort_unstable();

    let starts = [0].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([bytes.len()]);
    starts.zip(ends).map(|(start, end)| &bytes[start..end]).collect()
}

/// Asserts that every cut in two and every byte on its own reads as `bytes` does whole; gives that reading.
pub(super) fn read_every_way(bytes: &[u8]) -> Reading {
    let whole = read([bytes]);
    assert_eq!(read(bytes.chunks(1)), whole, "byte by byte");
    for at in 0..=bytes.len() {
        let (head, tail) = bytes.split_at(at);
        assert_eq!(read([head, tail]), whole, "cut at {at}");
    }
    whole
}
