//! What holds for every stream.

use proptest::{collection::vec, prelude::*, sample::Index, test_runner::RngSeed};
use runnable_providers::sse::{SseError, SseParser};

use super::{
    oracle,
    reading::{Event, cut, read, read_with},
};

/// Pieces that meet each other in every bad way: line ends, marks, broken and unbroken UTF-8, field names.
const PIECES: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b":",
    b" ",
    b": ",
    b"\0",
    b"\xEF",
    b"\xBB",
    b"\xBF",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\xC3",
    b"\xA9",
    b"\xF0\x9F\x90",
    b"\xE2\x80\xA8",
    "é金🐟".as_bytes(),
    b"data",
    b"data:",
    b"data: a",
    b"event",
    b"event: e",
    b"id",
    b"id: 1",
    b"retry",
    b"retry: 07",
    b"9",
    b"99999999999999999999",
    b"x",
];

/// Streams that are nothing but edges.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece =
        prop_oneof![6 => proptest::sample::select(PIECES), 6 => proptest::sample::select(&PIECES[..4])];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn cuts() -> impl Strategy<Value = Vec<usize>> {
    vec(any::<Index>().prop_map(|cut| cut.index(1 << 16)), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_stream_reads_as_the_standard_says_however_it_is_cut(bytes in stream(), cuts in cuts()) {
        let expected = oracle::read(&bytes);

        prop_assert_eq!(&read([&bytes]), &expected);
        prop_assert_eq!(&read(cut(&bytes, &cuts)), &expected);
        prop_assert_eq!(&read(bytes.chunks(1)), &expected);
    }

    #[test]
    fn no_bytes_panic_and_no_cut_matters_whatever_the_limit(
        bytes in vec(any::<u8>(), 0..200),
        cuts in cuts(),
        limit in 0..40_usize,
    ) {
        let whole = read_with(SseParser::with_limit(limit), [&bytes]);

        prop_assert_eq!(&read_with(SseParser::with_limit(limit), cut(&bytes, &cuts)), &whole);
        prop_assert_eq!(&read_with(SseParser::with_limit(limit), bytes.chunks(1)), &whole);
    }

    #[test]
    fn a_limit_cuts_the_stream_short_at_the_same_event_however_it_is_cut(
        bytes in stream(),
        cuts in cuts(),
        limit in 0..40_usize,
    ) {
        let all = oracle::read(&bytes).events;
        let whole = read_with(SseParser::with_limit(limit), [&bytes]);

        prop_assert_eq!(&read_with(SseParser::with_limit(limit), cut(&bytes, &cuts)), &whole);
        prop_assert_eq!(&read_with(SseParser::with_limit(limit), bytes.chunks(1)), &whole);
        prop_assert_eq!(&whole.events[..], &all[..whole.events.len()]);
        prop_assert!(whole.error.is_some() || whole.events.len() == all.len());
    }

    #[test]
    fn reading_goes_on_where_the_callback_stopped_it(bytes in stream(), cuts in cuts()) {
        let mut parser = SseParser::default();
        let mut events: Vec<Event> = Vec::new();
        let mut end = 0;

        for piece in cut(&bytes, &cuts) {
            end += piece.len();
            while let Err(stop) = parser.feed(&bytes[parser.position() as usize..end], |event| {
                events.push(event.into());
                Err(Stop::Paused)
            }) {
                prop_assert_eq!(stop, Stop::Paused);
            }
            prop_assert_eq!(parser.position(), end as u64);
        }

        prop_assert_eq!(events, oracle::read(&bytes).events);
    }

    #[test]
    fn a_finished_parser_reads_the_next_stream_as_a_new_one_does(first in stream(), second in stream()) {
        let mut parser = SseParser::default();
        parser.feed::<SseError>(&first, |_| Ok(()))?;
        parser.finish();

        let next = read_with(parser, [&second]);

        let alone = oracle::read(&second);
        prop_assert_eq!(next.data(), alone.data());
        prop_assert_eq!(next.unfinished, alone.unfinished);
        prop_assert_eq!(next.events.last().map(|event| event.offset), alone.events.last().map(|event| event.offset));
    }
}

#[derive(Debug, PartialEq)]
enum Stop {
    Paused,
    Failed(SseError),
}

impl From<SseError> for Stop {
    fn from(error: SseError) -> Self {
        Self::Failed(error)
    }
}
