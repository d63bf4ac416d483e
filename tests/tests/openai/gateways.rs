//! What hosts send beside OpenAI's own form.

use runnable::{ContentBlock, ToolCall};
use serde_json::{Value, json};

use super::decoding::{Decoded, body, decode, decoded, delta, finish, usage};

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
fn calls_may_be_written_side_by_side() {
    let calls = of_calls([
        vec![call(Some(0), Some("a"), Some("f"), ""), call(Some(1), Some("b"), Some("g"), "")],
        vec![call(Some(1), None, None, "{\"x\":"), call(Some(0), None, None, "{\"x\":")],
        vec![call(Some(0), None, None, "1}"), call(Some(1), None, None, "2}")],
    ]);

    assert_eq!(calls, two());
}

#[test]
fn the_id_of_a_call_may_come_after_its_name() {
    let calls = of_calls([
        vec![call(Some(0), None, Some("f"), "")],
        vec![call(Some(0), Some("a"), None, "{\"x\":1}")],
        vec![call(Some(1), None, Some("g"), "{\"x\":")],
        vec![call(Some(1), Some("b"), None, "2}")],
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
fn arguments_may_follow_an_empty_object() {
    let calls = of_calls([
        vec![call(Some(0), Some("a"), Some("f"), "{}")],
        vec![call(Some(0), None, None, "{\"x\":")],
        vec![call(Some(0), None, None, "1}")],
        vec![call(Some(1), Some("b"), Some("g"), "{}")],
    ]);

    let args: Vec<_> = calls.into_iter().map(|(_, args, _)| args).collect();
    assert_eq!(args, [json!({"x": 1}), json!({})]);
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
fn a_call_that_the_limit_cut_off_is_an_invalid_one_with_what_came() {
    let call = delta(&json!({"tool_calls": [call(Some(0), Some("a"), Some("f"), "{\"x\": [1, ")]}));
    let decoded = decode([format!("{}data: [DONE]\n\n", body([call, finish("length")])).as_bytes()]);

    let message = decoded.whole();
    let invalid: Vec<_> = message.invalid_tool_calls().collect();
    assert_eq!(message.tool_calls().count(), 0);
    assert_eq!((invalid[0].id.as_deref(), invalid[0].args.as_str()), (Some("a"), "{\"x\": [1, "));
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
fn a_thought_may_be_a_list_of_summaries_with_a_signature() {
    let thought = |text: &str, signature: &str| {
        let summary = json!({"type": "summary_text", "text": text, "signature": signature});
        json!({"content": [{"type": "reasoning", "summary": [summary]}]})
    };
    let decoded = decoded([
        thought("Hm", ""),
        thought(".", ""),
        thought("", "c2ln"),
        json!({"content": [{"type": "text", "text": "Go"}]}),
    ]);

    let blocks = json!(decoded.message().blocks());
    assert_eq!(blocks[0]["reasoning"], "Hm.");
    assert_eq!(blocks[0]["extras"], json!({"signature": "c2ln"}));
    assert_eq!(blocks[1]["text"], "Go");
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
