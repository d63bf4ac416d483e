//! How a stream ends: the table of `runnable_providers::decode`.

use runnable::ErrorKind;

use super::bodies::BLUB;
use super::decoding::{Decoded, body, decode};

fn text(decoded: &Decoded) -> String {
    decoded.chunks.iter().map(|chunk| chunk.text().into_owned()).collect()
}

#[test]
fn a_whole_stream_ends_well() {
    let decoded = decode([BLUB.as_bytes()]);

    assert_eq!(text(&decoded), "Blub blub.");
    assert!(decoded.end.is_ok());
    assert!(decoded.chunks.last().unwrap().is_last());
}

#[test]
fn a_stream_that_is_cut_anywhere_before_its_last_event_is_truncated() {
    let end = BLUB.rfind("event: message_stop").unwrap();
    for at in 0..end {
        let decoded = decode([&BLUB.as_bytes()[..at]]);

        let error = decoded.end.expect_err("the end is missing");
        assert_eq!(error.kind(), ErrorKind::Truncated, "cut at {at}");
        assert!("Blub blub.".starts_with(&text(&Decoded { end: Ok(()), ..decoded })), "cut at {at}");
        assert_eq!(
            error.to_string(),
            format!("the stream ended at byte {at}, before the provider's last event")
        );
    }
}

#[test]
fn nothing_behind_the_last_event_is_read() {
    let more = body(&[("content_block_delta", "not JSON"), ("message_start", "neither")]);

    let decoded = decode([BLUB.as_bytes(), more.as_bytes()]);
    let at_once = decode([format!("{BLUB}{more}").as_bytes()]);

    assert!(decoded.end.is_ok());
    assert_eq!(at_once, decoded);
}

#[test]
fn events_and_deltas_of_unknown_types_are_skipped() {
    let news = body(&[
        ("content_block_sparkle", r#"{"type":"content_block_sparkle","index":0}"#),
        ("content_block_delta", r#"{"index":0,"delta":{"type":"sparkle_delta","sparkle":1}}"#),
        ("weather", "not even JSON"),
    ]);
    let at = BLUB.find("event: content_block_stop").unwrap();
    let (before, after) = BLUB.split_at(at);

    assert_eq!(decode([before.as_bytes(), news.as_bytes(), after.as_bytes()]), decode([BLUB.as_bytes()]));
}

#[test]
fn events_without_a_name_are_known_by_their_payload() {
    let nameless: String =
        BLUB.lines().filter(|line| !line.starts_with("event:")).map(|line| format!("{line}\n")).collect();

    assert_eq!(decode([nameless.as_bytes()]), decode([BLUB.as_bytes()]));
}

#[test]
fn a_known_event_that_does_not_parse_is_an_error_that_says_where_it_is() {
    let good = body(&[("content_block_delta", r#"{"index":0,"delta":{"type":"text_delta","text":"a"}}"#)]);
    for (name, data) in [
        ("content_block_delta", "{"),
        ("content_block_delta", r#"{"index":0,"delta":{"type":"text_delta"}}"#),
        ("content_block_delta", r#"{"index":-1,"delta":{"type":"text_delta","text":"b"}}"#),
        ("content_block_start", r#"{"index":0,"content_block":{"type":"tool_use","id":"t"}}"#),
        ("content_block_start", r#"{"index":0,"content_block":7}"#),
        ("message_start", r#"{"message":null}"#),
        ("message_delta", r#"{"usage":{"output_tokens":"many"}}"#),
        ("error", "[]"),
    ] {
        let body = format!("{good}{}", body(&[(name, data)]));
        let decoded = decode([body.as_bytes()]);

        assert_eq!(text(&decoded), "a", "{data}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{data}");
        let text = format!("the event `{name}` at byte {} is not what the wire format says", good.len());
        assert_eq!(error.to_string(), text);
        assert!(std::error::Error::source(&error).is_some(), "{data}");
    }
}

#[test]
fn the_providers_error_ends_the_stream_with_its_words() {
    let delta = ("content_block_delta", r#"{"index":0,"delta":{"type":"text_delta","text":"a"}}"#);
    let failed =
        r#"{"type":"error","error":{"type":"rate_limit_error","message":"Slow\ndown"},"request_id":"req_1"}"#;
    let decoded = decode([body(&[delta, ("error", failed), delta]).as_bytes()]);

    assert_eq!(text(&decoded), "a");
    let error = decoded.end.expect_err("the provider says so");
    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!((error.code(), error.request_id()), (Some("rate_limit_error"), Some("req_1")));
    assert_eq!(error.to_string(), "anthropic: Slow down");
    assert!(error.is_retryable());
}

#[test]
fn an_error_that_will_not_pass_is_not_worth_another_try() {
    let failed = r#"{"type":"error","error":{"type":"invalid_request_error","message":"No."}}"#;
    let error = decode([body(&[("error", failed)]).as_bytes()]).end.unwrap_err();

    assert!(!error.is_retryable());
}

#[test]
fn an_event_without_end_is_an_error_before_it_fills_the_memory() {
    let mebibyte = vec![b'a'; 1 << 20];
    let pieces = std::iter::once(&b"data: "[..]).chain(std::iter::repeat_n(&mebibyte[..], 17));

    let error = decode(pieces).end.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Protocol);
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("longer than 16777216 bytes"));
}
