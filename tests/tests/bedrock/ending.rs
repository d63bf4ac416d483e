//! How a stream ends: the table of `runnable_providers::decode`.

use runnable::ErrorKind;
use runnable_tests::aws;

use super::bodies::{BLUB, blub, decode, decode_events};

#[test]
fn a_whole_stream_ends_well_whatever_is_behind_it() {
    let bytes = blub();
    let decoded = decode([&bytes[..]]);

    assert_eq!(decoded.text(), "Blub blub.");
    assert!(decoded.end.is_ok());
    assert!(decoded.chunks.last().unwrap().is_last());
    let usage = decoded.sum().usage().cloned().unwrap();
    assert_eq!((usage.input_tokens, usage.output_tokens, usage.total_tokens), (10, 4, 14));
    assert_eq!(decode([&bytes[..], b"more"]), decoded);
}

#[test]
fn a_stream_that_is_cut_anywhere_before_its_last_event_is_truncated() {
    let bytes = blub();
    for at in 0..bytes.len() {
        let decoded = decode([&bytes[..at]]);

        let error = decoded.end.as_ref().expect_err("the end is missing");
        assert_eq!(error.kind(), ErrorKind::Truncated, "cut at {at}");
        assert!("Blub blub.".starts_with(&decoded.text()), "cut at {at}");
        let text = format!("the stream ended at byte {at}, before the provider's last event");
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_stream_is_over_when_the_stop_and_the_counts_were_there_in_whatever_order() {
    let [start, first, second, stop, end, counts] = BLUB;

    let decoded = decode_events(&[start, first, second, stop, counts, end]);

    assert!(decoded.end.is_ok());
    let last: Vec<_> = decoded.chunks.iter().map(runnable::AiMessageChunk::is_last).collect();
    assert_eq!(last, [false, false, false, false, true]);
    assert!(decode_events(&[start, first, counts]).end.unwrap_err().is_truncated());
}

#[test]
fn events_and_deltas_of_unknown_types_are_skipped() {
    let news = aws::stream(&[
        ("contentBlockSparkle", r#"{"contentBlockIndex":0}"#),
        ("contentBlockDelta", r#"{"contentBlockIndex":0,"delta":{"sparkle":1}}"#),
        ("contentBlockStart", r#"{"contentBlockIndex":0,"start":{}}"#),
        ("weather", "not even JSON"),
    ]);

    assert_eq!(decode([&news[..], &blub()]), decode([&blub()[..]]));
}

#[test]
fn a_known_event_that_does_not_parse_is_an_error_that_says_where_it_is() {
    let good = aws::stream(&BLUB[..2]);
    for (name, data) in [
        ("contentBlockDelta", "{"),
        ("contentBlockDelta", r#"{"contentBlockIndex":-1,"delta":{"text":"b"}}"#),
        ("contentBlockDelta", r#"{"contentBlockIndex":0,"delta":{"text":7}}"#),
        ("contentBlockStart", r#"{"contentBlockIndex":0,"start":{"toolResult":{}}}"#),
        ("contentBlockStop", "7"),
        ("messageStop", "{}"),
        ("metadata", r#"{"usage":{"inputTokens":"many"}}"#),
    ] {
        let decoded = decode([&good[..], &aws::event(name, data)]);

        assert_eq!(decoded.text(), "Blub", "{data}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{data}");
        let text = format!("the event `{name}` at byte {} is not what the wire format says", good.len());
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn an_exception_ends_the_stream_behind_what_came() {
    let slow = aws::exception("throttlingException", r#"{"message":"Slow down"}"#);

    let decoded = decode([&aws::stream(&BLUB[..3])[..], &slow, &aws::stream(&BLUB[3..])]);

    assert_eq!(decoded.text(), "Blub blub.");
    assert_eq!(decoded.end.unwrap_err().code(), Some("throttlingException"));
}
