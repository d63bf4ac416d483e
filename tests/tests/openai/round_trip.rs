//! Answers at once and in pieces, there and back.

use futures::executor::block_on;
use runnable::{AiMessage, AiMessageChunk, Message, Runnable};
use runnable_providers::dialect::Dialect;
use runnable_providers::{ChatOpenAi, Host, OpenAi, hosts};
use runnable_tests::{Script, ScriptedAnswer};
use serde_json::{Value, json};

use super::decoding::{body, decode_of};
use super::encoding::WHOLE;

/// The same answer at once, with everything that a host may send.
fn whole() -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "model": "m", "service_tier": "default",
        "system_fingerprint": "fp",
        "choices": [{"index": 0, "finish_reason": "tool_calls", "logprobs": null, "message": {
            "role": "assistant", "reasoning_content": "I count.", "content": "Let me see.", "refusal": "No.",
            "annotations": [{"type": "url_citation", "url_citation": {"start_index": 0, "end_index": 3, "url": "https://example.org", "title": "A", "content": "B"}}, {"type": "file", "file": {"name": "a"}}],
            "tool_calls": [
                {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1}"}},
                {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{\"x\": 2}"}},
            ],
        }}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7},
    })
}

/// The same answer in pieces.
fn pieces() -> Vec<Value> {
    let whole = whole();
    let message = &whole["choices"][0]["message"];
    let call = |index: usize, arguments: &str| {
        let mut call = message["tool_calls"][index].clone();
        call["index"] = index.into();
        call["function"]["arguments"] = arguments.into();
        call
    };
    let deltas = [
        json!({"role": "assistant", "content": ""}),
        json!({"reasoning_content": "I "}),
        json!({"reasoning_content": "count."}),
        json!({"content": "Let me"}),
        json!({"content": " see."}),
        json!({"annotations": message["annotations"]}),
        json!({"refusal": "N"}),
        json!({"refusal": "o."}),
        json!({"tool_calls": [call(0, "{\"x\"")]}),
        json!({"tool_calls": [{"index": 0, "function": {"arguments": ": 1}"}}]}),
        json!({"tool_calls": [call(1, "{\"x\": 2}")]}),
    ];
    let payload = |choice: Value| {
        let mut payload = whole.clone();
        payload["choices"] = json!([choice]);
        payload["usage"] = Value::Null;
        payload
    };
    let mut payloads: Vec<_> =
        deltas.into_iter().map(|delta| payload(json!({"index": 0, "delta": delta}))).collect();
    payloads.push(payload(json!({"index": 0, "delta": {}, "finish_reason": "tool_calls"})));
    payloads.push(json!({"id": "chatcmpl-1", "choices": [], "usage": whole["usage"]}));
    payloads
}

fn message_of(host: &Host) -> AiMessage {
    let streamed = decode_of(host, [body(pieces()).as_bytes(), b"data: [DONE]\n\n"]);
    assert!(streamed.end.is_ok());
    streamed.message()
}

#[test]
fn an_answer_is_the_same_at_once_and_in_pieces() {
    let whole = OpenAi::default().whole(&whole().to_string(), &hosts::OPENAI).expect("it is an answer");

    assert!(whole.is_last());
    assert_eq!(AiMessage::from(AiMessageChunk::default() + whole), message_of(&hosts::OPENAI));
}

#[test]
fn an_answer_has_its_citations() {
    let blocks = json!(message_of(&hosts::OPENAI).blocks());
    let citation = json!({
        "type": "citation", "url": "https://example.org", "title": "A", "start_index": 0, "end_index": 3,
        "extras": {"content": "B"},
    });
    let other = json!({"type": "non_standard_annotation", "value": {"type": "file", "file": {"name": "a"}}});

    assert_eq!(blocks[1]["annotations"], json!([citation, other]));
}

/// What is sent back of an answer that a host gave.
fn sent_back(host: Host, answer: AiMessage) -> Value {
    let script = Script::new([ScriptedAnswer::new(200, "application/json", WHOLE)]);
    let chat = ChatOpenAi::new("m")
        .host(host)
        .variable("DATABRICKS_HOST", "https://d")
        .api_key("k")
        .transport(script.clone());
    let input = vec![Message::human("hi"), answer.into(), Message::tool("a", "1"), Message::tool("b", "2")];
    block_on(chat.call(input).into_future()).expect("it can be sent");
    script.sent()["messages"][1].take()
}

fn calls() -> Value {
    let call = |id: &str, name: &str, arguments: &str| json!({"type": "function", "id": id, "function": {"name": name, "arguments": arguments}});
    json!([call("a", "f", "{\"x\":1}"), call("b", "g", "{\"x\":2}")])
}

#[test]
fn an_answer_is_sent_back_without_its_thoughts_where_the_host_wants_none() {
    let parts = json!([{"type": "text", "text": "Let me see."}, {"type": "refusal", "refusal": "No."}]);
    let expected = json!({"role": "assistant", "content": parts, "tool_calls": calls()});

    assert_eq!(sent_back(hosts::OPENAI, message_of(&hosts::OPENAI)), expected);
}

#[test]
fn thoughts_go_back_to_the_host_that_wants_them_and_to_no_other() {
    let back = sent_back(hosts::DEEPSEEK, message_of(&hosts::DEEPSEEK));
    let elsewhere = sent_back(hosts::MOONSHOT, message_of(&hosts::DEEPSEEK));

    assert_eq!(back["reasoning_content"], "I count.");
    assert_eq!(back["tool_calls"], calls());
    assert_eq!(elsewhere.get("reasoning_content"), None);
}

#[test]
fn proofs_of_thoughts_go_back_put_together() {
    let detail = |fields: Value| {
        let mut detail = json!({"type": "reasoning.text", "index": 0, "format": "x"});
        detail.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({"reasoning": fields["text"], "reasoning_details": [detail]})
    };
    let encrypted = json!({"type": "reasoning.encrypted", "index": 1, "data": "zzz"});
    let deltas = [
        detail(json!({"text": "I"})),
        detail(json!({"text": " count."})),
        detail(json!({"signature": "sig"})),
        json!({"reasoning_details": [encrypted]}),
        json!({"content": "Three."}),
    ];
    let payloads = deltas.map(|delta| super::decoding::delta(&delta));
    let answer = decode_of(&hosts::OPENROUTER, [body(payloads).as_bytes(), b"data: [DONE]\n\n"]).message();
    let back = sent_back(hosts::OPENROUTER, answer);

    let text =
        json!({"type": "reasoning.text", "index": 0, "format": "x", "text": "I count.", "signature": "sig"});
    assert_eq!(back["reasoning_details"], json!([text, encrypted]));
    assert_eq!((&back["reasoning"], &back["content"]), (&json!("I count."), &json!("Three.")));
}

#[test]
fn an_answer_of_another_provider_keeps_its_text_and_calls() {
    let mut answer = message_of(&hosts::OPENAI);
    answer.response_metadata.insert("model_provider".into(), "anthropic".into());
    answer
        .content
        .push(runnable::ContentBlock::non_standard(json!({"type": "redacted_thinking", "data": "x"})));
    let parts = json!([{"type": "text", "text": "Let me see."}, {"type": "refusal", "refusal": "No."}]);

    assert_eq!(sent_back(hosts::OPENAI, answer)["content"], parts);
}

#[test]
fn spoken_words_are_sent_back_by_their_id() {
    let message = json!({"choices": [{"index": 0, "finish_reason": "stop", "message": {"content": null, "audio": {"id": "audio_1", "data": "AAAA", "transcript": "Hi", "expires_at": 7}}}]});
    let chat = ChatOpenAi::new("m").audio(json!({"voice": "alloy", "format": "wav"})).api_key("k");
    let script = Script::new([ScriptedAnswer::new(200, "application/json", message.to_string())]);
    let answer = block_on(chat.transport(script).call("hi").into_future()).expect("it is answered");

    let block = json!({"type": "audio", "base64": "AAAA", "mime_type": "audio/wav", "id": "audio_1", "index": 0, "extras": {"transcript": "Hi", "expires_at": 7}});
    assert_eq!(json!(answer.blocks()), json!([block]));
    assert_eq!(
        sent_back(hosts::OPENAI, answer),
        json!({"role": "assistant", "content": "", "audio": {"id": "audio_1"}})
    );
}

#[test]
fn an_answer_that_is_none_says_why() {
    let answered = |body: &str| {
        let script = Script::new([ScriptedAnswer::new(200, "application/json", body)]);
        let chat = ChatOpenAi::new("m").api_key("k").max_retries(0).transport(script);
        block_on(chat.call("hi").into_future()).expect_err("it is no answer").to_string()
    };

    assert_eq!(answered(r#"{"error":{"message":"No.","code":400},"user_id":"u"}"#), "openai: No.");
    assert_eq!(answered(r#"{"id":"x","choices":null}"#), "the answer is not what the wire format says");
    assert_eq!(answered(r#"{"id":"x","choices":[{"#), "the answer ended at byte 22, before it was complete");
}
