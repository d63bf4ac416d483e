//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use runnable::ContentBlock;
use runnable_tests::decoding::one_by_one;

use super::decoding::{decode, events};

/// JSON strings of all kinds. A few are none.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z ]{0,12}".prop_map(|text| format!("{text:?}")),
        2 => Just(r#""a\nb \"c\" \\""#.to_owned()),
        1 => Just(r#""\u00fcber \ud83d\udc20""#.to_owned()),
        1 => Just(r#""über 🐠""#.to_owned()),
        1 => Just(r#""\q""#.to_owned()),
        1 => Just(r#""x\"}],\"p\":\"abc""#.to_owned()),
        1 => Just("7".to_owned()),
    ]
}

/// An event, spelled in one of the ways that are in use or, seldom, in one that is not.
fn event() -> impl Strategy<Value = String> {
    let padding =
        prop_oneof![2 => Just(String::new()), 2 => "[a-z0-9]{0,9}".prop_map(|p| format!(r#","p":"{p}""#))];
    (text(), padding, 0..5_u8).prop_map(|(text, padding, way)| {
        let content = match way {
            0 | 1 => text,
            2 => format!(r#"[{{"type":"thinking","thinking":[{{"type":"text","text":{text}}}]}}]"#),
            3 => format!(r#"[{{"type":"text","text":{text}}}]"#),
            _ => format!(r#"[{{"type":"reference","text":{text},"reference_ids":[0]}}]"#),
        };
        format!(r#"{{"id":"m","choices":[{{"index":0,"delta":{{"content":{content}}},"finish_reason":null}}]{padding}}}"#)
    })
}

/// The blocks that the events give, without their numbers; and whether the stream was good so far.
fn pieces(payloads: &[String]) -> (Vec<ContentBlock>, bool) {
    let payloads: Vec<_> = payloads.iter().map(String::as_str).collect();
    let decoded = events(&payloads);
    let is_good = decoded.end.expect_err("no stream here ends").is_truncated();
    let blocks = decoded.chunks.into_iter().flat_map(|chunk| chunk.blocks().to_vec());
    (blocks.map(|block| block.with_index(0)).collect(), is_good)
}

proptest! {
    #[test]
    fn what_an_event_is_does_not_depend_on_those_before_it(payloads in vec(event(), 1..24)) {
        let (together, is_good) = pieces(&payloads);

        prop_assert_eq!((together, is_good), one_by_one(&payloads, pieces));
    }

    #[test]
    fn bytes_that_were_changed_anywhere_give_chunks_or_an_error_however_they_are_cut(
        payloads in vec(event(), 1..8),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        size in 1..40_usize,
    ) {
        let mut body: Vec<u8> = payloads.iter().flat_map(|p| format!("data: {p}\n\n").into_bytes()).collect();
        let length = body.len();
        changes.into_iter().for_each(|(at, byte)| body[at.index(length)] = byte);

        let (whole, split) = (decode([&*body]), decode(body.chunks(size)));
        prop_assert_eq!(whole, split);
    }
}
