//! What hosts send beside OpenAI's own form.

use runnable::{ContentBlock, ToolCall};
use runnable_providers::hosts;
use serde_json::{Value, json};

use super::decoding::{Decoded, body, decode, decode_of, decoded, delta, finish, usage};

fn calls(decoded: &Decoded) -> Vec<(String, Value, Option<String>)> {
    let message = decoded.message();
    assert_eq!(message.invalid_tool_calls().count(), 0, "{message:?}");
    let call = |call: &ToolCall| (call.name.clone(), call.args.clone(), call.id.clone());
    message.tool_calls().map(call).collect()
}

fn call(index: Option<u32>, id: Option<&str>, name: Option<&str>, arguments: &str) -> Value {
    let mut call = json!({"function": {"arguments": arguments}});
    if let Some(index) = index {
        call["index"] = index.into();
    }
    if let Some(id) = id {
        call["id"] = id.into();
    }
    if let Some(name) = name {
        call["function"]["name"] = name.into();
    }
    call
}

fn of_calls(deltas: impl IntoIterator<Item = Vec<Value>>) -> Vec<(String, Value, Option<String>)> {
    calls(&decoded(deltas.into_iter().map(|calls| json!({"tool_calls": calls}))))
}

fn two() -> Vec<(String, Value, Option<String>)> {
    let call = |name: &str, x: u32, id: &str| (name.to_owned(), json!({ "x": x }), Some(id.to_owned()));
    vec![call("f", 1, "a"), call("g", 2, "b")]
}

#[test]
fn several_fragments_of_one_call_may_be_in_one_payload() {
    let first = vec![
        call(Some(0), Some("a"), Some("f"), "{\"x\""),
        call(Some(0), None, None, ":"),
        call(Some(0), None, None, "1}"),
    ];
    let second = vec![call(Some(1), Some("b"), Some("g"), "{\"x\":"), call(Some(1), None, None, "2}")];

    assert_eq!(of_calls([first, second]), two());
}

#[test]
fn calls_under_one_index_are_told_apart_by_their_ids() {
    let calls = of_calls([
        vec![call(Some(0), Some("a"), Some("f"), "{\"x\":")],
        vec![call(Some(0), None, None, "1}")],
        vec![call(Some(0), Some("b"), Some("g"), "{\"x\":")],
        vec![call(Some(0), None, None, "2}")],
    ]);

    assert_eq!(calls, two());
}

#[test]
fn calls_without_an_index_are_told_apart_by_where_they_begin() {
    let calls = of_calls([
        vec![call(None, Some("a"), Some("f"), "{\"x\":")],
        vec![call(None, None, None, "1}")],
        vec![call(None, Some("b"), Some("g"), "{\"x\":2}")],
    ]);

    assert_eq!(calls, two());
}

#[test]
fn whole_calls_may_come_in_one_payload() {
    let with_index = vec![
        call(Some(0), Some("a"), Some("f"), "{\"x\":1}"),
        call(Some(1), Some("b"), Some("g"), "{\"x\":2}"),
    ];
    let without =
        vec![call(None, Some("a"), Some("f"), "{\"x\":1}"), call(None, Some("b"), Some("g"), "{\"x\":2}")];

    assert_eq!(of_calls([with_index]), two());
    assert_eq!(of_calls([without]), two());
}

#[test]
fn a_whole_call_that_is_told_twice_is_one_call() {
    let told = || vec![call(Some(0), Some("a"), Some("f"), "{\"x\":1}")];
    let calls = of_calls([told(), told(), vec![call(Some(1), Some("b"), Some("g"), "{\"x\":2}")]]);

    assert_eq!(calls, two());
}

#[test]
fn empty_ids_and_names_of_later_fragments_are_none_and_repeated_ones_are_the_same() {
    let empty = of_calls([
        vec![call(Some(0), Some("a"), Some("f"), "{\"x\":")],
        vec![call(Some(0), Some(""), Some(""), "1}")],
        vec![call(Some(1), Some("b"), Some("g"), "{\"x\":")],
        vec![call(Some(1), Some("b"), Some("g"), "2}")],
    ]);

    assert_eq!(empty, two());
}

#[test]
fn arguments_may_be_null_or_json_as_it_is() {
    let calls = calls(&decoded([json!({"tool_calls": [
        {"index": 0, "id": "a", "function": {"name": "f", "arguments": "null"}},
        {"index": 1, "id": "b", "function": {"name": "g", "arguments": {"x": 2}}},
        {"index": 2, "id": "c", "function": {"name": "h"}},
        {"index": 3, "id": "d", "function": {"name": "i", "arguments": null}},
    ]})]));

    let args: Vec<_> = calls.into_iter().map(|(_, args, _)| args).collect();
    assert_eq!(args, [json!({}), json!({"x": 2}), json!({}), json!({})]);
}

#[test]
fn the_input_of_a_custom_tool_is_one_argument() {
    let call =
        |custom: Value| json!({"tool_calls": [{"index": 0, "id": "a", "type": "custom", "custom": custom}]});
    let decoded = decoded([
        call(json!({"name": "run", "input": ""})),
        call(json!({"input": "print(\"a"})),
        call(json!({"input": "\")\n"})),
    ]);

    let call = ("run".to_owned(), json!({"__arg1": "print(\"a\")\n"}), Some("a".to_owned()));
    assert_eq!(calls(&decoded), [call]);
}

#[test]
fn a_function_call_of_the_old_form_is_a_call() {
    let call =
        |name: Value, arguments: &str| json!({"function_call": {"name": name, "arguments": arguments}});
    let decoded = decoded([call("f".into(), ""), call(Value::Null, "{\"x\":"), call(Value::Null, "1}")]);

    assert_eq!(calls(&decoded), [("f".to_owned(), json!({"x": 1}), None)]);
}

#[test]
fn thoughts_are_found_under_each_of_their_names_once() {
    for (name, other) in
        [("reasoning_content", None), ("reasoning", None), ("reasoning_content", Some("reasoning"))]
    {
        let mut thought = json!({"content": null, name: "I count. "});
        if let Some(other) = other {
            thought[other] = "I count. ".into();
        }
        let decoded = decoded([thought, json!({"content": "Three.", name: null})]);

        assert_eq!(decoded.message().reasoning(), "I count. ", "{name}");
        assert_eq!(decoded.text(), "Three.", "{name}");
    }
}

#[test]
fn a_content_may_be_a_list_of_parts() {
    let decoded = decoded([
        json!({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}]}),
        json!({"content": [{"type": "text", "text": "Go"}, {"type": "text", "text": "ld"}]}),
        json!({"content": [{"type": "sketch", "lines": 3}]}),
        json!({"content": "!"}),
    ]);

    let message = decoded.message();
    let kinds: Vec<_> = message.blocks().iter().map(ContentBlock::kind).collect();
    assert_eq!(kinds, ["reasoning", "text", "non_standard", "text"]);
    assert_eq!((message.reasoning(), message.text()), ("Hm.".into(), "Gold!".into()));
}

#[test]
fn a_picture_that_the_model_made_is_a_block_of_its_own() {
    let picture = |data: &str| json!({"type": "image_url", "image_url": {"url": format!("data:image/png;base64,{data}")}});
    let decoded = decoded([json!({"content": "Here:", "images": [picture("AAAA"), picture("BBBB")]})]);

    let blocks = json!(decoded.message().blocks());
    assert_eq!(blocks[1], json!({"type": "image", "base64": "AAAA", "mime_type": "image/png", "index": 1}));
    assert_eq!(blocks[2]["base64"], "BBBB");
}

#[test]
fn usage_may_come_with_empty_choices_with_null_or_with_the_end() {
    let total = |payloads: Vec<Value>| {
        let decoded = decode([format!("{}data: [DONE]\n\n", body(payloads)).as_bytes()]);
        assert!(decoded.end.is_ok());
        decoded.message().usage.map(|usage| (usage.input_tokens, usage.output_tokens, usage.total_tokens))
    };
    let mut with_end = finish("stop");
    with_end["usage"] = usage(3, 4);
    let mut floats = finish("stop");
    floats["usage"] = json!({"prompt_tokens": 3.0, "completion_tokens": 4.0, "total_tokens": "7"});

    assert_eq!(total(vec![finish("stop"), json!({"choices": [], "usage": usage(3, 4)})]), Some((3, 4, 7)));
    assert_eq!(total(vec![finish("stop"), json!({"choices": null, "usage": usage(3, 4)})]), Some((3, 4, 7)));
    assert_eq!(total(vec![with_end.clone()]), Some((3, 4, 7)));
    assert_eq!(total(vec![with_end.clone(), json!({"choices": [], "usage": usage(3, 4)})]), Some((3, 4, 7)));
    assert_eq!(total(vec![floats]), Some((3, 4, 7)));
    assert_eq!(total(vec![finish("stop")]), None);
}

#[test]
fn counts_of_every_payload_are_counted_once() {
    let counted = |text: &str, output: u64| {
        let mut payload = delta(&json!({ "content": text }));
        payload["usage"] = usage(9, output);
        payload
    };
    let decoded = decode([body([counted("a", 1), counted("b", 3), finish("stop")]).as_bytes()]);

    let usage = decoded.message().usage.unwrap();
    assert_eq!((usage.input_tokens, usage.output_tokens, usage.total_tokens), (9, 3, 12));
}

#[test]
fn in_a_service_tier_with_its_own_price_the_details_have_its_name() {
    let details = json!({"cached_tokens": 2});
    let mut end = finish("stop");
    end["usage"] = usage(10, 5);
    end["usage"]["prompt_tokens_details"] = details;
    end["service_tier"] = "flex".into();
    let usage = decode([body([end]).as_bytes()]).message().usage.unwrap();

    assert_eq!(json!(usage.input_token_details), json!({"flex": 8, "flex_cache_read": 2}));
    assert_eq!(json!(usage.output_token_details), json!({"flex": 5}));
}

#[test]
fn a_host_that_counts_thoughts_apart_has_them_added() {
    let mut end = finish("stop");
    end["usage"] = json!({"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 35, "completion_tokens_details": {"reasoning_tokens": 20}});
    let usage = decode_of(&hosts::XAI, [body([end]).as_bytes()]).message().usage.unwrap();

    assert_eq!((usage.output_tokens, usage.total_tokens), (25, 35));
}

#[test]
fn of_several_answers_the_first_is_the_message() {
    let of = |index: u32, text: &str, reason: Value| json!({"choices": [{"index": index, "delta": {"content": text}, "finish_reason": reason}]});
    let payloads = [
        of(0, "a", Value::Null),
        of(1, "x", Value::Null),
        of(1, "y", "stop".into()),
        of(0, "b", "length".into()),
        json!({"choices": [], "usage": usage(1, 4)}),
    ];
    let decoded = decode([body(payloads).as_bytes()]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.text(), "ab");
    assert_eq!(decoded.message().stop_reason(), Some("length"));
}

#[test]
fn sources_of_the_whole_answer_are_told_once() {
    let sourced = |text: &str| {
        let mut payload = delta(&json!({ "content": text }));
        payload["citations"] = json!(["https://example.org"]);
        payload
    };
    let decoded = decode([body([sourced("a"), sourced("b"), finish("stop")]).as_bytes()]);

    assert_eq!(decoded.message().response_metadata["citations"], json!(["https://example.org"]));
}

#[test]
fn a_message_beside_a_delta_is_what_was_said_before() {
    let said = |delta: &str, so_far: &str| json!({"choices": [{"index": 0, "delta": {"content": delta}, "message": {"content": so_far}, "finish_reason": null}]});

    assert_eq!(decode([body([said("a", "a"), said("b", "ab")]).as_bytes()]).text(), "ab");
}

#[test]
fn an_answer_is_the_same_with_and_without_a_space_or_white_space_around_it() {
    let stream = super::decoding::stream([json!({"content": "a"}), json!({"content": "b"})]);
    let same = decode([stream.as_bytes()]);

    assert_eq!(decode([stream.replace("data: ", "data:").as_bytes()]), same);
    assert_eq!(decode([stream.replace('\n', "\r\n").as_bytes()]), same);
    assert_eq!(decode([format!(": PROCESSING\n\n{stream}").as_bytes()]).chunks, same.chunks);
    assert_eq!(decode([stream.replace("[DONE]", " [DONE] ").as_bytes()]).chunks, same.chunks);
}
