//! Answers of a transport that follows a script: at once, in pieces, and errors.

use futures::executor::block_on;
use runnable::{AiMessage, Error, ErrorKind, Runnable};
use runnable_providers::ChatOllama;
use runnable_tests::{Script, ScriptedAnswer};
use serde_json::json;

use super::decoding::{DONE, HELLO};

const WHOLE: &str = r#"{"model":"qwen3:4b","created_at":"2026-11-22T10:15:30.1Z","message":{"role":"assistant","content":"Look.","thinking":"Hm.","tool_calls":[{"id":"c1","function":{"name":"f","arguments":{"a":1}}}]},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":3,"eval_count":4}"#;

fn answered(status: u16, media_type: &str, body: &str, is_streamed: bool) -> Result<AiMessage, Error> {
    let script = Script::new([ScriptedAnswer::new(status, media_type, body)]);
    let model = ChatOllama::new("m").transport(script).max_retries(0).streaming(is_streamed);
    block_on(model.call("hi").into_future())
}

fn script() -> Script {
    Script::new([ScriptedAnswer::new(200, "application/json", WHOLE)])
}

#[test]
fn an_answer_at_once_has_what_a_stream_has() {
    let message = answered(200, "application/json; charset=utf-8", WHOLE, false).unwrap();

    assert_eq!((&*message.reasoning(), &*message.text()), ("Hm.", "Look."));
    let call = message.tool_calls().next().unwrap();
    assert_eq!((&*call.name, &call.args, call.id.as_deref()), ("f", &json!({"a": 1}), Some("c1")));
    assert_eq!(message.response_metadata["total_duration"], 5);
    assert_eq!(message.usage.unwrap().total_tokens, 7);
    let streamed = answered(200, "application/x-ndjson", WHOLE, true).unwrap();
    assert_eq!(streamed.content, message.content);
}

#[test]
fn thoughts_are_left_out_where_the_model_was_told_not_to_think() {
    let message = block_on(ChatOllama::new("m").transport(script()).think(false).call("hi").into_future());

    assert_eq!(message.unwrap().reasoning(), "");
}

#[test]
fn lines_are_known_by_any_of_their_names() {
    let body = format!("{HELLO}\n{DONE}\n");
    for media_type in
        ["application/x-ndjson", "application/ndjson", "Application/JSONL; x=y", "application/json"]
    {
        assert_eq!(answered(200, media_type, &body, true).unwrap().text(), "Hello", "{media_type}");
    }
    assert_eq!(answered(200, "application/x-ndjson", &body, false).unwrap().text(), "Hello");
}

#[test]
fn another_kind_of_answer_is_an_error() {
    let error = answered(200, "text/html", "<html>Sign in</html>", true).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Protocol);
    let text = "the answer is text/html instead of application/x-ndjson: <html>Sign in</html>";
    assert_eq!(error.to_string(), text);
}

#[test]
fn an_error_is_told_in_the_servers_words() {
    let error = answered(404, "application/json", r#"{"error":"model 'm' not found"}"#, true).unwrap_err();

    assert_eq!((error.kind(), error.status()), (ErrorKind::Provider, Some(404)));
    assert_eq!(error.to_string(), "ollama: model 'm' not found");
    let error = answered(200, "application/json", r#"{"error":"no"}"#, false).unwrap_err();
    assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Provider, "ollama: no"));
}

#[test]
fn an_answer_at_once_that_is_none_is_an_error() {
    let load =
        r#"{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"load"}"#;
    let error = answered(200, "application/json", load, false).unwrap_err();

    assert_eq!((error.kind(), error.code()), (ErrorKind::Provider, Some("load")));
    let cut = answered(200, "application/json", &WHOLE[..80], false).unwrap_err();
    assert_eq!(cut.kind(), ErrorKind::Truncated);
    assert_eq!(answered(200, "application/json", "{}", false).unwrap_err().kind(), ErrorKind::Protocol);
}

#[test]
fn an_address_may_lack_scheme_and_port() {
    for (address, url) in [
        ("192.168.0.7", "http://192.168.0.7:11434/api/chat"),
        (":8080", "http://127.0.0.1:8080/api/chat"),
        ("https://ollama.example.com/proxy/", "https://ollama.example.com/proxy/api/chat"),
    ] {
        let script = script();
        block_on(ChatOllama::new("m").base_url(address).transport(script.clone()).call("hi").into_future())
            .unwrap();

        assert_eq!(script.asked()[0].url, url);
    }
}

#[test]
fn a_key_is_sent_where_there_is_one_and_not_asked_for() {
    let (without, with) = (script(), script());
    let model = ChatOllama::new("m").base_url("http://127.0.0.1:11434");

    block_on(model.clone().transport(without.clone()).call("hi").into_future()).unwrap();
    block_on(model.api_key("a-key-of-ours").transport(with.clone()).call("hi").into_future()).unwrap();

    assert_eq!(with.asked()[0].headers.get("authorization"), Some("Bearer a-key-of-ours"));
    if std::env::var_os("OLLAMA_API_KEY").is_none() {
        assert_eq!(without.asked()[0].headers.get("authorization"), None);
    }
}
