//! Bytes in, chunks out; and how a stream ends.

use runnable::{AiMessageChunk, ErrorKind};
use runnable_fixtures::Fixture;
use runnable_providers::Mistral;
use runnable_tests::decoding::{self, Decoded};

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&Mistral::default(), pieces)
}

/// Decodes the events with these payloads.
pub(crate) fn events(payloads: &[&str]) -> Decoded {
    let body: String = payloads.iter().map(|payload| format!("data: {payload}\n\n")).collect();
    decode([body.as_bytes()])
}

/// The payload of an event with this delta.
pub(crate) fn delta(delta: &str) -> String {
    format!(
        r#"{{"id":"m1","model":"mistral-small","choices":[{{"index":0,"delta":{delta},"finish_reason":null}}]}}"#
    )
}

pub(crate) const GOLD: &str = r#"{"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"content":"Gold"},"finish_reason":null}]}"#;
pub(crate) const STOP: &str = r#"{"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#;
pub(crate) const END: &str = "[DONE]";

fn body(name: &str) -> Vec<u8> {
    Fixture::load(name).unwrap().exchanges()[0].body.bytes().to_vec()
}

#[test]
fn a_whole_stream_ends_well() {
    let decoded = decode([&*body("mistralai/plain_text")]);

    assert!(decoded.end.is_ok());
    let message = decoded.message();
    assert_eq!(message.text(), "Goldfish swim: blub. 金鱼 🐠");
    assert_eq!((message.model_name(), message.stop_reason()), (Some("mistral-small-latest"), Some("stop")));
    assert_eq!(message.usage.unwrap().input_token_details.cache_read(), Some(0));
    let last: Vec<_> = decoded.chunks.iter().map(AiMessageChunk::is_last).collect();
    assert_eq!(last.iter().rposition(|last| !last), Some(last.len() - 2), "one chunk is the last");
}

#[test]
fn every_cut_gives_the_same_chunks() {
    let body = body("mistralai/thinking");
    let whole = decode([&*body]);
    for cut in 0..=body.len() {
        let (before, after) = body.split_at(cut);
        assert_eq!(decode([before, after]), whole, "cut at {cut}");
    }
}

#[test]
fn a_stream_that_is_cut_anywhere_before_its_last_piece_is_truncated() {
    let body = body("mistralai/plain_text");
    let last = body.len() - "\ndata: [DONE]\n\n".len();
    for end in 0..last {
        let decoded = decode([&body[..end]]);

        let error = decoded.end.as_ref().expect_err("the end is missing");
        assert_eq!(error.kind(), ErrorKind::Truncated, "cut at {end}");
        assert!("Goldfish swim: blub. 金鱼 🐠".starts_with(&decoded.text()), "cut at {end}");
    }
}

#[test]
fn the_end_may_have_spaces_and_nothing_behind_it_is_read() {
    let decoded = events(&[GOLD, STOP, "  [DONE] ", "not JSON", GOLD]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.text(), "Gold");
}

#[test]
fn the_end_may_be_left_out_behind_the_reason_why_the_model_stopped() {
    let decoded = events(&[GOLD, STOP]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.chunks, events(&[GOLD, STOP, END]).chunks);
    assert!(events(&[GOLD]).end.unwrap_err().is_truncated());
}

#[test]
fn an_event_that_does_not_parse_is_an_error_that_says_where_it_is() {
    for payload in [
        "{".to_owned(),
        "7".to_owned(),
        delta(r#"{"content":7}"#),
        delta(r#"{"content":[{"type":"text"}]}"#),
        delta(r#"{"content":[7]}"#),
        delta(r#"{"tool_calls":[{"id":"a"}]}"#),
        r#"{"choices":{}}"#.to_owned(),
    ] {
        let decoded = events(&[GOLD, &payload, END]);

        assert_eq!(decoded.text(), "Gold", "{payload}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{payload}");
        let text = format!("the event at byte {} is not what the wire format says", GOLD.len() + 8);
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn an_error_in_the_stream_ends_it_in_each_of_its_forms() {
    for (payload, code, text) in [
        (
            r#"{"object":"error","message":"Capacity\nexceeded","type":"service_tier_capacity_exceeded","code":"3505"}"#,
            Some("service_tier_capacity_exceeded"),
            "mistralai: Capacity exceeded",
        ),
        (r#"{"error":{"message":"Slow down","code":429}}"#, Some("429"), "mistralai: Slow down"),
        (r#"{"error":"out of memory"}"#, None, "mistralai: out of memory"),
        (r#"{"message":"upstream is gone"}"#, None, "mistralai: upstream is gone"),
    ] {
        let decoded = events(&[GOLD, payload, GOLD]);

        assert_eq!(decoded.text(), "Gold");
        let error = decoded.end.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Provider, code), "{payload}");
        assert_eq!(error.to_string(), text);
        assert_eq!(error.is_retryable(), code == Some("service_tier_capacity_exceeded"), "{payload}");
    }
}
