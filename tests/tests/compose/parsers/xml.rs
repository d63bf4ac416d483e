//! XML, growing.

use futures::executor::block_on;
use proptest::prelude::*;
use runnable::{ErrorKind, XmlOutputParser};
use serde_json::{Value, json};

use super::{assert_unreadable, parsed, pieces_of, split};

/// What LangChain's parser gives for a whole text; it refuses prose before the first tag, and a bare `&` or `<`.
#[test]
fn an_element_is_its_text_or_its_children() {
    let table = [
        ("<a>1</a>", json!({"a": "1"})),
        ("pre\n<a><b>1</b><c/></a> post", json!({"a": [{"b": "1"}, {"c": null}]})),
        ("```xml\n<a> <b>x</b></a>\n```", json!({"a": [{"b": "x"}]})),
        ("<a>t<b>1</b></a>", json!({"a": "t"})),
        ("<a></a>", json!({"a": []})),
        ("<a><b></b></a>", json!({"a": [{"b": null}]})),
        ("<a b='1>' c=\"'>\">x &amp; y &#x41;&#66;</a>", json!({"a": "x & y AB"})),
        ("<a><![CDATA[<z>]]></a>", json!({"a": "<z>"})),
        ("<a><b><c>1</c></b></a>", json!({"a": [{"b": [{"c": "1"}]}]})),
        ("<?xml version='1.0'?><!DOCTYPE a><a>1</a>", json!({"a": "1"})),
        ("<a>x<!-- <c> -->y</a>", json!({"a": "xy"})),
        ("<foo><bar>baz</bar> tail <q>1</q></foo>", json!({"foo": [{"bar": "baz"}, {"q": "1"}]})),
        ("1 < 2 & <a>Tom & Jerry < &unknown; 3</a>", json!({"a": "Tom & Jerry < &unknown; 3"})),
        ("<a>1</a><b>2</b>", json!({"a": "1"})),
    ];
    for (text, expected) in table {
        for length in [1, 2, 3, 7, 1000] {
            let last = pieces_of(&XmlOutputParser, split(text, length)).pop();
            assert_eq!(last, Some(expected.clone()), "{text} by {length}");
        }
        assert_eq!(block_on(XmlOutputParser.call(text).into_future()).unwrap(), expected);
    }
}

#[test]
fn a_piece_is_the_element_so_far_whenever_it_has_changed() {
    let given =
        pieces_of(&XmlOutputParser, ["<foo", "><bar>", "ba", "z</bar", ">", "<q>1</q>", "</foo>", " x"]);

    let expected = json!([
        {"foo": [{"bar": null}]},
        {"foo": [{"bar": "ba"}]},
        {"foo": [{"bar": "baz"}]},
        {"foo": [{"bar": "baz"}, {"q": "1"}]},
    ]);
    assert_eq!(Value::from(given), expected);
}

#[test]
fn what_is_not_xml_is_an_error_with_the_text_in_it() {
    for text in ["no", "<a><b>1</a>", "<a>", "<a><b>1</b>", "<a>1</a", "<!-- <a/>"] {
        assert_unreadable_from_the_start(text);
    }
    let error = block_on(XmlOutputParser.call("<a><b>1</a>").into_future()).unwrap_err();
    let reason = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(reason, "`</a>` stands where `<b>` is open");
}

/// A tag that does not match is an error at once, so its text may end there.
fn assert_unreadable_from_the_start(text: &str) {
    if text == "<a><b>1</a>" {
        let error = parsed(&XmlOutputParser, [text]).pop().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Parse);
        assert!(error.to_string().contains(text));
    } else {
        assert_unreadable(&XmlOutputParser, text);
    }
}

#[test]
fn elements_too_deep_inside_one_another_are_refused() {
    let text = "<a>".repeat(100_000);

    let error = parsed(&XmlOutputParser, [text]).pop().unwrap().unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Parse);
}

proptest! {
    #[test]
    fn any_text_in_any_split_ends_alike(text in "[<>/ab&;!\\- \"?é\\[\\]]{0,40}", length in 1_usize..6) {
        let end = |length| {
            let mut given = parsed(&XmlOutputParser, split(&text, length));
            given.pop().map(|last| last.map_err(|error| error.kind()))
        };
        prop_assert_eq!(end(length), end(1000));
    }
}
