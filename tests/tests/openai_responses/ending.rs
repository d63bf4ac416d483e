//! How a stream ends, and the errors that it may hold.

use runnable::ErrorKind;

use super::bodies::{BLUB, COMPLETED, CREATED};
use super::decoding::{body, decode, decode_events};
use super::sending::Answering;

const DELTA: (&str, &str) = ("response.output_text.delta", r#"{"delta":"a"}"#);

#[test]
fn a_whole_stream_ends_well() {
    let decoded = decode([BLUB.as_bytes()]);

    assert_eq!(decoded.text(), "Blub blub.");
    assert!(decoded.end.is_ok());
    assert!(decoded.chunks.last().unwrap().is_last());
}

#[test]
fn a_stream_that_is_cut_anywhere_before_its_last_event_is_truncated() {
    // The blank line that ends an event is a part of it.
    for at in 0..BLUB.len() - 1 {
        let decoded = decode([&BLUB.as_bytes()[..at]]);

        let error = decoded.end.as_ref().expect_err("the end is missing");
        assert_eq!(error.kind(), ErrorKind::Truncated, "cut at {at}");
        assert!("Blub blub.".starts_with(&decoded.text()), "cut at {at}");
    }
}

#[test]
fn an_incomplete_response_ends_well_and_says_why() {
    let incomplete = (
        "response.incomplete",
        r#"{"response":{"status":"incomplete","incomplete_details":{"reason":"content_filter"}}}"#,
    );

    let message = decode_events(&[CREATED, DELTA, incomplete]).whole();

    assert_eq!(message.response_metadata["incomplete_details"]["reason"], "content_filter");
    assert_eq!(message.response_metadata["status"], "incomplete");
}

#[test]
fn nothing_behind_the_last_event_is_read_and_the_mark_of_another_api_means_nothing() {
    let more = format!("data: [DONE]\n\n{}", body(&[("response.output_text.delta", "not JSON")]));

    let decoded = decode([BLUB.as_bytes(), more.as_bytes()]);
    assert_eq!(decoded, decode([BLUB.as_bytes()]));

    let unfinished = format!("{}data: [DONE]\n\n", body(&[CREATED, DELTA]));
    assert!(decode([unfinished.as_bytes()]).end.unwrap_err().is_truncated());
}

#[test]
fn events_of_unknown_types_and_those_that_say_how_far_a_tool_has_come_are_skipped() {
    let news = body(&[
        ("response.sparkle", "not even JSON"),
        ("weather", r#"{"type":"weather"}"#),
        ("response.in_progress", "{}"),
        ("response.web_search_call.searching", "{}"),
        ("response.content_part.done", "{}"),
    ]);
    let at = BLUB.find("event: response.output_text.done").unwrap();
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
    let good = body(&[DELTA]);
    for (name, data) in [
        ("response.output_text.delta", "{"),
        ("response.output_text.delta", r#"{"item_id":"msg_1"}"#),
        ("response.output_text.delta", r#"{"delta":7}"#),
        ("response.output_text.delta", r#"{"delta":"b","output_index":-1}"#),
        ("response.output_item.added", r#"{"output_index":0}"#),
        ("response.output_item.done", r#"{"item":[]}"#),
        ("response.refusal.done", "{}"),
        ("response.completed", "{}"),
        ("response.completed", r#"{"response":{"usage":{"input_tokens":"many"}}}"#),
        ("response.failed", "{}"),
        ("error", "[]"),
        ("error", r#"{"type":"error"}"#),
    ] {
        let decoded = decode([format!("{good}{}", body(&[(name, data)])).as_bytes()]);

        assert_eq!(decoded.text(), "a", "{data}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{data}");
        let text = format!("the event `{name}` at byte {} is not what the wire format says", good.len());
        assert_eq!(error.to_string(), text);
        assert!(std::error::Error::source(&error).is_some(), "{data}");
    }
}

#[test]
fn the_providers_error_ends_the_stream_in_each_form_that_it_has() {
    for (name, data, code, text) in [
        (
            "error",
            r#"{"type":"error","code":"server_error","message":"It\nbroke.","param":null,"sequence_number":9}"#,
            Some("server_error"),
            "openai: It broke.",
        ),
        (
            "error",
            r#"{"type":"error","error":{"type":"tokens","code":"rate_limit_exceeded","message":"Slow down."}}"#,
            Some("rate_limit_exceeded"),
            "openai: Slow down.",
        ),
        (
            "response.failed",
            r#"{"response":{"id":"resp_1","error":{"code":"server_error","message":"It broke."}}}"#,
            Some("server_error"),
            "openai: It broke.",
        ),
        (
            "response.failed",
            r#"{"response":{"id":"resp_1","error":null}}"#,
            None,
            "openai: the response resp_1 failed",
        ),
        (
            "message",
            r#"{"error":{"code":502,"message":"Upstream died."}}"#,
            Some("502"),
            "openai: Upstream died.",
        ),
        ("message", r#"{"error":"Upstream died."}"#, None, "openai: Upstream died."),
    ] {
        let decoded = decode_events(&[CREATED, DELTA, (name, data), DELTA]);

        assert_eq!(decoded.text(), "a", "{data}");
        let error = decoded.end.expect_err("the provider says so");
        assert_eq!(error.kind(), ErrorKind::Provider, "{data}");
        assert_eq!((error.code(), error.to_string().as_str()), (code, text), "{data}");
    }
}

#[test]
fn an_error_that_may_pass_is_worth_another_try() {
    let busy = ("error", r#"{"type":"error","code":"server_error","message":"Busy."}"#);
    let wrong = ("error", r#"{"type":"error","code":"invalid_prompt","message":"No."}"#);

    assert!(decode_events(&[busy]).end.unwrap_err().is_retryable());
    assert!(!decode_events(&[wrong]).end.unwrap_err().is_retryable());
}

#[test]
fn an_error_in_place_of_an_answer_keeps_status_code_and_words() {
    let words = r#"{"error":{"message":"No such model.","type":"invalid_request_error","param":"model","code":"model_not_found"}}"#;
    let refused = Answering::new(404, words).ask("hi").unwrap_err();
    let failed = r#"{"id":"resp_1","status":"failed","output":[],"error":{"code":"server_error","message":"It broke."}}"#;
    let failed = Answering::new(200, failed).ask("hi").unwrap_err();
    let detail = Answering::new(401, r#"{"detail":"Who are you?"}"#).ask("hi").unwrap_err();

    assert_eq!((refused.status(), refused.code()), (Some(404), Some("model_not_found")));
    assert_eq!(refused.to_string(), "openai: No such model.");
    assert_eq!((failed.kind(), failed.code()), (ErrorKind::Provider, Some("server_error")));
    assert_eq!((detail.status(), detail.to_string().as_str()), (Some(401), "openai: Who are you?"));
}

#[test]
fn a_response_that_is_still_being_made_is_not_complete() {
    let decoded = decode_events(&[CREATED, ("response.queued", "{}"), COMPLETED]);
    assert!(decoded.chunks.last().unwrap().is_last());

    let body = r#"{"id":"resp_1","status":"queued","output":[]}"#;
    let message = Answering::new(200, body).ask("hi").unwrap();
    assert_eq!(message.response_metadata["status"], "queued");
    assert_eq!(message.text(), "");
}
