//! JSON, as changes.

use runnable::{AiMessageChunk, JsonOutputParser, PatchOperation, PatchVerb};
use serde_json::{Value, json};

use super::{assert_unreadable, pieces_of, split};

fn patches(text: &str, length: usize) -> Value {
    serde_json::to_value(pieces_of(&JsonOutputParser::untyped().diff(), split(text, length))).unwrap()
}

#[test]
fn changes_are_those_of_langchain() {
    let given = patches(r#"{"a": "hello", "b": [1, 22]}"#, 3);

    let expected = json!([
        [{"op": "replace", "path": "", "value": {}}],
        [{"op": "add", "path": "/a", "value": "he"}],
        [{"op": "replace", "path": "/a", "value": "hello"}],
        [{"op": "add", "path": "/b", "value": []}],
        [{"op": "add", "path": "/b/0", "value": 1}],
        [{"op": "add", "path": "/b/1", "value": 22}],
    ]);
    assert_eq!(given, expected);
}

#[test]
fn one_piece_may_change_several_places() {
    let given =
        pieces_of(&JsonOutputParser::untyped().diff(), ["{\"a\": {\"b\": [1", "2], \"c\": {}}, \"d\": 1}"]);

    let second = serde_json::to_value(&given[1]).unwrap();
    let expected = json!([
        {"op": "replace", "path": "/a/b/0", "value": 12},
        {"op": "add", "path": "/a/c", "value": {}},
        {"op": "add", "path": "/d", "value": 1},
    ]);
    assert_eq!(second, expected);
}

#[test]
fn keys_are_escaped_and_a_repeated_key_has_its_last_value() {
    let given = patches("{\"a/b~\": 1, \"a/b~\": 2}", 100);
    assert_eq!(given, json!([[{"op": "replace", "path": "", "value": {"a/b~": 2}}]]));

    let given = pieces_of(&JsonOutputParser::untyped().diff(), ["{", "\"a/b~\": 1", "1, \"a/b~\": {}}"]);
    let mut document = Value::Null;
    given.iter().flatten().for_each(|operation| operation.apply(&mut document).unwrap());
    assert_eq!(document, json!({"a/b~": {}}));
    assert_eq!(given[1][0].path, "/a~1b~0");
}

#[test]
fn a_key_too_long_to_show_comes_with_its_value() {
    let key = "k".repeat(300);
    let given =
        pieces_of(&JsonOutputParser::untyped().diff(), [format!("{{\"{key}\": [1"), ", 2]}".to_owned()]);

    assert_eq!(given[0][0].value, json!({}));
    assert_eq!(
        given[1],
        [PatchOperation { op: PatchVerb::Add, path: format!("/{key}"), value: json!([1, 2]) }]
    );
}

#[test]
fn what_cannot_be_read_is_an_error_here_too() {
    assert_unreadable(&JsonOutputParser::untyped().diff(), "[1, 2");
}

#[test]
fn a_place_that_is_not_there_is_an_error_and_changes_nothing() {
    let mut document = json!({"a": [1]});
    for path in ["/a/2", "/a/x", "/b/c", "/a/0/x"] {
        let operation = PatchOperation { op: PatchVerb::Add, path: path.into(), value: json!(0) };
        assert!(operation.apply(&mut document).unwrap_err().to_string().contains(path));
    }
    assert_eq!(document, json!({"a": [1]}));
}

/// The work beyond what is given out: twice the items, twice the bytes.
#[test]
fn the_work_is_linear_in_the_length_of_the_text() {
    let bytes = |items: usize, shape: fn(usize) -> String| {
        let text: Vec<_> = (0..items).map(shape).map(|piece| AiMessageChunk::from(piece.as_str())).collect();
        let opening = if shape(0).starts_with('"') { "{" } else { "[" };
        let input: Vec<_> = std::iter::once(opening.into()).chain(text).collect();
        let parser = JsonOutputParser::untyped().diff();
        allocation_counter::measure(|| {
            // The text is cut off, so the last item is the error that holds it.
            assert_eq!(super::parsed(&parser, input).len(), items + 2);
        })
        .bytes_total
    };

    for shape in [|_| "1,".to_owned(), |item| format!("\"{item:05}\":1,")] as [fn(usize) -> String; 2] {
        let (few, many) = (bytes(1000, shape), bytes(4000, shape));
        assert!(many < 6 * few, "{few} bytes for 1000 items, {many} for 4000");
    }
}
