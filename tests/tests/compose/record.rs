//! Named values of any types.

use std::collections::BTreeMap;

use proptest::prelude::*;
use runnable::{AiMessage, AiMessageChunk, ErrorKind, Messages, Record, RecordChunk, Streamable};
use serde_json::{Value, json};

fn sum(chunks: impl IntoIterator<Item = RecordChunk>) -> Record {
    let mut sums = Default::default();
    chunks.into_iter().for_each(|chunk| Record::push(&mut sums, chunk));
    Record::finish(sums).unwrap()
}

#[test]
fn a_value_keeps_its_type() {
    let mut record = Record::new().with("answer", AiMessage::from("blub")).with("count", 3_u32);

    assert_eq!(record.get::<u32>("count"), Some(&3));
    assert_eq!(record.get::<String>("count"), None);
    assert_eq!(record.take::<AiMessage>("answer").unwrap().text(), "blub");
    assert_eq!(record.names().collect::<Vec<_>>(), ["count"]);
}

#[test]
fn a_name_that_is_not_there_is_an_error_that_lists_what_is() {
    let mut record = Record::from([("question", "why?"), ("who", "a cook")]);

    let error = record.take::<String>("qustion").unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
    let expected = "there is no value `qustion`; did you mean `question`? There is `question`, `who`";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_value_of_another_type_is_not_taken_out() {
    let mut record = Record::new().with("a", 1_u32).with("b", 2_u32);

    let error = record.take::<String>("a").unwrap_err();

    assert_eq!(error.to_string(), "the value `a` is not of type `alloc::string::String`");
    assert_eq!(record.names().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn pairs_maps_objects_and_structs_make_the_same_record() {
    #[derive(serde::Serialize)]
    struct Asked {
        who: &'static str,
        times: u8,
    }

    let expected = Record::new().with("who", "a cook".to_owned()).with("times", 2_u8);
    assert_eq!(Record::from(json!({"who": "a cook", "times": 2})), expected);
    assert_eq!(Record::of(&Asked { who: "a cook", times: 2 }), expected);
    assert_eq!(Record::from([("who", json!("a cook")), ("times", json!(2))]), expected);
    assert_eq!(
        Record::from(BTreeMap::from([("who".to_owned(), json!("a cook")), ("times".to_owned(), json!(2))])),
        expected
    );
}

#[test]
fn what_has_no_names_is_an_error_when_it_is_used() {
    let error = Record::from(json!([1, 2])).check().unwrap_err();

    assert_eq!(error.to_string(), "named values are made of a JSON object, not of a list");
    assert!(Record::of(&3).check().is_err());
    assert!(Record::of(&json!({})).check().is_ok());
}

#[test]
fn text_is_what_a_prompt_would_say() {
    let record = Record::from(json!({"plain": "a \"b\"", "list": [1, 2]}))
        .with("typed", "x".to_owned())
        .with("message", AiMessage::from("blub"))
        .with("history", Messages::from("hi"));

    assert_eq!(record.text("plain").unwrap(), "a \"b\"");
    assert_eq!(record.text("list").unwrap(), "[1,2]");
    assert_eq!(record.text("typed").unwrap(), "x");
    assert_eq!(record.text("message").unwrap(), "blub");
    assert_eq!(record.text("nothing"), None);
    assert_eq!(record.get::<Messages>("history").unwrap().last_text(), "hi");
}

#[test]
fn a_value_can_be_read_through_its_json_form() {
    let record = Record::from(json!({"sizes": [1, 2], "name": "x"}));

    assert_eq!(record.read::<Vec<u8>>("sizes").unwrap(), [1, 2]);
    let error = record.read::<u8>("name").unwrap_err();
    assert_eq!(error.to_string(), "`name` has another form than asked for");
}

#[test]
fn pieces_add_up_by_the_rule_of_their_value() {
    let pieces = [
        RecordChunk::of::<String>("text", "blub ".to_owned()),
        RecordChunk::of::<AiMessage>("message", AiMessageChunk::from("a")),
        RecordChunk::of::<String>("text", "blub".to_owned()),
        RecordChunk::of::<Value>("json", json!({"a": 1})),
        RecordChunk::of::<AiMessage>("message", AiMessageChunk::from("b")),
        RecordChunk::of::<Value>("json", json!({"a": 1, "b": 2})),
    ];

    let whole = sum(pieces);

    assert_eq!(whole.get::<String>("text").unwrap(), "blub blub");
    assert_eq!(whole.get::<AiMessage>("message").unwrap().text(), "ab");
    assert_eq!(whole.json("json").unwrap(), json!({"a": 1, "b": 2}));
    assert_eq!(whole.names().collect::<Vec<_>>(), ["text", "message", "json"]);
}

#[test]
fn a_piece_of_another_type_starts_the_value_anew() {
    let whole = sum([RecordChunk::of::<String>("a", "x".to_owned()), RecordChunk::of::<u8>("a", 3)]);

    assert_eq!(whole.get::<u8>("a"), Some(&3));
}

#[test]
fn a_piece_serializes_as_an_object() {
    let piece = RecordChunk::of::<String>("text", "blub ".to_owned());

    assert_eq!(serde_json::to_string(&piece).unwrap(), r#"{"text":"blub "}"#);
    assert_eq!(piece.get::<String>("text").unwrap(), "blub ");
    assert!(piece.clone().filter(|name| name == "other").is_none());
}

#[test]
fn a_record_serializes_in_its_own_order() {
    let record = Record::new().with("b", 1_u8).with("a", "x".to_owned());

    assert_eq!(serde_json::to_string(&record).unwrap(), r#"{"b":1,"a":"x"}"#);
}

proptest! {
    #[test]
    fn a_record_in_one_piece_is_the_record(object in proptest::collection::btree_map("[a-c]{1,2}", 0_i64..9, 0..4)) {
        let record = Record::from(object);

        prop_assert_eq!(sum([record.clone().into_chunk()]), record);
    }
}

#[test]
fn pairs_may_have_values_of_several_types() {
    let history = Messages::from([("human", "hi"), ("ai", "blub")]);
    let record = Record::from((("who", "Nemo"), ("age", 3), ("fish", true), ("history", history.clone())));

    assert_eq!(record.names().collect::<Vec<_>>(), ["who", "age", "fish", "history"]);
    assert_eq!(record.read::<Messages>("history").unwrap(), history);
    assert_eq!(record, Record::from(json!({"who": "Nemo", "age": 3, "fish": true, "history": history})));
}
