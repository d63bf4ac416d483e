//! How a stream ends: errors in every shape, cuts, no last event.

use runnable::ErrorKind;
use runnable_providers::hosts;
use serde_json::{Value, json};

use super::decoding::{body, decode, decode_of, delta, finish, stream, usage};

fn good() -> String {
    body([delta(&json!({"role": "assistant", "content": ""})), delta(&json!({"content": "gold"}))])
}

#[test]
fn a_whole_stream_ends_well_and_nothing_behind_its_end_is_read() {
    let stream = stream([json!({"content": "gold"}), json!({"content": "fish"})]);
    let decoded = decode([stream.as_bytes(), b"data: not JSON\n\n"]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.text(), "goldfish");
    assert!(decoded.chunks.last().unwrap().is_last());
}

#[test]
fn a_stream_that_never_says_done_ends_where_nothing_is_missing() {
    let finished = format!("{}{}", good(), body([finish("stop")]));
    let counted = format!("{finished}{}", body([json!({"choices": [], "usage": usage(1, 2)})]));

    let whole = decode([counted.as_bytes()]);
    assert!(whole.end.is_ok());
    assert!(whole.chunks.last().unwrap().is_last());
    assert!(decode([finished.as_bytes()]).end.unwrap_err().is_truncated(), "the usage was asked for");
    assert!(decode_of(&hosts::PERPLEXITY, [finished.as_bytes()]).end.is_ok(), "it was not");
    assert!(decode([good().as_bytes()]).end.unwrap_err().is_truncated());
}

#[test]
fn a_stream_that_says_done_needs_no_reason() {
    let decoded = decode([format!("{}data: [DONE]\n\n", good()).as_bytes()]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.message().stop_reason(), None);
}

#[test]
fn a_stream_that_is_cut_anywhere_else_is_truncated() {
    let stream = stream([json!({"content": "gold"}), json!({"content": "fish"})]);
    let end = stream.rfind("data: [DONE]").unwrap();
    for at in 0..end {
        let decoded = decode([&stream.as_bytes()[..at]]);

        assert_eq!(decoded.end.as_ref().unwrap_err().kind(), ErrorKind::Truncated, "cut at {at}");
        assert!("goldfish".starts_with(&decoded.text()), "cut at {at}");
    }
}

#[test]
fn an_error_is_understood_in_every_shape() {
    let shapes = [
        (
            json!({"error": {"message": "No.", "type": "server_error", "param": null, "code": null}}),
            "server_error",
            true,
        ),
        (json!({"error": {"message": "No.", "type": "invalid_request_error", "code": "bad"}}), "bad", false),
        (json!({"error": {"message": "No.", "code": 502}}), "502", true),
        (
            json!({"error": {"message": "No.", "code": 400, "metadata": {}}, "choices": [{"index": 0, "delta": {"content": "x"}}]}),
            "400",
            false,
        ),
        (json!({"error": "No.", "error_type": "overloaded"}), "overloaded", false),
        (
            json!({"object": "error", "message": "No.", "type": "BadRequestError", "code": 400}),
            "BadRequestError",
            false,
        ),
        (json!({"error_code": "RESOURCE", "message": "No."}), "RESOURCE", false),
        (
            json!([{"error": {"code": 429, "message": "No.", "status": "RESOURCE_EXHAUSTED"}}]),
            "RESOURCE_EXHAUSTED",
            true,
        ),
        (
            json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "error", "error": {"code": "lost", "message": "No."}}]}),
            "lost",
            false,
        ),
    ];
    for (payload, code, is_retryable) in shapes {
        let decoded = decode([format!("{}{}", good(), body([&payload])).as_bytes()]);

        let error = decoded.end.as_ref().expect_err("the host says so");
        assert_eq!(decoded.text(), "gold", "{payload}");
        assert_eq!(error.kind(), ErrorKind::Provider, "{payload}");
        assert_eq!((error.to_string().as_str(), error.code()), ("openai: No.", Some(code)), "{payload}");
        assert_eq!(error.is_retryable(), is_retryable, "{payload}");
    }
}

#[test]
fn an_error_may_have_no_words_or_no_code() {
    let error = |payload: Value| decode([body([payload]).as_bytes()]).end.unwrap_err();

    assert_eq!(error(finish("error")).to_string(), "openai: the model stopped because of an error");
    assert_eq!(error(json!({"error": "No."})).code(), None);
    assert_eq!(error(json!({"error": {}, "detail": [{"loc": ["body"]}]})).kind(), ErrorKind::Provider);
    assert_eq!(
        decode([b"event: error\ndata: out of memory\n\n".as_slice()]).end.unwrap_err().to_string(),
        "openai: out of memory"
    );
}

#[test]
fn an_error_that_is_none_is_not_one() {
    let mut payload = delta(&json!({"content": "a"}));
    payload["error"] = Value::Null;

    assert_eq!(decode([body([payload]).as_bytes()]).text(), "a");
}

#[test]
fn payloads_without_choices_are_skipped() {
    let strange = [
        json!({"choices": null}),
        json!({"id": "x"}),
        json!({"choices": []}),
        json!({"choices": [{"delta": null}]}),
    ];
    let stream = stream([json!({"content": "a"})]);

    let decoded = decode([format!("{}{stream}", body(strange)).as_bytes()]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.text(), "a");
}

#[test]
fn a_payload_that_does_not_parse_is_an_error_that_says_where_it_is() {
    for data in [
        "{",
        "[]",
        "7",
        "\"text\"",
        r#"{"choices":7}"#,
        r#"{"choices":[]}{"choices":[]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":-1}]}}]}"#,
        r#"{"choices":[{"delta":{"refusal":7}}]}"#,
    ] {
        let decoded = decode([format!("{}data: {data}\n\n", good()).as_bytes()]);

        assert_eq!(decoded.text(), "gold", "{data}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{data}");
        assert!(error.to_string().contains(&format!("at byte {}", good().len())), "{error}");
    }
}
