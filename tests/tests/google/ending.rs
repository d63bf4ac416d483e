//! How a stream ends: the table of `runnable_providers::decode`.

use std::time::Duration;

use futures::executor::block_on;
use runnable::{ErrorKind, Runnable};
use serde_json::{Value, json};

use super::decoding::{body, decode, decode_all, last, parts, text};
use super::requests::answered;

#[test]
fn a_stream_ends_well_once_it_said_why_it_stopped() {
    let decoded = decode_all(&[text("Blub "), last(text("blub."))]);

    assert_eq!(decoded.text(), "Blub blub.");
    assert!(decoded.end.is_ok());
    assert!(decoded.chunks[1].is_last() && !decoded.chunks[0].is_last());
}

#[test]
fn a_stream_that_is_cut_anywhere_before_that_is_truncated() {
    let bytes = body(&[text("Blub "), text("blub."), last(parts(&json!([{"text": ""}])))]);

    for at in 0..bytes.len() - 1 {
        let decoded = decode([&bytes.as_bytes()[..at]]);

        assert!("Blub blub.".starts_with(&decoded.text()), "cut at {at}");
        assert_eq!(decoded.end.unwrap_err().kind(), ErrorKind::Truncated, "cut at {at}");
    }
}

#[test]
fn what_follows_the_reason_is_read_and_is_not_the_last_again() {
    let usage = json!({"usageMetadata": {"promptTokenCount": 3, "totalTokenCount": 3}, "responseId": "r1"});

    let decoded = decode_all(&[last(text("Blub.")), usage]);

    assert!(decoded.end.is_ok());
    let marks: Vec<_> = decoded.chunks.iter().map(runnable::AiMessageChunk::is_last).collect();
    assert_eq!(marks, [true, false]);
    assert_eq!(decoded.message().usage.unwrap().input_tokens, 3);
}

#[test]
fn a_blocked_prompt_is_an_empty_answer_that_says_so() {
    let feedback = json!({"blockReason": "SAFETY", "safetyRatings": [
        {"category": "HARM_CATEGORY_HARASSMENT", "probability": "HIGH"}]});

    let decoded = decode_all(&[json!({"promptFeedback": feedback, "responseId": "r1"})]);

    assert!(decoded.end.is_ok());
    assert!(decoded.chunks[0].is_last());
    let message = decoded.message();
    assert_eq!(message.text(), "");
    assert_eq!(message.response_metadata["prompt_feedback"]["block_reason"], "SAFETY");
    assert_eq!(message.response_metadata["prompt_feedback"]["safety_ratings"][0]["probability"], "HIGH");
}

#[test]
fn an_answer_that_is_stopped_says_why() {
    for reason in ["SAFETY", "RECITATION", "MAX_TOKENS", "MALFORMED_FUNCTION_CALL", "SOMETHING_NEW"] {
        let stopped = json!({"candidates": [{"finishReason": reason, "finishMessage": "Because."}]});
        let decoded = decode_all(&[text("Once"), stopped]);

        assert!(decoded.end.is_ok(), "{reason}");
        let message = decoded.message();
        assert_eq!(message.stop_reason(), Some(reason));
        assert_eq!(message.response_metadata["finish_message"], "Because.");
    }
}

#[test]
fn a_response_without_candidates_and_without_a_reason_is_no_answer() {
    let empty = json!({"usageMetadata": {"promptTokenCount": 7, "totalTokenCount": 7}, "responseId": "r1"});

    assert!(decode_all(&[empty]).end.unwrap_err().is_truncated());
    assert!(decode_all(&[]).end.unwrap_err().is_truncated());
}

fn failure(code: u16, status: &str) -> Value {
    json!({"error": {"code": code, "message": "No\nluck.", "status": status}})
}

#[test]
fn googles_error_ends_the_stream_with_its_words() {
    let decoded = decode_all(&[text("Blub"), failure(503, "UNAVAILABLE"), text(" blub")]);

    assert_eq!(decoded.text(), "Blub");
    let error = decoded.end.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Provider, Some("UNAVAILABLE")));
    assert_eq!(error.to_string(), "google_genai: No luck.");
    assert!(error.is_retryable());
    assert!(!decode_all(&[failure(400, "INVALID_ARGUMENT")]).end.unwrap_err().is_retryable());
}

#[test]
fn an_error_instead_of_an_answer_has_googles_words_alone_or_in_a_list() {
    let error = failure(429, "RESOURCE_EXHAUSTED");
    for body in [error.to_string(), format!("[{error}]")] {
        let error = block_on(answered("m", 429, &body).call("hi").into_future()).unwrap_err();

        assert_eq!((error.status(), error.code()), (Some(429), Some("RESOURCE_EXHAUSTED")));
        assert_eq!(error.to_string(), "google_genai: No luck.");
        assert!(error.is_retryable());
    }
}

#[test]
fn an_error_says_how_long_to_wait() {
    let mut error = failure(429, "RESOURCE_EXHAUSTED");
    error["error"]["details"] = json!([
        {"@type": "type.googleapis.com/google.rpc.Help", "links": []},
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "39.5s"},
    ]);

    let refused = block_on(answered("m", 429, &error.to_string()).call("hi").into_future()).unwrap_err();
    let in_stream = decode_all(&[text("a"), error]).end.unwrap_err();

    for error in [refused, in_stream] {
        assert_eq!(error.retry_after(), Some(Duration::from_millis(39_500)));
    }
    for delay in ["soon", "-1s", "1e99s", "NaNs"] {
        let mut error = failure(429, "RESOURCE_EXHAUSTED");
        error["error"]["details"] = json!([{ "retryDelay": delay }]);
        assert_eq!(decode_all(&[error]).end.unwrap_err().retry_after(), None, "{delay}");
    }
}

#[test]
fn an_answer_at_once_that_is_none_is_an_error() {
    for (body, kind) in [
        ("{}", ErrorKind::Protocol),
        ("7", ErrorKind::Protocol),
        (r#"{"candidates":[{"content":"#, ErrorKind::Truncated),
        (r#"[{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}]"#, ErrorKind::Protocol),
        (r#"{"error":{"code":500,"message":"No luck.","status":"INTERNAL"}}"#, ErrorKind::Provider),
    ] {
        let error = block_on(answered("m", 200, body).call("hi").into_future()).unwrap_err();

        assert_eq!(error.kind(), kind, "{body}: {error}");
    }
}

#[test]
fn responses_of_an_unknown_form_are_skipped_and_broken_ones_are_not() {
    let news = json!({"weather": "sunny"});
    assert_eq!(decode_all(&[text("a"), news, last(text("b"))]), decode_all(&[text("a"), last(text("b"))]));

    for broken in [
        "{",
        "[]",
        "not JSON",
        r#"{"candidates":{}}"#,
        r#"{"candidates":[{"content":{"parts":[{"text":7}]}}]}"#,
        r#"{"candidates":[{"content":{"parts":[{"functionCall":{"args":{}}}]}}]}"#,
        r#"{"candidates":[{"content":{"parts":[{"fileData":{}}]}}]}"#,
        r#"{"candidates":[],"usageMetadata":{"promptTokenCount":-1}}"#,
    ] {
        let good = body(&[text("a")]);
        let decoded = decode([format!("{good}data: {broken}\r\n\r\n").as_bytes()]);

        assert_eq!(decoded.text(), "a", "{broken}");
        let error = decoded.end.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Protocol, "{broken}");
        let text = format!("the event at byte {} is not what the wire format says", good.len());
        assert_eq!(error.to_string(), text);
    }
}
