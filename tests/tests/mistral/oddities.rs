//! What Mistral and compatible servers send beside what is published.

use runnable::{ContentBlock, Usage};
use serde_json::json;

use super::decoding::{END, GOLD, STOP, delta, events};

fn calls(payloads: &[&str]) -> Vec<(String, serde_json::Value, Option<String>)> {
    let message = events(&[payloads, &[STOP, END]].concat()).message();
    message.tool_calls().map(|call| (call.name.clone(), call.args.clone(), call.id.clone())).collect()
}

#[test]
fn a_call_without_an_id_gets_one_of_nine_letters_and_digits() {
    for id in ["", r#""id":null,"#, r#""id":"null","#, r#""id":"","#] {
        let call = format!(r#"{{{id}"index":0,"function":{{"name":"f","arguments":"{{}}"}}}}"#);
        let payload = delta(&format!(r#"{{"tool_calls":[{call},{call}]}}"#));

        let calls = calls(&[&payload]);

        let ids: Vec<_> = calls.iter().map(|call| call.2.clone().unwrap()).collect();
        assert_eq!(ids.len(), 2, "one index does not make two calls one");
        assert_ne!(ids[0], ids[1]);
        assert!(ids.iter().all(|id| id.len() == 9 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())));
    }
}

#[test]
fn calls_under_one_index_or_none_are_kept_apart_by_their_ids() {
    for index in [r#""index":0,"#, ""] {
        let call = |id: &str| {
            let call =
                format!(r#"{{"id":"{id}",{index}"function":{{"name":"f","arguments":"{{\"a\": 1}}"}}}}"#);
            delta(&format!(r#"{{"tool_calls":[{call}]}}"#))
        };
        assert_eq!(calls(&[&call("aaaaaaaaa"), &call("bbbbbbbbb")]).len(), 2);
    }
}

#[test]
fn a_call_in_fragments_is_one_call() {
    let start = delta(
        r#"{"tool_calls":[{"id":"aaaaaaaaa","index":0,"function":{"name":"f","arguments":"{\"a\""}}]}"#,
    );
    let more = delta(r#"{"tool_calls":[{"index":0,"function":{"arguments":": 1}"}}]}"#);

    assert_eq!(calls(&[&start, &more]), [("f".to_owned(), json!({"a": 1}), Some("aaaaaaaaa".to_owned()))]);
}

#[test]
fn arguments_may_be_an_object() {
    let call = delta(r#"{"tool_calls":[{"id":"aaaaaaaaa","function":{"name":"f","arguments":{"a":"é"}}}]}"#);

    assert_eq!(calls(&[&call]), [("f".to_owned(), json!({"a": "é"}), Some("aaaaaaaaa".to_owned()))]);
}

#[test]
fn usage_may_come_alone_with_no_choices_or_null_and_twice() {
    let counts = r#""usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}"#;
    for choices in ["[]", "null"] {
        let alone = format!(r#"{{"id":"m1","choices":{choices},{counts}}}"#);

        let message =
            events(&[GOLD, &STOP.replace(&format!(",{counts}"), ""), &alone, &alone, END]).message();

        assert_eq!(message.usage, Some(Usage::new(9, 2)), "{choices}");
    }
}

#[test]
fn empty_usage_is_none() {
    for usage in ["{}", "null"] {
        let payload = format!(r#"{{"id":"m1","choices":[],"usage":{usage}}}"#);

        assert_eq!(events(&[GOLD, &payload, END]).message().usage, None);
    }
}

#[test]
fn of_several_answers_the_first_is_given() {
    let other = r#"{"id":"m1","choices":[{"index":1,"delta":{"content":"Sil"},"finish_reason":"length"}]}"#;

    let message = events(&[GOLD, other, STOP, END]).message();

    assert_eq!((&*message.text(), message.stop_reason()), ("Gold", Some("stop")));
}

#[test]
fn texts_thoughts_and_references_of_one_list_are_blocks_of_their_own() {
    let list = delta(
        r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"},{"type":"text","text":"."}],"closed":true},
        {"type":"text","text":"It was "},"a fish",{"type":"reference","reference_ids":[3]},{"type":"sketch","lines":7}]}"#,
    );

    let message = events(&[&list.replace('\n', ""), STOP, END]).message();

    assert_eq!((&*message.reasoning(), &*message.text()), ("Hm.", "It was a fish"));
    let kinds: Vec<_> = message.blocks().iter().map(ContentBlock::kind).collect();
    assert_eq!(kinds, ["reasoning", "text", "text", "non_standard"]);
    let ContentBlock::Text(reference) = &message.blocks()[2] else { unreachable!("it is a text") };
    assert_eq!(reference.annotations()[0].extras["reference_ids"], json!([3]));
}

#[test]
fn a_thought_may_be_signed() {
    let thought = delta(
        r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}],"signature":"s1"}]}"#,
    );

    let message = events(&[&thought, STOP, END]).message();

    let ContentBlock::Reasoning(thought) = &message.blocks()[0] else { unreachable!("it is a thought") };
    assert_eq!((&*thought.reasoning, thought.signature()), ("Hm", Some("s1")));
}

#[test]
fn events_of_other_kinds_comments_and_empty_deltas_are_nothing() {
    let body = format!(": ping\n\nevent: weather\ndata: {{\"sun\":1}}\n\ndata: {GOLD}\n\n");
    let rest = format!("data: {}\n\ndata: {}\n\n", delta("null"), delta("{}"));
    let end = format!("data: {STOP}\n\ndata: {END}\n\n");

    let decoded = super::decoding::decode([body.as_bytes(), rest.as_bytes(), end.as_bytes()]);

    assert!(decoded.end.is_ok());
    assert_eq!(decoded.text(), "Gold");
}

#[test]
fn padding_of_any_length_is_nothing() {
    let padded = |text: &str, padding: &str| {
        let payload = GOLD.replace("Gold", text);
        format!("{},\"p\":\"{padding}\"}}", payload.strip_suffix('}').unwrap())
    };
    let texts = [padded("a", "abc"), padded("b", ""), padded("c", "abcdefghij0123"), padded("d", "x\\ny")];
    let payloads: Vec<_> = texts.iter().map(String::as_str).chain([GOLD, STOP, END]).collect();

    assert_eq!(events(&payloads).text(), "abcdGold");
}

#[test]
fn log_probabilities_are_kept() {
    let payload = r#"{"id":"m1","choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[{"token":"a"}]}}]}"#;

    let message = events(&[payload, payload, STOP, END]).message();

    assert_eq!(message.response_metadata["logprobs"]["content"], json!([{"token": "a"}, {"token": "a"}]));
}
