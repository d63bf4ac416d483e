//! What servers send beside what is published.

use runnable::ErrorKind;
use serde_json::json;

use super::decoding::{DONE, HELLO, decode, lines};

fn calls(line: &str) -> Vec<(String, serde_json::Value, String)> {
    let message = lines(&[line, DONE]).message();
    message
        .tool_calls()
        .map(|call| (call.name.clone(), call.args.clone(), call.id.clone().unwrap()))
        .collect()
}

#[test]
fn a_call_without_an_id_gets_one_that_is_its_own_and_always_the_same() {
    let line = r#"{"created_at":"1","message":{"tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"function":{"name":"f","arguments":{"a":1}}}]}}"#;
    let later = line.replace(r#""1""#, r#""2""#);

    let (first, again, other) = (calls(line), calls(line), calls(&later));

    assert_eq!(first.len(), 2, "the same call twice is two calls");
    assert_ne!(first[0].2, first[1].2);
    assert_eq!(first, again);
    assert!(other.iter().all(|call| !first.iter().any(|known| known.2 == call.2)));
}

#[test]
fn calls_in_several_lines_do_not_merge() {
    let line =
        r#"{"message":{"tool_calls":[{"id":"","function":{"index":0,"name":"f","arguments":{"a":1}}}]}}"#;

    let message = lines(&[line, line, DONE]).message();

    let ids: Vec<_> = message.tool_calls().map(|call| call.id.clone().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn arguments_may_be_an_object_the_text_of_one_or_nothing() {
    for (arguments, expected) in [
        (r#"{"city":"Zürich","n":[1,2.50]}"#, json!({"city": "Zürich", "n": [1, 2.5]})),
        (r#""{\"city\":\"Oslo\"}""#, json!({"city": "Oslo"})),
        ("null", json!({})),
        ("{}", json!({})),
    ] {
        let line = format!(
            r#"{{"message":{{"tool_calls":[{{"id":"c","function":{{"name":"f","arguments":{arguments}}}}}]}}}}"#
        );
        assert_eq!(calls(&line), [("f".to_owned(), expected, "c".to_owned())]);
    }
}

#[test]
fn arguments_are_spelled_as_langchain_spells_them() {
    let line = r#"{"message":{"tool_calls":[{"function":{"name":"f","arguments":{"b":"é \u003e ü","a":[1,true]}}}]}}"#;

    let decoded = lines(&[line]);

    let chunk = decoded.chunks[0].tool_call_chunks().next().unwrap();
    assert_eq!(chunk.args, r#"{"b": "\u00e9 > \u00fc", "a": [1, true]}"#);
}

#[test]
fn a_model_that_was_only_loaded_did_not_answer() {
    let load =
        r#"{"model":"m","message":{"role":"assistant","content":" "},"done":true,"done_reason":"load"}"#;

    assert_eq!(lines(&[load]).end.unwrap_err().kind(), ErrorKind::Truncated);
    let answered = lines(&[load, HELLO, DONE]);
    assert_eq!(answered.text(), "Hello");
    assert!(answered.end.is_ok());
}

#[test]
fn a_count_that_is_missing_is_not_zero() {
    let done = r#"{"model":"m","message":{"content":""},"done":true,"eval_count":9}"#;

    assert_eq!(lines(&[HELLO, done]).message().usage, None);
}

#[test]
fn lines_may_have_carriage_returns_a_mark_and_blank_lines_between_them() {
    let body = format!("\u{feff}{HELLO}\r\n\r\n\n{DONE}\r\n");

    let decoded = decode([body.as_bytes()]);

    assert_eq!(decoded.text(), "Hello");
    assert!(decoded.end.is_ok());
}

#[test]
fn separators_of_other_alphabets_do_not_end_a_line() {
    let line = "{\"message\":{\"content\":\"a\u{2028}b\u{2029}c\u{85}d\"}}";

    assert_eq!(lines(&[line, DONE]).text(), "a\u{2028}b\u{2029}c\u{85}d");
}

#[test]
fn a_broken_byte_is_one_wrong_character_and_the_rest_arrives() {
    let body = [b"{\"message\":{\"content\":\"a\xFFb\"}}\n", DONE.as_bytes()].concat();

    assert_eq!(decode([&*body]).text(), "a\u{fffd}b");
}

#[test]
fn a_line_of_another_kind_is_skipped() {
    let decoded = lines(&[r#"{"status":"pulling manifest"}"#, HELLO, r#"{"done":false}"#, DONE]);

    assert_eq!(decoded.text(), "Hello");
    assert!(decoded.end.is_ok());
}

#[test]
fn gateways_say_errors_in_their_own_form() {
    let error = r#"{"error":{"message":"Slow down","type":"rate_limit_error","code":null}}"#;

    let error = lines(&[HELLO, error]).end.unwrap_err();

    assert_eq!((error.kind(), error.code()), (ErrorKind::Provider, Some("rate_limit_error")));
    assert_eq!(error.to_string(), "ollama: Slow down");
}

#[test]
fn log_probabilities_of_all_lines_are_kept() {
    let line = |token: &str| {
        format!(r#"{{"message":{{"content":"{token}"}},"logprobs":[{{"token":"{token}","logprob":-0.5}}]}}"#)
    };

    let message = lines(&[&line("a"), &line("b"), DONE]).message();

    let expected = json!([{"token": "a", "logprob": -0.5}, {"token": "b", "logprob": -0.5}]);
    assert_eq!(message.response_metadata["logprobs"], expected);
}
