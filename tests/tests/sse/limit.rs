//! An event has a largest size, and memory with it.

use runnable_providers::sse::{SseError, SseParser};

use super::reading::{read, read_with};

/// The error of the first event that is longer than `limit`.
fn error_of<P: AsRef<[u8]>>(limit: usize, pieces: impl IntoIterator<Item = P>) -> Option<(usize, u64)> {
    let error = read_with(SseParser::with_limit(limit), pieces).error?;
    Some((error.limit(), error.offset()))
}

#[test]
fn an_event_of_the_limit_passes_and_one_byte_more_does_not() {
    let stream = b"data: 1\n\ndata: 22\r\n\r\n";

    for pieces in [stream.chunks(1), stream.chunks(4), stream.chunks(100)] {
        assert_eq!(error_of(10, pieces.clone()), None);
        assert_eq!(error_of(9, pieces.clone()), Some((9, 9)));
        assert_eq!(error_of(7, pieces), Some((7, 0)));
    }
}

#[test]
fn comments_and_unknown_fields_count_as_bytes_of_their_block() {
    for line in [": ping\n", "unknown\n", "data: 1\n", "id: 12\n"] {
        let stream = line.repeat(20);

        assert_eq!(error_of(100, stream.as_bytes().chunks(1)), Some((100, 0)), "{line}");
        assert_eq!(error_of(100, [stream]), Some((100, 0)), "{line}");
    }
}

#[test]
fn blocks_without_an_event_do_not_add_up() {
    let stream = ": ping\n\n".repeat(1000);

    assert_eq!(error_of(8, stream.as_bytes().chunks(3)), None);
}

#[test]
fn events_before_the_one_too_long_arrive() {
    let reading = read_with(SseParser::with_limit(10), ["data: 1\n\ndata: 2\n\ndata: 34567\n\ndata: 8\n\n"]);

    assert_eq!(reading.data(), ["1", "2"]);
    assert_eq!(reading.error.map(|error| error.offset()), Some(18));
}

#[test]
fn every_feed_behind_the_error_gives_it_again_until_the_stream_ends() {
    let mut parser = SseParser::with_limit(10);
    let never =
        |_: runnable_providers::sse::SseEvent<'_>| -> Result<(), SseError> { unreachable!("no event") };

    let error = parser.feed(b"data: too long", never).expect_err("the event is too long");
    assert_eq!(parser.feed(b"", never), Err(error));
    assert_eq!(parser.feed(b"\n\ndata: 1\n\n", never), Err(error));
    assert_eq!(error.to_string(), "the event at byte 0 is longer than 10 bytes");

    assert_eq!(parser.finish(), None);
    assert_eq!(parser.feed(b"", never), Ok(()));
}

#[test]
fn the_limit_is_sixteen_mebibytes_unless_told_otherwise() {
    let piece = vec![b'x'; 1 << 20];
    let line = |pieces: usize| std::iter::repeat_n(&piece[..], pieces).chain([&b"\n\ndata: 1\n\n"[..]]);

    assert_eq!(read(line(15)).data(), ["1"]);
    assert_eq!(read(line(16)).error.map(|error| error.limit()), Some(16 << 20));
}
