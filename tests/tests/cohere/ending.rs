//! How a stream ends: the table of `runnable_providers::decode`.

use runnable::ErrorKind;

use super::bodies::{BLUB, body, decode};

const DELTA: (&str, &str) = ("content-delta", r#"{"index":0,"delta":{"message":{"content":{"text":"a"}}}}"#);

#[test]
fn a_whole_stream_ends_well_whatever_is_behind_it() {
    let decoded = decode([BLUB.as_bytes()]);
    let done = decode([BLUB.as_bytes(), b"data: [DONE]\n\n"]);
    let more = decode([format!("{BLUB}event: content-delta\ndata: not JSON\n\n").as_bytes()]);

    assert_eq!(decoded.text(), "Blub blub.");
    assert!(decoded.end.is_ok());
    assert!(decoded.chunks.last().unwrap().is_last());
    assert_eq!(done, decoded);
    assert_eq!(more, decoded);
}

#[test]
fn a_stream_that_is_cut_anywhere_before_its_last_event_is_truncated() {
    for at in 0..BLUB.len() - 1 {
        let decoded = decode([&BLUB.as_bytes()[..at]]);

        assert!("Blub blub.".starts_with(&decoded.text()), "cut at {at}");
        assert_eq!(decoded.end.expect_err("the end is missing").kind(), ErrorKind::Truncated, "cut at {at}");
    }
}

#[test]
fn events_of_unknown_types_are_skipped_and_nameless_ones_are_known_by_their_payload() {
    let news =
        body(&[("content-sparkle", "{}"), ("debug", r#"{"prompt":"…"}"#), ("weather", "not even JSON")]);
    let nameless: String =
        BLUB.lines().filter(|line| !line.starts_with("event:")).map(|line| format!("{line}\n")).collect();

    assert_eq!(decode([news.as_bytes(), BLUB.as_bytes()]), decode([BLUB.as_bytes()]));
    assert_eq!(decode([nameless.as_bytes()]), decode([BLUB.as_bytes()]));
}

#[test]
fn a_known_event_that_does_not_parse_is_an_error_that_says_where_it_is() {
    let good = body(&[DELTA]);
    for (name, data) in [
        ("content-delta", "{"),
        ("content-delta", r#"{"index":0,"delta":{"message":{"content":{"text":7}}}}"#),
        ("content-start", r#"{"index":0}"#),
        ("tool-call-start", r#"{"delta":{"message":{"tool_calls":{"id":"c"}}}}"#),
        ("tool-plan-delta", r#"{"delta":{"message":{}}}"#),
        ("citation-start", r#"{"delta":{"message":{"citations":7}}}"#),
        ("message-end", r#"{"delta":{"finish_reason":"COMPLETE","usage":{"tokens":7}}}"#),
        ("", "[DONE]"),
    ] {
        let decoded = decode([format!("{good}{}", body(&[(name, data)])).as_bytes()]);

        assert_eq!(decoded.text(), "a", "{data}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{data}");
        assert!(error.to_string().contains(&format!("at byte {}", good.len())), "{error}");
    }
}

#[test]
fn an_answer_that_could_not_be_finished_is_an_error_with_what_it_cost() {
    let failed = r#"{"delta":{"finish_reason":"ERROR","error":"out of\ncapacity","usage":{"tokens":{"input_tokens":5,"output_tokens":1}}}}"#;
    let decoded = decode([body(&[DELTA, ("message-end", failed), DELTA]).as_bytes()]);

    assert_eq!(decoded.text(), "a");
    assert_eq!(decoded.sum().usage().unwrap().input_tokens, 5);
    assert!(!decoded.sum().is_last());
    let error = decoded.end.expect_err("the provider says so");
    assert_eq!((error.kind(), error.code()), (ErrorKind::Provider, Some("ERROR")));
    assert_eq!(error.to_string(), "cohere: out of capacity");
    assert!(error.is_retryable());
}

#[test]
fn an_error_in_a_good_answer_is_an_error() {
    let slow = body(&[DELTA, ("error", r#"{"id":"r1","message":"too many requests"}"#)]);

    let error = decode([slow.as_bytes()]).end.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!(error.request_id(), Some("r1"));
}
