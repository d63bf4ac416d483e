//! Blocks and counts that the recordings of the shared corpus do not show.

use runnable::{AiMessage, AiMessageChunk, ContentBlock};
use serde_json::{Value, json};

use super::decoding::{body, decode};

fn message(events: &[(&str, Value)]) -> AiMessage {
    let events: Vec<_> = events.iter().map(|(name, data)| (*name, data.to_string())).collect();
    let events: Vec<_> = events.iter().map(|(name, data)| (*name, data.as_str())).collect();
    decode([body(&events).as_bytes()]).chunks.into_iter().sum::<AiMessageChunk>().into()
}

fn start(index: u32, block: &Value) -> (&'static str, Value) {
    ("content_block_start", json!({"index": index, "content_block": block}))
}

fn delta(index: u32, delta: &Value) -> (&'static str, Value) {
    ("content_block_delta", json!({"index": index, "delta": delta}))
}

fn blocks(message: &AiMessage) -> Value {
    serde_json::to_value(message.blocks()).expect("blocks have a JSON form")
}

#[test]
fn a_block_of_an_unknown_type_is_kept_with_what_its_deltas_add() {
    let message = message(&[
        start(0, &json!({"type": "sketch", "strokes": [1], "note": "a"})),
        delta(0, &json!({"type": "sketch_delta", "strokes": [2], "note": "b"})),
    ]);

    let value = json!({"type": "sketch", "strokes": [1, 2], "note": "ab"});
    assert_eq!(blocks(&message), json!([{"type": "non_standard", "value": value, "index": 0}]));
}

#[test]
fn what_a_text_or_thought_begins_with_is_a_part_of_it() {
    let message = message(&[
        start(0, &json!({"type": "thinking", "thinking": "H", "signature": ""})),
        delta(0, &json!({"type": "thinking_delta", "thinking": "m"})),
        delta(0, &json!({"type": "signature_delta", "signature": "sig"})),
        start(1, &json!({"type": "text", "text": "Bl", "citations": null})),
        delta(1, &json!({"type": "text_delta", "text": "ub"})),
    ]);

    assert_eq!((&*message.reasoning(), &*message.text()), ("Hm", "Blub"));
    let ContentBlock::Reasoning(thought) = &message.blocks()[0] else { panic!("a thought comes first") };
    assert_eq!(thought.signature(), Some("sig"));
}

#[test]
fn blocks_that_are_open_at_once_do_not_mix() {
    let tool = |id: &str| json!({"type": "tool_use", "id": id, "name": id, "input": {}});
    let message = message(&[
        start(0, &json!({"type": "text", "text": ""})),
        delta(0, &json!({"type": "text_delta", "text": "a"})),
        start(1, &tool("one")),
        start(2, &tool("two")),
        delta(1, &json!({"type": "input_json_delta", "partial_json": "{\"n\":"})),
        delta(2, &json!({"type": "input_json_delta", "partial_json": "{\"n\":2}"})),
        delta(0, &json!({"type": "text_delta", "text": "b"})),
        delta(1, &json!({"type": "input_json_delta", "partial_json": "1}"})),
    ]);

    assert_eq!(message.text(), "ab");
    let calls: Vec<_> =
        message.tool_calls().map(|call| (call.name.as_str(), call.args["n"].as_u64())).collect();
    assert_eq!(calls, [("one", Some(1)), ("two", Some(2))]);
}

#[test]
fn arguments_that_are_no_object_make_the_call_an_invalid_one() {
    let message = message(&[
        start(0, &json!({"type": "tool_use", "id": "t", "name": "f", "input": {}})),
        delta(0, &json!({"type": "input_json_delta", "partial_json": "{\"n\":"})),
    ]);

    let call = message.invalid_tool_calls().next().expect("the arguments are cut");
    assert_eq!((call.name.as_deref(), &*call.args), (Some("f"), "{\"n\":"));
}

#[test]
fn a_server_tool_that_fails_says_so() {
    let error = json!({"type": "web_search_tool_result_error", "error_code": "unavailable"});
    let message = message(&[
        start(0, &json!({"type": "web_search_tool_result", "tool_use_id": "s1", "content": error})),
        start(1, &json!({"type": "mcp_tool_result", "tool_use_id": "m1", "is_error": true, "content": []})),
    ]);

    let status: Vec<_> =
        blocks(&message).as_array().unwrap().iter().map(|block| block["status"].clone()).collect();
    assert_eq!(status, ["error", "error"]);
}

#[test]
fn citations_keep_what_says_where_the_words_stand() {
    let cite = |citation: &Value| delta(0, &json!({"type": "citations_delta", "citation": citation}));
    let message = message(&[
        start(0, &json!({"type": "text", "text": "", "citations": []})),
        delta(0, &json!({"type": "text_delta", "text": "Green."})),
        cite(&json!({"type": "page_location", "cited_text": "g", "document_index": 0, "document_title": "D",
            "start_page_number": 1, "end_page_number": 2, "file_id": null})),
        cite(
            &json!({"type": "web_search_result_location", "cited_text": "g", "url": "https://e.com", "title": "T",
            "encrypted_index": "E"}),
        ),
        cite(&json!({"type": "dream_location", "cited_text": "g"})),
    ]);

    let annotations = blocks(&message)[0]["annotations"].clone();
    assert_eq!(
        annotations,
        json!([
            {"type": "citation", "cited_text": "g", "title": "D",
                "extras": {"document_index": 0, "start_page_number": 1, "end_page_number": 2}},
            {"type": "citation", "cited_text": "g", "url": "https://e.com", "title": "T",
                "extras": {"encrypted_index": "E"}},
            {"type": "non_standard_annotation", "value": {"type": "dream_location", "cited_text": "g"}},
        ])
    );
}

fn usage(first: &Value, reports: &[Value]) -> Value {
    let mut events = vec![("message_start", json!({"message": {"usage": first}}))];
    events.extend(reports.iter().map(|usage| ("message_delta", json!({"delta": {}, "usage": usage}))));
    serde_json::to_value(message(&events).usage).expect("usage has a JSON form")
}

#[test]
fn counts_that_grow_are_not_added() {
    let report =
        |output: u32| json!({"input_tokens": 10, "output_tokens": output, "cache_read_input_tokens": 4});

    assert_eq!(
        usage(&json!({"input_tokens": 10, "output_tokens": 1}), &[report(5), report(9)]),
        json!({"input_tokens": 14, "output_tokens": 9, "total_tokens": 23, "input_token_details": {"cache_read": 4}})
    );
}

#[test]
fn counts_that_the_last_report_leaves_out_are_those_of_the_first() {
    let first = json!({"input_tokens": 1, "cache_read_input_tokens": 41, "output_tokens": 0});

    assert_eq!(
        usage(&first, &[json!({"output_tokens": 96})]),
        json!({"input_tokens": 42, "output_tokens": 96, "total_tokens": 138, "input_token_details": {"cache_read": 41}})
    );
}

#[test]
fn what_is_written_to_the_cache_is_counted_once() {
    let report = json!({"input_tokens": 1, "output_tokens": 2, "cache_creation_input_tokens": 7,
        "cache_creation": {"ephemeral_5m_input_tokens": 4, "ephemeral_1h_input_tokens": 3},
        "output_tokens_details": {"thinking_tokens": 1}});
    let details =
        json!({"cache_creation": 0, "ephemeral_5m_input_tokens": 4, "ephemeral_1h_input_tokens": 3});

    assert_eq!(
        usage(&json!({}), &[report]),
        json!({"input_tokens": 8, "output_tokens": 2, "total_tokens": 10, "input_token_details": details,
            "output_token_details": {"reasoning": 1}})
    );
}

#[test]
fn without_a_report_the_usage_is_unknown_and_not_zero() {
    assert_eq!(usage(&json!({"input_tokens": 10, "output_tokens": 1}), &[]), Value::Null);
}
