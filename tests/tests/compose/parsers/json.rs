//! JSON, growing.

use futures::executor::block_on;
use proptest::prelude::*;
use runnable::{AiMessageChunk, ErrorKind, JsonOutputParser, RunType, Runnable, Streamable};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::Scripted;
use serde_json::{Value, json};

use super::{assert_unreadable, parsed, pieces_of, split};

const TEXT: &str = r#"{"a": "hello", "b": [1, 22], "c": {"d": null}}"#;

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Streamable)]
struct Recipe {
    dish: String,
    #[serde(default)]
    minutes: u32,
}

fn values(pieces: &[&str]) -> Vec<Value> {
    pieces_of(&JsonOutputParser::untyped(), pieces.iter().copied())
}

fn last(text: &str, length: usize) -> Option<Value> {
    parsed(&JsonOutputParser::untyped(), split(text, length)).pop()?.ok()
}

/// The table of LangChain's parser; it was given the same text in the same pieces.
#[test]
fn a_piece_is_the_value_so_far_whenever_it_has_changed() {
    let given = pieces_of(&JsonOutputParser::untyped(), split(TEXT, 3));

    let expected = json!([
        {},
        {"a": "he"},
        {"a": "hello"},
        {"a": "hello", "b": []},
        {"a": "hello", "b": [1]},
        {"a": "hello", "b": [1, 22]},
        {"a": "hello", "b": [1, 22], "c": {}},
        {"a": "hello", "b": [1, 22], "c": {"d": null}},
    ]);
    assert_eq!(Value::from(given), expected);
}

#[test]
fn json_is_found_behind_prose_in_the_first_fence_and_before_more_text() {
    let table = [
        ("```json\n{\"a\": 1}\n```", json!({"a": 1})),
        ("```\n[1]\n```", json!([1])),
        ("Here it is:\n```json\n{\"a\": 1}\n```\nEnjoy!", json!({"a": 1})),
        ("Here: ```{\"a\": 1}```", json!({"a": 1})),
        ("It's 3 o'clock: ```JSON\r\n[\"`\"]```", json!(["`"])),
        ("1. This: ```\n[1]\n```", json!([1])),
        ("```jsonc\n[1]\n```", json!([1])),
        ("{\"a\": 1} Hope this helps.", json!({"a": 1})),
        ("`{\"a\": \"```\"}`", json!({"a": "```"})),
        ("  \n {\"a\": 1}\n", json!({"a": 1})),
        ("`3`", json!(3)),
        ("3", json!(3)),
        ("null", Value::Null),
        ("ü ```json\n\"ü\"```", json!("ü")),
    ];
    for (text, expected) in table {
        for length in [1, 2, 3, 5, 1000] {
            assert_eq!(last(text, length), Some(expected.clone()), "{text} by {length}");
        }
        let called = block_on(JsonOutputParser::untyped().call(text).into_future());
        assert_eq!(called.unwrap(), expected, "{text}");
    }
}

/// LangChain takes `[1` for `[1]`, and ends the stream of a text that is never JSON without a word.
#[test]
fn text_that_is_not_json_or_is_cut_off_is_an_error_with_the_text_in_it() {
    let table =
        ["no json", "[1", "{\"a\": 1", "```json\n{\"a\": x}\n```", "1. one", "\"text\" and more", "", "```"];
    for text in table {
        if text.is_empty() {
            let error = block_on(JsonOutputParser::untyped().call(text).into_future()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Parse);
        } else {
            assert_unreadable(&JsonOutputParser::untyped(), text);
        }
    }
}

#[test]
fn what_could_be_read_comes_before_the_error() {
    let given = parsed(&JsonOutputParser::untyped(), ["[1, ", "2"]);

    assert_eq!(given.iter().flatten().collect::<Vec<_>>(), [&json!([1]), &json!([1, 2])]);
    assert!(given[2].as_ref().is_err_and(|error| error.kind() == ErrorKind::Parse));
}

#[test]
fn no_piece_in_is_no_piece_out() {
    assert!(parsed(&JsonOutputParser::untyped(), Vec::<String>::new()).is_empty());
}

#[test]
fn text_that_changes_nothing_gives_nothing() {
    assert_eq!(values(&["[1]", "\n", "", "  ", "```", " more"]), [json!([1])]);
    assert_eq!(values(&["{\"a\"", ": ", "tr", "ue", "}"]), [json!({}), json!({"a": true})]);
}

#[test]
fn a_typed_value_is_given_whenever_it_can_be_read() {
    let parser = JsonOutputParser::<Recipe>::new();

    let given = pieces_of(&parser, ["{\"dis", "h\": \"so", "up\"", ", \"minutes\": 1", "0}"]);

    let recipe = |dish: &str, minutes| Recipe { dish: dish.into(), minutes };
    assert_eq!(given, [recipe("so", 0), recipe("soup", 0), recipe("soup", 1), recipe("soup", 10)]);
}

#[test]
fn json_of_another_form_is_an_error_that_says_what_is_missing() {
    let parser = JsonOutputParser::<Recipe>::new();

    assert_unreadable(&parser, "{\"minutes\": 3}");
    let error = block_on(parser.call("{\"minutes\": 3}").into_future()).unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.to_string().contains("missing field `dish`"), "{source}");
}

#[derive(Runnable)]
#[runnable(chain, input = String, output = Value)]
struct Calls;
impl Calls {
    async fn invoke(&self, text: String) -> runnable::Result<Value> {
        JsonOutputParser::untyped().call(text).await
    }
}

#[test]
fn a_value_that_is_streamed_has_its_event_and_one_that_is_called_for_none() {
    let chain = Scripted::tokens(["{\"a\":", " 1", "}"]).pipe(JsonOutputParser::untyped());

    block_on(async {
        assert_events_snapshot!(chain.stream_events("hi").include_types([RunType::Parser]), @r#"
        on_parser_start JsonOutputParser run-1 in run-2 tags=["seq:step:2"]
        on_parser_stream JsonOutputParser run-1 chunk={}
        on_parser_stream JsonOutputParser run-1 chunk={"a":1}
        on_parser_end JsonOutputParser run-1 output={"a":1} input={"content":"{\"a\": 1}","id":"lc_run--run-3","type":"ai"}
        "#);
        assert_events_snapshot!(Calls.stream_events("[1]").include_types([RunType::Parser]), @r#"
        on_parser_start JsonOutputParser run-1 in run-2 input={"content":"[1]","type":"ai"}
        on_parser_end JsonOutputParser run-1 output=[1] input={"content":"[1]","type":"ai"}
        "#);
    });
}

#[test]
fn a_text_step_feeds_a_parser() {
    let chain = runnable::PromptTemplate::new("[{n}]") | JsonOutputParser::untyped();

    assert_eq!(block_on(chain.call([("n", 1)]).into_future()).unwrap(), json!([1]));
}

/// The value itself is what a piece costs; text that adds nothing to it costs nothing.
#[test]
fn text_around_the_value_costs_no_copy_of_it() {
    let around = |pieces: usize| {
        let big = format!("[{}]", vec!["1"; 2000].join(","));
        let mut input = vec![AiMessageChunk::from(big.as_str())];
        input.extend(vec![AiMessageChunk::from(" "); pieces]);
        allocation_counter::measure(|| assert_eq!(pieces_of(&JsonOutputParser::untyped(), input).len(), 1))
            .bytes_total
    };

    let (few, many) = (around(10), around(1000));
    assert!(many.saturating_sub(few) < 990 * 1000, "{few} bytes for 10 pieces around it, {many} for 1000");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z~/\"\\\\é🐟]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z~/]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_split_of_json_ends_with_its_value(value in any_json(), length in 1_usize..9) {
        let last = parsed(&JsonOutputParser::untyped(), split(&value.to_string(), length)).pop();

        prop_assert_eq!(last.unwrap().unwrap(), value);
    }

    #[test]
    fn patches_applied_one_by_one_are_the_values(value in any_json(), length in 1_usize..9) {
        let pieces = split(&value.to_string(), length);
        let values = pieces_of(&JsonOutputParser::untyped(), pieces.clone());
        let patches = pieces_of(&JsonOutputParser::untyped().diff(), pieces);

        let mut document = Value::Null;
        let patched: Vec<_> = patches.iter().map(|patch| {
            patch.iter().for_each(|operation| operation.apply(&mut document).unwrap());
            document.clone()
        }).collect();
        prop_assert_eq!(patched, values);
    }
}
