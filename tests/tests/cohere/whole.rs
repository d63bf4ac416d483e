//! One answer is one message, however it came, and can be sent back as it came; errors.

use futures::executor::block_on;
use runnable::{AiMessage, ErrorKind, Message, Result, Runnable};
use runnable_providers::ChatCohere;
use runnable_tests::Script;
use serde_json::{Value, json};

use super::bodies::{BLUB, WHOLE_BLUB, answering, body, decode};

fn asked(answer: &Script) -> ChatCohere {
    ChatCohere::new("command-a-03-2025")
        .api_key("co-test-0123456789")
        .max_retries(0)
        .transport(answer.clone())
}

fn called(status: u16, body: &str) -> Result<AiMessage> {
    block_on(asked(&answering(status, "application/json", body)).call("hi").into_future())
}

#[test]
fn an_answer_at_once_is_the_sum_of_its_stream() {
    let streamed = answering(200, "text/event-stream", BLUB);

    let streamed = block_on(asked(&streamed).streaming(true).call("hi").into_future()).unwrap();

    assert_eq!(streamed.model_name(), Some("command-a-03-2025"));
    assert_eq!(called(200, WHOLE_BLUB).unwrap(), streamed);
}

#[test]
fn every_kind_of_content_is_the_same_at_once_and_in_pieces() {
    let cited = r#"{"start":0,"end":4,"text":"Fish","sources":[],"type":"TEXT_CONTENT"}"#;
    let call = r#"{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}"#;
    let events = [
        ("tool-plan-delta", r#"{"delta":{"message":{"tool_plan":"Look up."}}}"#.to_owned()),
        ("content-delta", r#"{"index":0,"delta":{"message":{"content":{"thinking":"Fish?"}}}}"#.to_owned()),
        ("content-delta", r#"{"index":1,"delta":{"message":{"content":{"text":"Fish."}}}}"#.to_owned()),
        ("tool-call-start", format!(r#"{{"index":0,"delta":{{"message":{{"tool_calls":{call}}}}}}}"#)),
        ("citation-start", format!(r#"{{"index":0,"delta":{{"message":{{"citations":{cited}}}}}}}"#)),
        ("message-end", r#"{"delta":{"finish_reason":"TOOL_CALL","usage":{"tokens":{"input_tokens":7,"output_tokens":2},"cached_tokens":3}}}"#.to_owned()),
    ];
    let events: Vec<_> = events.iter().map(|(name, data)| (*name, data.as_str())).collect();
    let whole = format!(
        r#"{{"message":{{"tool_plan":"Look up.","content":[{{"type":"thinking","thinking":"Fish?"}},{{"type":"text","text":"Fish."}}],"tool_calls":[{call}],"citations":[{cited}]}},"finish_reason":"TOOL_CALL","usage":{{"tokens":{{"input_tokens":7,"output_tokens":2}},"cached_tokens":3}}}}"#
    );

    let mut message = called(200, &whole).unwrap();

    message.id = None;
    message.response_metadata.remove("model_name");
    assert_eq!(message, decode([body(&events).as_bytes()]).sum().into());
    assert_eq!(message.usage.unwrap().input_token_details.cache_read(), Some(3));
}

#[test]
fn an_answer_is_sent_back_as_it_came() {
    let whole = r#"{"message":{"tool_plan":"Look up.","content":[{"type":"thinking","thinking":"Fish?"}],"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"TOOL_CALL"}"#;
    let came: Value = serde_json::from_str(whole).unwrap();
    let answer = called(200, whole).unwrap();
    let next = answering(200, "application/json", WHOLE_BLUB);

    let history = vec![Message::human("hi"), answer.into(), Message::tool("c1", "3")];
    block_on(asked(&next).call(history).into_future()).unwrap();

    let sent = next.sent();
    let turn = &sent["messages"][1];
    for key in ["tool_plan", "content", "tool_calls"] {
        assert_eq!(turn[key], came["message"][key], "{key}");
    }
    let result = json!([{"type": "document", "document": {"data": {"output": "3"}}}]);
    assert_eq!(sent["messages"][2], json!({"role": "tool", "tool_call_id": "c1", "content": result}));
}

#[test]
fn an_error_has_the_words_of_the_provider_and_no_key() {
    let error = called(401, r#"{"id":"r1","message":"invalid api token: co-test-0123456789"}"#).unwrap_err();

    assert_eq!((error.kind(), error.status()), (ErrorKind::Provider, Some(401)));
    assert_eq!(error.to_string(), "cohere: invalid api token: [redacted]");
    assert_eq!(error.request_id(), Some("r1"));
}

#[test]
fn an_answer_at_once_that_failed_is_an_error_and_one_that_is_cut_is_truncated() {
    let failed = r#"{"id":"m1","message":{"content":[]},"finish_reason":"ERROR"}"#;

    assert_eq!(called(200, failed).unwrap_err().code(), Some("ERROR"));
    assert!(called(200, &WHOLE_BLUB[..80]).unwrap_err().is_truncated());
    assert_eq!(called(200, r#"{"weather":7}"#).unwrap_err().kind(), ErrorKind::Protocol);
}
