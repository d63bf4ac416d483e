//! Examples of partial JSON: what each kind of unfinished, unusual or wrong text gives.

use runnable::json::{PartialJson, PartialJsonErrorKind as Kind};
use serde_json::{Value, json};

use super::{characters, pushed};

#[test]
fn unfinished_text_gives_the_value_so_far() {
    let cases = [
        (r#"{"a": 1, "b""#, json!({"a": 1})),
        (r#"{"a": 1, "b":"#, json!({"a": 1})),
        (r#"{"a": "x"#, json!({"a": "x"})),
        (r#"{"a": ""#, json!({"a": ""})),
        (r#"{"a": tru"#, json!({})),
        (r#"{"a": 1."#, json!({"a": 1})),
        (r#"{"a": 1e"#, json!({"a": 1})),
        (r#"{"a": -"#, json!({})),
        (r#"[{"a":1},{"#, json!([{"a": 1}, {}])),
        (r#"{"a": [1, {"b": [2, "#, json!({"a": [1, {"b": [2]}]})),
        (r#""abc"#, json!("abc")),
        (r#""abc\"#, json!("abc")),
        (r#"{"a": "b\u00"#, json!({"a": "b"})),
        (r#"{"a": "b\ud83d"#, json!({"a": "b"})),
        (r#"{"a": "b\ud83d\udc2"#, json!({"a": "b"})),
        (r#"{"a": "b\ud83d\udc20"#, json!({"a": "b🐠"})),
        ("[\"a\nb", json!(["a\nb"])),
        ("[12", json!([12])),
        ("12", json!(12)),
    ];

    for (text, value) in cases {
        for json in [pushed([text]), pushed(characters(text))] {
            assert_eq!(json.value(), Some(&value), "{text}");
            assert_eq!(json.error(), None, "{text}");
            assert!(!json.is_complete(), "{text}");
        }
    }
}

#[test]
fn text_without_a_value_yet_gives_none() {
    for text in ["", " \n", "nul", "-", "t"] {
        let mut json = pushed([text]);

        assert_eq!(json.value(), None, "{text}");
        let error = json.finish().expect_err("there is no value");
        assert_eq!((error.offset(), error.kind()), (text.len(), Kind::UnexpectedEnd), "{text}");
    }
}

#[test]
fn a_wrong_byte_keeps_the_value_before_it() {
    let cases = [
        (r#"{"a":1}}"#, 7, Kind::Trailing, json!({"a": 1})),
        ("[1, [2}", 6, Kind::Unexpected('}'), json!([1, [2]])),
        ("[1,]", 3, Kind::Unexpected(']'), json!([1])),
        ("[1 2]", 3, Kind::Unexpected('2'), json!([1])),
        ("[01]", 2, Kind::Unexpected('1'), json!([0])),
        ("[1.x]", 3, Kind::Unexpected('x'), json!([1])),
        ("[trie]", 3, Kind::Unexpected('i'), json!([])),
        (r#"{"a" 1}"#, 5, Kind::Unexpected('1'), json!({})),
        ("{1: 2}", 1, Kind::Unexpected('1'), json!({})),
        (r#"["ab\é"]"#, 5, Kind::Unexpected('é'), json!(["ab"])),
        (r#"["ab\u00g0"]"#, 8, Kind::Unexpected('g'), json!(["ab"])),
        (r#"["ab\ud83dx"]"#, 4, Kind::LoneSurrogate, json!(["ab"])),
        (r#"["ab\ud83d\ud83d"]"#, 4, Kind::LoneSurrogate, json!(["ab"])),
        (r#"["ab\udc00"#, 4, Kind::LoneSurrogate, json!(["ab"])),
        ("[--1]", 2, Kind::Unexpected('-'), json!([])),
        ("[1e999]", 1, Kind::NumberOutOfRange, json!([1e99])),
        ("1 2", 2, Kind::Trailing, json!(1)),
    ];

    for (text, offset, kind, value) in cases {
        for mut json in [pushed([text]), pushed(characters(text))] {
            let error = json.error().expect("the text is wrong");
            assert_eq!((error.offset(), error.kind()), (offset, kind), "{text}");
            assert_eq!(json.finish(), Err(error), "{text}");
            assert!(!json.is_complete(), "{text}");
            assert_eq!(json.value(), Some(&value), "{text}");
            assert_eq!(json.into_text(), text);
        }
    }
}

#[test]
fn an_error_is_one_line_that_says_where() {
    let error = pushed(["[1\n:"]).error().expect("a colon in an array");

    assert_eq!(error.to_string(), "unexpected ':' in json at byte 3");
}

#[test]
fn text_after_an_error_is_collected_and_not_read() {
    let json = pushed(["[1}", ", 2]"]);

    assert_eq!(json.value(), Some(&json!([1])));
    assert_eq!(json.text(), "[1}, 2]");
    assert_eq!(json.error().map(|error| error.offset()), Some(2));
}

#[test]
fn finish_after_an_unexpected_end_leaves_room_for_more() {
    let mut json = pushed(["[1, "]);
    assert!(json.finish().is_err());

    json.push("2]");

    assert_eq!(json.finish(), Ok(json!([1, 2])));
}

#[test]
fn finish_leaves_the_parser_as_new() {
    let mut json = pushed(["[1] "]);
    assert_eq!(json.finish(), Ok(json!([1])));
    assert_eq!((json.value(), json.text()), (None, ""));

    json.push("{}");

    assert_eq!(json.finish(), Ok(json!({})));
}

#[test]
fn a_number_alone_is_complete_after_white_space_or_at_the_finish() {
    let mut spaced = pushed(["1", "2 "]);
    let mut bare = pushed(["1", "2"]);

    assert!(spaced.is_complete());
    assert!(!bare.is_complete());
    assert_eq!(spaced.finish(), Ok(json!(12)));
    assert_eq!(bare.finish(), Ok(json!(12)));
}

#[test]
fn integers_stay_integers_and_the_rest_are_floats() {
    let text = "[-9223372036854775808, 18446744073709551615, 18446744073709551616, 1.0, -0]";
    let value = pushed([text]).finish().expect("json");

    assert_eq!(value, serde_json::from_str::<Value>(text).expect("json"));
    assert_eq!(value[0].as_i64(), Some(i64::MIN));
    assert_eq!(value[1].as_u64(), Some(u64::MAX));
    assert!((2..5).all(|index| value[index].is_f64()));
}

#[test]
fn the_last_of_repeated_keys_wins_once_its_value_begins() {
    let mut json = pushed([r#"{"a": 1, "b": 2, "a": "#]);
    assert_eq!(json.value(), Some(&json!({"a": 1, "b": 2})));

    json.push(r#"[3"#);
    assert_eq!(json.value(), Some(&json!({"a": [3], "b": 2})));

    json.push("]}");
    assert_eq!(json.finish(), Ok(json!({"a": [3], "b": 2})));
}

#[test]
fn nesting_is_refused_where_serde_json_refuses_it() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);

    assert_eq!(pushed(characters(&nested(127))).finish().ok(), serde_json::from_str(&nested(127)).ok());
    assert!(serde_json::from_str::<Value>(&nested(128)).is_err());
    let error = pushed(characters(&nested(128))).error().expect("one container too many");
    assert_eq!((error.offset(), error.kind()), (127, Kind::TooDeep));
}

#[test]
fn containers_side_by_side_are_not_nested() {
    let text = format!("[{}[]]", "[{}],".repeat(200));

    assert_eq!(pushed([text.as_str()]).finish().ok(), serde_json::from_str(&text).ok());
}

#[test]
fn a_long_number_shows_its_first_64_bytes_until_it_ends() {
    let digits = "7".repeat(300);
    let shown: Value = serde_json::from_str(&digits[..64]).expect("json");
    let whole: Value = serde_json::from_str(&digits).expect("json");

    for mut json in [pushed([digits.as_str()]), pushed(characters(&digits))] {
        assert_eq!(json.value(), Some(&shown));
        assert_eq!(json.finish().as_ref(), Ok(&whole));
    }
}

#[test]
fn a_pair_with_a_long_key_appears_when_it_is_complete() {
    let longest = "k".repeat(256);
    let long = "k".repeat(257);
    assert_eq!(pushed([format!(r#"{{"{longest}": "x"#).as_str()]).value(), Some(&json!({longest: "x"})));

    let mut json = PartialJson::new();

    json.push(&format!(r#"{{"a": 1, "{long}": {{"b": [2, "#));
    json.push("3");
    assert_eq!(json.value(), Some(&json!({"a": 1})));

    json.push("]}");
    assert_eq!(json.value(), Some(&json!({"a": 1, long.clone(): {"b": [2, 3]}})));

    json.push("}");
    assert_eq!(json.finish(), Ok(json!({"a": 1, long: {"b": [2, 3]}})));
}
