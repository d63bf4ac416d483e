//! Bytes in, chunks out; and how a stream ends.

use runnable::ErrorKind;
use runnable_fixtures::Fixture;
use runnable_providers::Ollama;
use runnable_tests::decoding::{self, Decoded};

/// Decodes a body that arrives in these pieces.
pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&Ollama::default(), pieces)
}

/// Decodes these lines.
pub(crate) fn lines(lines: &[&str]) -> Decoded {
    decode([lines.join("\n").as_bytes()])
}

pub(crate) const HELLO: &str = r#"{"model":"llama3.2","created_at":"2026-11-22T10:15:30.1Z","message":{"role":"assistant","content":"Hello"},"done":false}"#;
pub(crate) const DONE: &str = r#"{"model":"llama3.2","created_at":"2026-11-22T10:15:30.2Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":26,"eval_count":9}"#;

fn plain_text() -> Vec<u8> {
    Fixture::load("ollama/plain_text").unwrap().exchanges()[0].body.bytes().to_vec()
}

#[test]
fn a_whole_stream_ends_well() {
    let decoded = decode([&*plain_text()]);

    assert!(decoded.end.is_ok());
    let message = decoded.message();
    assert_eq!(message.text(), "Goldfish swim: blub, blub. 金鱼 🐠");
    assert_eq!((message.model_name(), message.stop_reason()), (Some("llama3.2"), Some("stop")));
    assert_eq!(message.usage.unwrap().total_tokens, 35);
    assert!(decoded.chunks.last().unwrap().is_last());
}

#[test]
fn every_cut_gives_the_same_chunks() {
    let body = plain_text();
    let whole = decode([&*body]);
    for cut in 0..=body.len() {
        let (before, after) = body.split_at(cut);
        assert_eq!(decode([before, after]), whole, "cut at {cut}");
    }
    assert_eq!(decode(body.chunks(1)), whole);
}

#[test]
fn a_stream_that_is_cut_anywhere_before_its_last_line_is_whole_is_truncated() {
    let body = plain_text();
    for end in 0..body.len() - 1 {
        let decoded = decode([&body[..end]]);

        let error = decoded.end.as_ref().expect_err("the end is missing");
        assert_eq!(error.kind(), ErrorKind::Truncated, "cut at {end}");
        assert!("Goldfish swim: blub, blub. 金鱼 🐠".starts_with(&decoded.text()), "cut at {end}");
    }
    assert!(decode([&body[..body.len() - 1]]).end.is_ok(), "the last line needs no end");
}

#[test]
fn nothing_behind_the_last_line_is_read() {
    let decoded = lines(&[HELLO, DONE, "not JSON", HELLO]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.text(), "Hello");
}

#[test]
fn a_line_that_does_not_parse_is_an_error_that_says_where_it_is() {
    for line in [
        "{",
        "[]",
        "data: {}",
        r#"{"message":"Hello","done":false}"#,
        r#"{"message":{"content":7},"done":false}"#,
        r#"{"message":{"tool_calls":[{"function":{"arguments":{}}}]},"done":false}"#,
        r#"{"message":{"tool_calls":[{"function":{"name":"f","arguments":"\q"}}]},"done":false}"#,
    ] {
        let decoded = lines(&[HELLO, line, DONE]);

        assert_eq!(decoded.text(), "Hello", "{line}");
        let error = decoded.end.expect_err("it does not parse");
        assert_eq!(error.kind(), ErrorKind::Protocol, "{line}");
        let text = format!("the event at byte {} is not what the wire format says", HELLO.len() + 1);
        assert_eq!(error.to_string(), text);
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[test]
fn the_servers_error_ends_the_stream_with_its_words() {
    let decoded = lines(&[HELLO, r#"{"error":"llama runner process has terminated"}"#, DONE]);

    assert_eq!(decoded.text(), "Hello");
    let error = decoded.end.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!(error.to_string(), "ollama: llama runner process has terminated");
}

#[test]
fn a_line_without_end_is_an_error_before_it_fills_the_memory() {
    let mebibyte = vec![b'a'; 1 << 20];

    let error = decode(std::iter::repeat_n(&mebibyte[..], 17)).end.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Protocol);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the line at byte 0 is longer than 16777216 bytes");
}
