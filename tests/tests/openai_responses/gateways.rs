//! What servers send that speak the API their own way.

use runnable::ContentBlock;

use super::bodies::{COMPLETED, CREATED};
use super::decoding::decode_events;

const ADDED: &str = "response.output_item.added";
const DONE: &str = "response.output_item.done";
const TEXT: &str = "response.output_text.delta";
const ARGUMENTS: &str = "response.function_call_arguments.delta";

fn call(id: &str, arguments: &str, index: Option<u32>) -> String {
    let index = index.map_or_else(String::new, |index| format!(r#","output_index":{index}"#));
    let arguments = serde_json::Value::from(arguments);
    format!(
        r#"{{"item":{{"id":"fc_{id}","type":"function_call","call_id":"call_{id}","name":"f{id}","arguments":{arguments}}}{index}}}"#
    )
}

fn calls(events: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let message = decode_events(events).whole();
    assert_eq!(message.invalid_tool_calls().count(), 0);
    let told = message
        .tool_calls()
        .map(|call| (call.name.clone(), call.id.clone().unwrap_or_default(), call.args.to_string()));
    told.collect()
}

fn told(name: &str, id: &str, args: &str) -> (String, String, String) {
    (name.to_owned(), id.to_owned(), args.to_owned())
}

#[test]
fn items_without_indices_are_told_apart_by_their_ids() {
    let (one, two) = (call("1", "", None), call("2", "", None));

    let calls = calls(&[
        CREATED,
        (ADDED, &one),
        (ADDED, &two),
        (ARGUMENTS, r#"{"item_id":"fc_1","delta":"{\"a\""}"#),
        (ARGUMENTS, r#"{"item_id":"fc_2","delta":"{\"b\""}"#),
        (ARGUMENTS, r#"{"item_id":"fc_1","delta":":1}"}"#),
        (ARGUMENTS, r#"{"item_id":"fc_2","delta":":2}"}"#),
        COMPLETED,
    ]);

    assert_eq!(calls, [told("f1", "call_1", r#"{"a":1}"#), told("f2", "call_2", r#"{"b":2}"#)]);
}

#[test]
fn pieces_without_ids_and_indices_belong_to_the_item_before_them() {
    let message = decode_events(&[
        CREATED,
        (ADDED, r#"{"item":{"type":"reasoning","summary":[]}}"#),
        ("response.reasoning_summary_text.delta", r#"{"delta":"Hm"}"#),
        (ADDED, r#"{"item":{"type":"message"}}"#),
        (TEXT, r#"{"delta":"Bl"}"#),
        (TEXT, r#"{"delta":"ub"}"#),
        COMPLETED,
    ])
    .whole();

    assert_eq!((&*message.reasoning(), &*message.text()), ("Hm", "Blub"));
    assert_eq!(message.blocks().len(), 2);
}

#[test]
fn ids_that_change_from_event_to_event_do_not_matter_where_there_are_indices() {
    let message = decode_events(&[
        CREATED,
        (ADDED, r#"{"item":{"id":"a","type":"message"},"output_index":0}"#),
        (TEXT, r#"{"item_id":"b","output_index":0,"content_index":0,"delta":"Bl"}"#),
        (TEXT, r#"{"item_id":"c","output_index":0,"content_index":0,"delta":"ub"}"#),
        COMPLETED,
    ])
    .whole();

    assert_eq!(message.text(), "Blub");
    assert_eq!(message.blocks().len(), 1);
}

#[test]
fn an_item_keeps_the_place_that_it_had_first() {
    let message = decode_events(&[
        CREATED,
        (ADDED, r#"{"item":{"id":"msg_1","type":"message"},"output_index":0}"#),
        (TEXT, r#"{"item_id":"msg_1","output_index":0,"delta":"Bl"}"#),
        (TEXT, r#"{"item_id":"msg_1","output_index":3,"delta":"ub"}"#),
        (ADDED, r#"{"item":{"id":"msg_2","type":"message"},"output_index":1}"#),
        (TEXT, r#"{"item_id":"msg_2","output_index":1,"delta":"!"}"#),
        COMPLETED,
    ])
    .whole();

    let texts = message.blocks().iter().map(|block| match block {
        ContentBlock::Text(text) => text.text.as_str(),
        other => panic!("{other:?}"),
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["Blub", "!"]);
}

#[test]
fn arguments_that_come_at_once_are_read_wherever_they_are_and_never_twice() {
    let done = r#"{"item_id":"fc_1","output_index":0,"arguments":"{\"a\":1}"}"#;
    let done = ("response.function_call_arguments.done", done);
    let delta = (ARGUMENTS, r#"{"item_id":"fc_1","output_index":0,"delta":"{\"a\":1}"}"#);
    let (empty, full) = (call("1", "", Some(0)), call("1", r#"{"a":1}"#, Some(0)));
    let expected = [told("f1", "call_1", r#"{"a":1}"#)];

    assert_eq!(calls(&[(ADDED, &full), done, (DONE, &full), COMPLETED]), expected, "with the beginning");
    assert_eq!(calls(&[(ADDED, &empty), delta, done, (DONE, &full), COMPLETED]), expected, "in pieces");
    assert_eq!(calls(&[(ADDED, &empty), done, (DONE, &full), COMPLETED]), expected, "with their end");
    assert_eq!(calls(&[(ADDED, &empty), (DONE, &full), COMPLETED]), expected, "with the end of the item");
}

#[test]
fn a_text_or_summary_that_comes_at_once_is_read() {
    let message = decode_events(&[
        CREATED,
        (ADDED, r#"{"item":{"id":"rs_1","type":"reasoning","summary":[]},"output_index":0}"#),
        ("response.reasoning_summary_part.added", r#"{"item_id":"rs_1","output_index":0,"summary_index":0}"#),
        (
            "response.reasoning_summary_text.done",
            r#"{"item_id":"rs_1","output_index":0,"summary_index":0,"text":"Hm."}"#,
        ),
        (ADDED, r#"{"item":{"id":"msg_1","type":"message"},"output_index":1}"#),
        (
            "response.output_text.done",
            r#"{"item_id":"msg_1","output_index":1,"content_index":0,"text":"Blub"}"#,
        ),
        COMPLETED,
    ])
    .whole();

    assert_eq!((&*message.reasoning(), &*message.text()), ("Hm.", "Blub"));
}

#[test]
fn a_stream_that_goes_on_in_the_middle_of_an_item_repeats_nothing() {
    let (full, done) = (call("1", r#"{"a":1}"#, Some(0)), "response.output_text.done");

    let decoded = decode_events(&[
        (DONE, &full),
        (done, r#"{"item_id":"msg_1","output_index":1,"content_index":0,"text":"Blub"}"#),
        COMPLETED,
    ]);

    let message = decoded.whole();
    assert_eq!(message.text(), "");
    assert_eq!(message.tool_calls().count(), 0);
}

#[test]
fn thoughts_may_be_told_word_for_word_and_as_a_summary_at_once() {
    let message = decode_events(&[
        CREATED,
        (ADDED, r#"{"item":{"id":"rs_1","type":"reasoning","summary":[]},"output_index":0}"#),
        (
            "response.reasoning_text.delta",
            r#"{"item_id":"rs_1","output_index":0,"content_index":0,"delta":"a b"}"#,
        ),
        (
            "response.reasoning_text.delta",
            r#"{"item_id":"rs_1","output_index":0,"content_index":0,"delta":" c"}"#,
        ),
        (
            "response.reasoning_summary_text.delta",
            r#"{"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"abc"}"#,
        ),
        COMPLETED,
    ])
    .whole();

    let thoughts = message.blocks().iter().map(|block| match block {
        ContentBlock::Reasoning(thought) => (thought.reasoning.as_str(), block.extra("block_type").is_some()),
        other => panic!("{other:?}"),
    });
    assert_eq!(thoughts.collect::<Vec<_>>(), [("abc", false), ("a b c", true)]);
}

#[test]
fn usage_that_is_not_given_is_unknown() {
    for usage in ["null", "{}"] {
        let completed = format!(r#"{{"response":{{"status":"completed","usage":{usage}}}}}"#);
        let message = decode_events(&[CREATED, ("response.completed", &completed)]).whole();

        assert_eq!(message.usage, None, "{usage}");
    }
}
