//! Random documents, as text: the forms that a serializer never writes are the ones worth testing.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One JSON value, white space anywhere, escapes of every kind, keys repeated, raw line breaks in strings.
pub(super) fn document() -> impl Strategy<Value = String> {
    documents(|_, key| key)
}

/// The same, but no object has a key twice.
pub(super) fn document_of_distinct_keys() -> impl Strategy<Value = String> {
    documents(|place, key| format!("\"{place}{}", &key[1..]))
}

fn documents(key_at: fn(usize, String) -> String) -> impl Strategy<Value = String> {
    let value = leaf().prop_recursive(5, 40, 5, move |inner| {
        let item = padded(inner);
        let pairs = vec((blank(), key(), blank(), item.clone()), 0..5).prop_map(move |pairs| {
            let pairs = pairs.into_iter().enumerate();
            pairs
                .map(|(place, (before, key, after, value))| {
                    format!("{before}{}{after}:{value}", key_at(place, key))
                })
                .collect::<Vec<_>>()
        });
        prop_oneof![
            vec(item, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            pairs.prop_map(|pairs| format!("{{{}}}", pairs.join(","))),
        ]
    });
    padded(value)
}

fn leaf() -> impl Strategy<Value = String> {
    const WORDS: [&str; 9] =
        ["null", "true", "false", "0", "-0", "1e-7", "1E+2", "-12.50", "18446744073709551616"];

    prop_oneof![
        select(&WORDS[..]).prop_map(str::to_owned),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        finite().prop_map(|number| format!("{number:e}")),
        string(),
    ]
}

fn finite() -> impl Strategy<Value = f64> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO
}

/// A document with one character replaced, removed or added, or characters of JSON in no order.
pub(super) fn spoiled() -> impl Strategy<Value = String> {
    let character = select(
        &[
            "", "\"", "\\", "\\u", "d83d", "{", "}", "[", "]", ",", ":", "-", ".", "e9", "0", "t", "n", "é",
            " ",
        ][..],
    );
    let damaged = (document(), any::<Index>(), character.clone(), any::<bool>()).prop_map(
        |(text, at, new, replace)| {
            let mut characters: Vec<String> = text.chars().map(String::from).collect();
            let at = at.index(characters.len());
            if replace {
                characters[at].clear();
            }
            characters[at].push_str(new);
            characters.concat()
        },
    );
    prop_oneof![damaged, vec(character, 0..12).prop_map(|characters| characters.concat())]
}

/// Places where a text is cut.
pub(super) fn cuts() -> impl Strategy<Value = Vec<Index>> {
    vec(any::<Index>(), 0..12)
}

/// The text, cut at these places; some pieces may be empty.
pub(super) fn pieces<'a>(text: &'a str, cuts: &[Index]) -> Vec<&'a str> {
    let mut ends: Vec<usize> =
        cuts.iter().map(|cut| text.floor_char_boundary(cut.index(text.len() + 1))).collect();
    ends.push(text.len());
    ends.sort_unstable();

    let mut start = 0;
    ends.into_iter().map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
}

fn string() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{1,4}",
        select(&["é", "日本", "🐠", "{", "]", ",", ":", "\n", "\u{1}", "\u{7f}"][..]).prop_map(str::to_owned),
        select(&[r"\n", r"\\", r#"\""#, r"\/", r"\b", r"\f", r"\r", r"\t"][..]).prop_map(str::to_owned),
        select(&[r"\u0041", r"\u00e9", r"\uFFFF", r"\u0000", r"\ud83d\uDC20", r"\uDBFF\udfff"][..])
            .prop_map(str::to_owned),
    ];
    vec(part, 0..4).prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![select(&[r#""a""#, r#""b""#, r#""""#][..]).prop_map(str::to_owned), string()]
}

fn padded(text: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    (blank(), text, blank()).prop_map(|(before, text, after)| format!("{before}{text}{after}")).boxed()
}

fn blank() -> impl Strategy<Value = &'static str> {
    select(&["", "", "", " ", "\n", "\r\n\t"][..])
}
