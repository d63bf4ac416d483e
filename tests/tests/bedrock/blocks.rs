//! Blocks beside text, and calls as they may come.

use runnable::{AiMessage, ContentBlock};
use serde_json::{Value, json};

use super::bodies::{BLUB, decode_events};

fn message(events: &[(&str, &str)]) -> AiMessage {
    let events: Vec<_> = events.iter().chain(&BLUB[4..]).copied().collect();
    let decoded = decode_events(&events);
    decoded.end.as_ref().expect("the stream is good");
    decoded.sum().into()
}

fn blocks(events: &[(&str, &str)]) -> Vec<Value> {
    message(events).blocks().iter().map(|block| serde_json::to_value(block).unwrap()).collect()
}

fn start(index: u32, start: &str) -> String {
    format!(r#"{{"contentBlockIndex":{index},"start":{start}}}"#)
}

fn delta(index: u32, delta: &str) -> String {
    format!(r#"{{"contentBlockIndex":{index},"delta":{delta}}}"#)
}

#[test]
fn all_calls_of_a_message_are_kept_whatever_their_numbers() {
    for (first, second) in [(0, 1), (1, 0), (0, 0)] {
        let starts = [("c1", first), ("c2", second)]
            .map(|(id, index)| start(index, &format!(r#"{{"toolUse":{{"name":"f","toolUseId":"{id}"}}}}"#)));
        let args = [(1, first), (2, second)]
            .map(|(n, index)| delta(index, &format!(r#"{{"toolUse":{{"input":"{{\"a\":{n}}}"}}}}"#)));

        let message = message(&[
            ("contentBlockStart", &starts[0]),
            ("contentBlockDelta", &args[0]),
            ("contentBlockStart", &starts[1]),
            ("contentBlockDelta", &args[1]),
        ]);

        let calls: Vec<_> =
            message.tool_calls().map(|call| (call.id.as_deref().unwrap(), &call.args)).collect();
        assert_eq!(calls, [("c1", &json!({"a": 1})), ("c2", &json!({"a": 2}))], "{first} {second}");
    }
}

#[test]
fn a_call_may_have_its_id_without_a_start_and_no_arguments() {
    let late = delta(0, r#"{"toolUse":{"toolUseId":"c1","name":"f","input":"{\"a\":"}}"#);
    let rest = delta(0, r#"{"toolUse":{"input":"1}"}}"#);
    let empty = start(1, r#"{"toolUse":{"name":"g","toolUseId":"c2"}}"#);

    let message =
        message(&[("contentBlockDelta", &late), ("contentBlockDelta", &rest), ("contentBlockStart", &empty)]);

    let calls: Vec<_> =
        message.tool_calls().map(|call| (call.name.as_str(), call.id.as_deref(), &call.args)).collect();
    assert_eq!(calls, [("f", Some("c1"), &json!({"a": 1})), ("g", Some("c2"), &json!({}))]);
}

#[test]
fn arguments_that_are_cut_are_an_invalid_call() {
    let begun = start(0, r#"{"toolUse":{"name":"f","toolUseId":"c1"}}"#);
    let cut = delta(0, r#"{"toolUse":{"input":"{\"a\":"}}"#);

    let message = message(&[("contentBlockStart", &begun), ("contentBlockDelta", &cut)]);

    assert_eq!(message.tool_calls().count(), 0);
    assert_eq!(message.invalid_tool_calls().next().unwrap().args, "{\"a\":");
}

#[test]
fn a_thought_has_its_signature_or_is_redacted() {
    let thought = delta(0, r#"{"reasoningContent":{"text":"Hm.","signature":"SIG"}}"#);
    let redacted = delta(1, r#"{"reasoningContent":{"redactedContent":"c2VjcmV0"}}"#);

    let blocks = blocks(&[("contentBlockDelta", &thought), ("contentBlockDelta", &redacted)]);

    let first = json!({"type": "reasoning", "reasoning": "Hm.", "index": 0, "extras": {"signature": "SIG"}});
    assert_eq!(blocks[0], first);
    assert_eq!(blocks[1]["extras"], json!({"redacted_content": "c2VjcmV0"}));
}

#[test]
fn what_amazon_runs_is_a_server_tool_that_grows() {
    let call =
        start(0, r#"{"toolUse":{"name":"nova_code_interpreter","toolUseId":"s1","type":"server_tool_use"}}"#);
    let args = delta(0, r#"{"toolUse":{"input":"{\"snippet\":\"6*7\"}"}}"#);
    let result = start(
        1,
        r#"{"toolResult":{"status":"error","toolUseId":"s1","type":"nova_code_interpreter_result"}}"#,
    );
    let contents = [r#"{"toolResult":[{"text":"a"}]}"#, r#"{"toolResult":[{"json":{"b":1}}]}"#]
        .map(|part| delta(1, part));

    let message = message(&[
        ("contentBlockStart", &call),
        ("contentBlockDelta", &args),
        ("contentBlockStart", &result),
        ("contentBlockDelta", &contents[0]),
        ("contentBlockDelta", &contents[1]),
    ]);

    assert_eq!(message.tool_calls().count(), 0);
    let [ContentBlock::ServerToolCall(call), ContentBlock::ServerToolResult(result)] = message.blocks()
    else {
        unreachable!("{message:?}")
    };
    assert_eq!((call.id.as_str(), &call.args), ("s1", &json!({"snippet": "6*7"})));
    assert_eq!((result.tool_call_id.as_str(), result.status.as_str()), ("s1", "error"));
    assert_eq!(result.output, json!([{"text": "a"}, {"json": {"b": 1}}]));
}

#[test]
fn a_picture_has_the_format_that_it_began_with() {
    let begun = start(0, r#"{"image":{"format":"jpeg"}}"#);
    let bytes = delta(0, r#"{"image":{"source":{"bytes":"AAAA"}}}"#);

    let blocks = blocks(&[("contentBlockStart", &begun), ("contentBlockDelta", &bytes)]);

    assert_eq!(blocks[0], json!({"type": "image", "base64": "AAAA", "mime_type": "image/jpeg", "index": 0}));
}

#[test]
fn usage_counts_what_was_cached_and_thought() {
    let stop = r#"{"stopReason":"end_turn","additionalModelResponseFields":{"usage":{"output_tokens_details":{"thinking_tokens":3}}}}"#;
    let counts = r#"{"usage":{"inputTokens":5,"outputTokens":4,"totalTokens":309,"cacheReadInputTokens":100,"cacheWriteInputTokens":200,
        "cacheDetails":[{"ttl":"5m","inputTokens":50},{"ttl":"1h","inputTokens":150}]}}"#;

    let decoded = decode_events(&[("messageStop", stop), ("metadata", counts)]);

    let usage = serde_json::to_value(decoded.sum().usage().unwrap()).unwrap();
    let expected = json!({
        "input_tokens": 305, "output_tokens": 4, "total_tokens": 309,
        "input_token_details": {
            "cache_read": 100, "cache_creation": 0,
            "ephemeral_5m_input_tokens": 50, "ephemeral_1h_input_tokens": 150,
        },
        "output_token_details": {"reasoning": 3},
    });
    assert_eq!(usage, expected);
}
