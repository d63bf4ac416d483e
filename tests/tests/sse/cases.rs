//! The traps that other parsers fell into, each by its name.

use runnable_providers::sse::{SseError, SseParser};

use super::reading::{read, read_every_way, read_with};

#[test]
fn a_byte_order_mark_is_dropped_at_the_start_only() {
    let reading = read_every_way("\u{feff}data: a\n\n\u{feff}data: b\n\ndata: \u{feff}c\n\n".as_bytes());

    assert_eq!(reading.data(), ["a", "\u{feff}c"]);
    assert_eq!(reading.events[0].offset, 3);
}

#[test]
fn half_a_byte_order_mark_is_the_beginning_of_an_ordinary_line() {
    let reading = read_every_way(b"\xEF\xBBdata: a\ndata: b\n\n");

    assert_eq!(reading.data(), ["b"]);
    assert_eq!(reading.events[0].offset, 0);
}

#[test]
fn events_behind_an_invalid_byte_arrive() {
    let reading = read_every_way(b"data: 1\n\ndata: \xFF2\n\ndata: 3\n\n");

    assert_eq!(reading.data(), ["1", "\u{fffd}2", "3"]);
}

#[test]
fn a_carriage_return_and_its_line_feed_in_two_buffers_are_one_line_end() {
    let reading = read_every_way(b"event: x\r\ndata: a\r\ndata: b\r\n\r\n");

    assert_eq!(reading.data(), ["a\nb"]);
    assert_eq!(reading.events[0].event, "x");
}

#[test]
fn a_second_carriage_return_delivers_the_event_at_once() {
    let mut parser = SseParser::default();
    let mut seen = 0;

    parser
        .feed::<SseError>(b"data: a\r\r", |_| {
            seen += 1;
            Ok(())
        })
        .expect("the event is short");

    assert_eq!(seen, 1);
    assert_eq!(parser.finish(), None);
}

#[test]
fn a_carriage_return_waits_for_its_line_feed_through_empty_buffers() {
    let reading = read(["data: a\r", "", "\ndata: b\r", "", "", "\n\r", "", "\n"]);

    assert_eq!(reading.data(), ["a\nb"]);
}

#[test]
fn characters_cut_at_any_byte_arrive_whole() {
    let reading = read_every_way("data: naïve 金魚 🐟 e\u{301}\n\n".as_bytes());

    assert_eq!(reading.data(), ["naïve 金魚 🐟 e\u{301}"]);
}

#[test]
fn separators_other_than_cr_and_lf_are_ordinary_characters() {
    let line = "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f";

    let reading = read_every_way(format!("data: {line}\n\n").as_bytes());

    assert_eq!(reading.data(), [line]);
}

#[test]
fn only_one_space_behind_the_colon_is_syntax() {
    let reading = read_every_way(b"data:a\n\ndata: b\n\ndata:  c\n\ndata:\td\n\ndata: e \n\n");

    assert_eq!(reading.data(), ["a", "b", " c", "\td", "e "]);
}

#[test]
fn the_end_marker_of_a_provider_is_data_and_so_is_what_follows() {
    let reading = read_every_way(b"data: {}\n\ndata: [DONE]\n\ndata:  [DONE] \n\ndata: {}\n\n");

    assert_eq!(reading.data(), ["{}", "[DONE]", " [DONE] ", "{}"]);
}

#[test]
fn an_id_with_nul_is_ignored_and_an_empty_one_resets() {
    let reading = read_every_way(b"id: 1\ndata\n\nid: 2\0\ndata\n\nid\ndata\n\n");

    let ids: Vec<_> =
        reading.events.iter().map(|event| (event.id.as_deref(), &*event.last_event_id)).collect();
    assert_eq!(ids, [(Some("1"), "1"), (None, "1"), (Some(""), "")]);
}

#[test]
fn an_id_counts_once_its_block_has_ended() {
    let mut parser = SseParser::default();

    parser.feed::<SseError>(b"id: 7\n", |_| Ok(())).expect("the block is short");
    assert_eq!(parser.last_event_id(), "");

    parser.feed::<SseError>(b"\n", |_| Ok(())).expect("the block is short");
    assert_eq!(parser.last_event_id(), "7");
}

#[test]
fn a_retry_counts_once_its_line_has_ended() {
    let mut parser = SseParser::default();

    parser.feed::<SseError>(b"retry: 10\nretry: 1.5\nretry: 20", |_| Ok(())).expect("the block is short");

    assert_eq!(parser.retry(), Some(10));
}

#[test]
fn the_last_event_id_and_the_retry_outlive_the_stream() {
    let mut parser = SseParser::default();
    parser
        .feed::<SseError>(
            b"id: 7
retry: 10

data: a",
            |_| Ok(()),
        )
        .expect("the event is short");

    assert_eq!(parser.finish(), Some(17));

    let next = read_with(parser, ["\u{feff}data: b\n\n"]);
    assert_eq!(next.events[0].last_event_id, "7");
    assert_eq!(next.events[0].offset, 3);
    assert_eq!(next.retry, Some(10));
}

#[test]
fn a_retry_too_large_for_a_number_is_the_largest() {
    let reading = read_every_way(b"retry: 99999999999999999999\ndata\n\n");

    assert_eq!(reading.events[0].retry, Some(u64::MAX));
}

#[test]
fn the_end_of_the_stream_tells_an_unfinished_event_from_a_comment() {
    for (stream, unfinished) in [
        ("", None),
        ("data: a\n\n", None),
        ("data: a\n\n: goodbye", None),
        ("data: a\n\n: goodbye\n", None),
        ("data: a\n\ndata: b", Some(9)),
        ("data: a\n\n: x\ndata: b\n", Some(9)),
        ("\n\nid: 3\n", Some(2)),
        ("da", Some(0)),
    ] {
        let reading = read_every_way(stream.as_bytes());

        assert_eq!(reading.unfinished, unfinished, "{stream:?}");
    }
}

#[test]
fn debug_shows_no_payload() {
    let mut parser = SseParser::default();

    parser.feed::<SseError>(b"data: secret", |_| Ok(())).expect("the event is short");

    assert_eq!(format!("{parser:?}"), "SseParser { position: 12, held: 12, .. }");
}
