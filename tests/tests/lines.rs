//! JSON lines: `runnable_providers::lines`.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use runnable_providers::lines::{Line, LineError, LineParser};

/// The lines of a body that arrives in these pieces, each with its offset.
fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<(String, u64)> {
    let mut parser = LineParser::default();
    let mut lines = Vec::new();
    let mut keep = |line: Line<'_>| {
        lines.push((line.text.to_owned(), line.offset));
        Ok::<_, LineError>(())
    };
    for piece in pieces {
        parser.feed(piece, &mut keep).expect("no line is too long");
    }
    parser.finish(&mut keep).expect("no line is too long");
    lines
}

/// The same, in the plainest way.
fn oracle(body: &[u8]) -> Vec<(String, u64)> {
    let mut offset = 0;
    let mut lines = Vec::new();
    for line in body.split(|byte| *byte == b'\n') {
        let mark = if offset == 0 && line.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let text = line[mark..].trim_ascii();
        if !text.is_empty() {
            lines.push((String::from_utf8_lossy(text).into_owned(), offset));
        }
        offset += line.len() as u64 + 1;
    }
    lines
}

fn texts(lines: &[(String, u64)]) -> Vec<&str> {
    lines.iter().map(|(text, _)| text.as_str()).collect()
}

#[test]
fn line_feeds_end_lines_and_blank_lines_are_nothing() {
    let lines = read([&b"{\"a\":1}\n\n{\"b\":2}\r\n \t\r\n{\"c\":\"\xE2\x80\xA8 \xC2\x85\"}\n"[..]]);

    assert_eq!(texts(&lines), ["{\"a\":1}", "{\"b\":2}", "{\"c\":\"\u{2028} \u{85}\"}"]);
}

#[test]
fn a_last_line_needs_no_end() {
    assert_eq!(texts(&read([&b"1\n2"[..]])), ["1", "2"]);
    assert!(read([&b"\n"[..], b"", b" "]).is_empty());
}

#[test]
fn a_byte_order_mark_is_dropped_at_the_start_and_nowhere_else() {
    let lines = read([&b"\xEF"[..], b"\xBB", b"\xBF1\n\xEF\xBB\xBF2\n"]);

    assert_eq!(texts(&lines), ["1", "\u{feff}2"]);
}

#[test]
fn a_character_that_is_cut_anywhere_is_whole_again() {
    let body = "{\"a\":\"é金🐟\"}\n".as_bytes();
    for cut in 0..=body.len() {
        let (before, after) = body.split_at(cut);
        assert_eq!(texts(&read([before, after])), ["{\"a\":\"é金🐟\"}"], "cut at {cut}");
    }
}

#[test]
fn a_line_that_is_too_long_is_an_error_each_time_and_those_before_it_are_read() {
    for pieces in
        [vec![&b"12\n12345678\n"[..]], vec![b"12\n1234", b"5678", b"\n"], vec![b"12\n", b"123456789"]]
    {
        let mut parser = LineParser::with_limit(7);
        let mut lines = Vec::new();
        let read: Result<(), LineError> = pieces.into_iter().try_for_each(|piece| {
            parser.feed(piece, |line| {
                lines.push(line.text.to_owned());
                Ok(())
            })
        });

        let error = read.expect_err("a line is too long");
        assert_eq!(error.to_string(), "the line at byte 3 is longer than 7 bytes");
        assert_eq!((error.limit(), error.offset()), (7, 3));
        assert_eq!(lines, ["12"]);
        assert_eq!(parser.feed(b"\n", |_| Ok(())), Err(error));
    }
}

#[test]
fn a_long_line_in_small_pieces_is_searched_once() {
    let body = format!("{{\"a\":\"{}\"}}\n", "x".repeat(4 << 20));

    let lines = read(body.as_bytes().chunks(100));

    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].0.len(), body.len() - 1);
}

#[test]
fn an_error_of_the_callers_stops_right_behind_its_line() {
    let mut parser = LineParser::default();
    let stop = |_: Line<'_>| Err(LineParser::with_limit(0).feed::<LineError>(b"1", |_| Ok(())).unwrap_err());

    assert!(parser.feed(b"1\n2\n3\n", stop).is_err());
    assert_eq!(parser.position(), 2);
}

const PIECES: &[&[u8]] =
    &[b"\n", b"\r\n", b"\r", b" ", b"{}", b"\xEF\xBB\xBF", b"\xC3", b"\xA9", b"\xFF", "é🐟".as_bytes(), b"x"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_body_reads_the_same_however_it_is_cut(
        pieces in vec(proptest::sample::select(PIECES), 0..40),
        size in 1..9_usize,
    ) {
        let body = pieces.concat();
        let expected = oracle(&body);

        prop_assert_eq!(read([&body[..]]), expected.clone());
        prop_assert_eq!(read(body.chunks(size)), expected);
    }
}
