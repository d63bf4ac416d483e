//! Answers of a transport that follows a script: at once, and errors.

use futures::executor::block_on;
use runnable::{AiMessage, Error, ErrorKind, Runnable};
use runnable_providers::ChatMistral;
use runnable_tests::{Script, ScriptedAnswer};
use serde_json::json;

use super::decoding::{GOLD, STOP};

const WHOLE: &str = r#"{"id":"m1","object":"chat.completion","created":1,"model":"mistral-small","choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"Look."}],"tool_calls":[{"id":"D681PevKs","function":{"name":"f","arguments":"{\"a\": 1}"},"index":0}],"prefix":false},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}"#;

fn answered(answer: ScriptedAnswer, is_streamed: bool) -> Result<AiMessage, Error> {
    let model = ChatMistral::new("m").api_key("a-key-of-ours").transport(Script::new([answer]));
    block_on(model.max_retries(0).streaming(is_streamed).call("hi").into_future())
}

fn json(status: u16, body: &str) -> ScriptedAnswer {
    ScriptedAnswer::new(status, "application/json", body)
}

#[test]
fn an_answer_at_once_is_the_sum_of_its_stream() {
    let stream = r#"data: {"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

data: {"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]},"finish_reason":null}]}

data: {"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"."}]}]},"finish_reason":null}]}

data: {"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"content":"Look."},"finish_reason":null}]}

data: {"id":"m1","model":"mistral-small","choices":[{"index":0,"delta":{"tool_calls":[{"id":"D681PevKs","function":{"name":"f","arguments":"{\"a\": 1}"},"index":0}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}

data: [DONE]

"#;

    let whole = answered(json(200, WHOLE), false).unwrap();

    assert_eq!(whole.tool_calls().next().unwrap().args, json!({"a": 1}));
    assert_eq!(whole, answered(ScriptedAnswer::new(200, "text/event-stream", stream), true).unwrap());
}

#[test]
fn an_error_is_told_in_mistrals_words_with_the_id_of_its_logs() {
    let body = r#"{"object":"error","message":"Invalid model: m","type":"invalid_model","param":null,"code":"1500","raw_status_code":400}"#;
    let error = answered(json(400, body).header("mistral-correlation-id", "c-17"), true).unwrap_err();

    assert_eq!((error.kind(), error.status()), (ErrorKind::Provider, Some(400)));
    assert_eq!((error.code(), error.request_id()), (Some("invalid_model"), Some("c-17")));
    assert_eq!(error.to_string(), "mistralai: Invalid model: m");
    assert!(!error.is_retryable());
}

#[test]
fn what_is_wrong_with_a_request_is_said_with_its_place() {
    let list =
        r#"[{"type":"missing","loc":["body","messages",0],"msg":"Field required"},{"msg":"Not good"}]"#;
    for body in [
        format!(
            r#"{{"object":"error","message":{{"detail":{list}}},"type":"invalid_request_error","code":null}}"#
        ),
        format!(r#"{{"detail":{list}}}"#),
    ] {
        let error = answered(json(422, &body), false).unwrap_err();
        assert_eq!(error.to_string(), "mistralai: Field required (body.messages.0); Not good");
    }
}

#[test]
fn the_gateways_error_has_the_id_in_its_body() {
    let error = answered(json(401, r#"{"message":"Unauthorized","request_id":"ab12"}"#), true).unwrap_err();

    assert_eq!((error.status(), error.request_id()), (Some(401), Some("ab12")));
    assert_eq!(error.to_string(), "mistralai: Unauthorized");
}

#[test]
fn a_busy_host_is_asked_again_before_the_answer_begins_and_not_after() {
    let busy = || {
        json(429, r#"{"object":"error","message":"Rate limit exceeded","type":"rate_limited","code":"1300"}"#)
    };
    let stream = format!("data: {GOLD}\n\ndata: {STOP}\n\ndata: [DONE]\n\n");
    let stream = ScriptedAnswer::new(200, "text/event-stream", &stream);
    let failing = r#"data: {"object":"error","message":"Gone","type":"unreachable_backend"}"#;
    let failing = ScriptedAnswer::new(200, "text/event-stream", format!("data: {GOLD}\n\n{failing}\n\n"));
    let asked = |answers: [ScriptedAnswer; 2]| {
        let script = Script::new(answers);
        let model = ChatMistral::new("m").api_key("a-key-of-ours").transport(script.clone()).max_retries(1);
        let answer = block_on(model.streaming(true).call("hi").into_future());
        (answer.map(|message| message.text().into_owned()).ok(), script.asked().len())
    };

    assert_eq!(asked([busy().header("retry-after", "0"), stream.clone()]), (Some("Gold".to_owned()), 2));
    assert_eq!(asked([failing, stream]), (None, 1));
}

#[test]
fn an_answer_without_choices_is_none() {
    assert_eq!(answered(json(200, "{}"), false).unwrap_err().kind(), ErrorKind::Protocol);
    assert_eq!(answered(json(200, &WHOLE[..90]), false).unwrap_err().kind(), ErrorKind::Truncated);
}
