//! One answer is one message, however it came, and can be sent back as it came; errors.

use futures::executor::block_on;
use runnable::{AiMessage, ErrorKind, Message, Result, Runnable};
use runnable_tests::{Script, ScriptedAnswer, aws};
use serde_json::{Value, json};

use super::bodies::{BLUB, MODEL, WHOLE_BLUB, answering, asked, blub};

const STREAM: &str = "application/vnd.amazon.eventstream";

fn called(status: u16, body: &str) -> Result<AiMessage> {
    block_on(asked(&answering(status, "application/json", body)).call("hi").into_future())
}

fn streamed(body: Vec<u8>) -> AiMessage {
    block_on(asked(&answering(200, STREAM, body)).streaming(true).call("hi").into_future()).unwrap()
}

/// The same message, whichever run it came from.
fn anonymous(message: AiMessage) -> AiMessage {
    AiMessage { id: None, ..message }
}

#[test]
fn an_answer_at_once_is_the_sum_of_its_stream() {
    let streamed = streamed(blub());

    assert_eq!(streamed.model_name(), Some(MODEL));
    assert_eq!(streamed.stop_reason(), Some("end_turn"));
    assert_eq!(anonymous(called(200, WHOLE_BLUB).unwrap()), anonymous(streamed));
}

/// A block of every kind that can be sent back, at once and in pieces.
fn every_block() -> (Value, Vec<u8>) {
    let citation = json!({"title": "Fish", "source": "f.pdf", "sourceContent": [{"text": "no stomach"}],
        "location": {"documentPage": {"documentIndex": 0, "start": 2, "end": 3}}});
    let result = json!([{"json": {"stdOut": "42"}}]);
    let content = json!([
        {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "SIG"}}},
        {"reasoningContent": {"redactedContent": "c2VjcmV0"}},
        {"citationsContent": {"content": [{"text": "No stomach."}], "citations": [citation]}},
        {"toolUse": {"toolUseId": "s1", "name": "nova_code_interpreter", "input": {"snippet": "6*7"}, "type": "server_tool_use"}},
        {"toolResult": {"toolUseId": "s1", "content": result, "status": "success", "type": "nova_code_interpreter_result"}},
        {"toolUse": {"toolUseId": "c1", "name": "f", "input": {"a": 1}}},
    ]);
    let delta =
        |index: u32, delta: Value| ("contentBlockDelta", json!({"contentBlockIndex": index, "delta": delta}));
    let start =
        |index: u32, start: Value| ("contentBlockStart", json!({"contentBlockIndex": index, "start": start}));
    let events = [
        delta(0, json!({"reasoningContent": {"text": "Hm."}})),
        delta(0, json!({"reasoningContent": {"signature": "SIG"}})),
        delta(1, json!({"reasoningContent": {"redactedContent": "c2VjcmV0"}})),
        delta(2, json!({"text": "No stomach."})),
        delta(2, json!({ "citation": citation })),
        start(
            3,
            json!({"toolUse": {"toolUseId": "s1", "name": "nova_code_interpreter", "type": "server_tool_use"}}),
        ),
        delta(3, json!({"toolUse": {"input": "{\"snippet\":\"6*7\"}"}})),
        start(
            4,
            json!({"toolResult": {"toolUseId": "s1", "status": "success", "type": "nova_code_interpreter_result"}}),
        ),
        delta(4, json!({ "toolResult": result })),
        start(5, json!({"toolUse": {"toolUseId": "c1", "name": "f"}})),
        delta(5, json!({"toolUse": {"input": "{\"a\":1}"}})),
    ];
    let mut body: Vec<u8> =
        events.iter().flat_map(|(name, data)| aws::event(name, &data.to_string())).collect();
    body.extend(aws::stream(&BLUB[4..]));
    (content, body)
}

fn whole_of(content: &Value) -> String {
    let mut whole: Value = serde_json::from_str(WHOLE_BLUB).unwrap();
    whole["output"]["message"]["content"] = content.clone();
    whole.to_string()
}

#[test]
fn every_kind_of_block_is_the_same_at_once_and_in_pieces() {
    let (content, body) = every_block();

    assert_eq!(anonymous(called(200, &whole_of(&content)).unwrap()), anonymous(streamed(body)));
}

#[test]
fn an_answer_is_sent_back_as_it_came() {
    let (content, _) = every_block();
    let answer = called(200, &whole_of(&content)).unwrap();
    let next = answering(200, "application/json", WHOLE_BLUB);
    let tool = json!({"systemTool": {"name": "nova_code_interpreter"}});

    let history = vec![Message::human("hi"), answer.into(), Message::tool("c1", "3")];
    block_on(asked(&next).tools([tool]).call(history).into_future()).unwrap();

    assert_eq!(next.sent()["messages"][1], json!({"role": "assistant", "content": content}));
}

#[test]
fn a_block_that_is_not_known_is_kept_and_sent_back() {
    let guarded = json!([{"guardContent": {"text": {"text": "hm"}}}]);
    let answer = called(200, &whole_of(&guarded)).unwrap();
    let next = answering(200, "application/json", WHOLE_BLUB);

    block_on(
        asked(&next).call(vec![Message::human("hi"), answer.into(), Message::human("go on")]).into_future(),
    )
    .unwrap();

    assert_eq!(next.sent()["messages"][1]["content"], guarded);
}

#[test]
fn an_error_has_the_code_of_its_header_and_the_id_of_the_request() {
    let told = r#"{"message":"The provided model identifier is invalid."}"#;
    let answer = ScriptedAnswer::new(400, "application/json", told)
        .header("x-amzn-ErrorType", "ValidationException:http://internal.amazon.com/coral/")
        .header("x-amzn-RequestId", "8a7f");
    let answer = Script::new([answer]);

    let error = block_on(asked(&answer).call("hi").into_future()).unwrap_err();

    assert_eq!((error.kind(), error.status()), (ErrorKind::Provider, Some(400)));
    assert_eq!((error.code(), error.request_id()), (Some("ValidationException"), Some("8a7f")));
    assert_eq!(error.to_string(), "bedrock_converse: The provided model identifier is invalid.");
    let typed = called(403, r#"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"No."}"#);
    assert_eq!(typed.unwrap_err().code(), Some("AccessDeniedException"));
}

#[test]
fn an_answer_at_once_that_is_cut_or_strange_is_an_error() {
    assert!(called(200, &WHOLE_BLUB[..80]).unwrap_err().is_truncated());
    assert_eq!(called(200, r#"{"weather":7}"#).unwrap_err().kind(), ErrorKind::Protocol);
    assert_eq!(called(200, r#"{"message":"no such route"}"#).unwrap_err().kind(), ErrorKind::Provider);
}
