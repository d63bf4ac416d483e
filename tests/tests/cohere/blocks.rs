//! Rare blocks, and calls as gateways send them.

use runnable::{AiMessage, ContentBlock};
use serde_json::{Value, json};

use super::bodies::{body, decode};

fn message(events: &[(&str, &str)]) -> AiMessage {
    let end = ("message-end", r#"{"delta":{"finish_reason":"TOOL_CALL"}}"#);
    let events: Vec<_> = events.iter().copied().chain([end]).collect();
    let decoded = decode([body(&events).as_bytes()]);
    decoded.end.as_ref().expect("the stream is good");
    decoded.sum().into()
}

/// Name, arguments and id of every call.
fn calls(events: &[(&str, &str)]) -> Vec<(String, Value, Option<String>)> {
    let message = message(events);
    assert_eq!(message.invalid_tool_calls().count(), 0, "{message:?}");
    message.tool_calls().map(|call| (call.name.clone(), call.args.clone(), call.id.clone())).collect()
}

fn expected() -> Vec<(String, Value, Option<String>)> {
    vec![
        ("f".to_owned(), json!({"a": 1}), Some("c1".to_owned())),
        ("f".to_owned(), json!({"a": 2}), Some("c2".to_owned())),
    ]
}

#[test]
fn parallel_calls_are_apart_however_they_are_numbered() {
    for (first, second) in [(r#""index":0,"#, r#""index":1,"#), (r#""index":0,"#, r#""index":0,"#), ("", "")]
    {
        let start = |index: &str, id: &str| {
            format!(
                r#"{{{index}"delta":{{"message":{{"tool_calls":{{"id":"{id}","function":{{"name":"f","arguments":""}}}}}}}}}}"#
            )
        };
        let delta = |index: &str, args: &str| {
            format!(
                r#"{{{index}"delta":{{"message":{{"tool_calls":{{"function":{{"arguments":"{args}"}}}}}}}}}}"#
            )
        };

        let got = calls(&[
            ("tool-call-start", &start(first, "c1")),
            ("tool-call-delta", &delta(first, "{\\\"a\\\"")),
            ("tool-call-delta", &delta(first, ":1}")),
            ("tool-call-end", "{}"),
            ("tool-call-start", &start(second, "c2")),
            ("tool-call-delta", &delta(second, "{\\\"a\\\":")),
            ("tool-call-delta", &delta(second, "2}")),
        ]);

        assert_eq!(got, expected(), "{first} {second}");
    }
}

#[test]
fn a_call_may_come_whole_and_without_arguments() {
    let whole = r#"{"index":0,"delta":{"message":{"tool_calls":{"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}}}}"#;
    let empty = r#"{"index":1,"delta":{"message":{"tool_calls":{"id":"c2","function":{"name":"g","arguments":null}}}}}"#;

    let got = calls(&[("tool-call-start", whole), ("tool-call-start", empty)]);

    assert_eq!(got[0], expected()[0]);
    assert_eq!(got[1], ("g".to_owned(), json!({}), Some("c2".to_owned())));
}

#[test]
fn a_plan_and_a_text_under_one_number_are_two_blocks() {
    let plan = r#"{"delta":{"message":{"tool_plan":"Look up."}}}"#;
    let text = r#"{"index":0,"delta":{"message":{"content":{"text":"Well"}}}}"#;

    let blocks = message(&[("tool-plan-delta", plan), ("content-delta", text), ("content-delta", text)]);

    let texts: Vec<_> =
        blocks.blocks().iter().map(|block| serde_json::to_value(block).unwrap()["text"].clone()).collect();
    assert_eq!(texts, ["Look up.", "WellWell"]);
}

#[test]
fn a_content_may_begin_with_words_and_a_delta_without_any_is_none() {
    let start = r#"{"index":0,"delta":{"message":{"content":{"type":"text","text":"Blub"}}}}"#;
    let bare = r#"{"index":0,"delta":{"message":{"content":{}}}}"#;

    assert_eq!(message(&[("content-start", start), ("content-delta", bare)]).text(), "Blub");
}

#[test]
fn a_citation_marks_the_text_plan_or_thought_that_it_is_about() {
    let plan = ("tool-plan-delta", r#"{"delta":{"message":{"tool_plan":"Look up."}}}"#);
    let thought = ("content-delta", r#"{"index":0,"delta":{"message":{"content":{"thinking":"Fish?"}}}}"#);
    let text = ("content-delta", r#"{"index":1,"delta":{"message":{"content":{"text":"Fish."}}}}"#);
    let cited = |kind: &str| {
        format!(
            r#"{{"index":0,"delta":{{"message":{{"citations":{{"start":0,"end":4,"text":"Fish","sources":[{{"type":"tool","id":"t:0","tool_output":{{"content":"3"}}}}],"type":"{kind}"}}}}}}}}"#
        )
    };
    let (of_plan, of_thought, of_text) = (cited("PLAN"), cited("THINKING_CONTENT"), cited("TEXT_CONTENT"));

    let message = message(&[
        plan,
        thought,
        text,
        ("citation-start", &of_text),
        ("citation-start", &of_plan),
        ("citation-start", &of_thought),
    ]);

    let kinds: Vec<_> = message.blocks().iter().map(ContentBlock::kind).collect();
    assert_eq!(kinds, ["text", "reasoning", "text"]);
    for block in message.blocks() {
        let block = serde_json::to_value(block).unwrap();
        assert_eq!(block["annotations"][0]["start_index"], 0, "{block}");
        assert_eq!(block["annotations"][0]["end_index"], 4, "{block}");
        assert_eq!(block["annotations"][0]["extras"]["sources"][0]["id"], "t:0", "{block}");
    }
}

#[test]
fn log_probabilities_are_metadata_of_the_whole_message() {
    let delta = |text: &str| {
        format!(
            r#"{{"index":0,"delta":{{"message":{{"content":{{"text":"{text}"}}}}}},"logprobs":{{"text":"{text}","logprobs":[-0.5]}}}}"#
        )
    };

    let message = message(&[("content-delta", &delta("a")), ("content-delta", &delta("b"))]);

    assert_eq!(message.text(), "ab");
    let texts: Vec<_> =
        message.response_metadata["logprobs"].as_array().unwrap().iter().map(|item| &item["text"]).collect();
    assert_eq!(texts, ["a", "b"]);
}
