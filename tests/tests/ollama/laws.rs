//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use runnable::ContentBlock;
use runnable_tests::decoding::one_by_one;

use super::decoding::{DONE, decode, lines};

/// JSON strings of all kinds. A few are none.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z ]{0,12}".prop_map(|text| format!("{text:?}")),
        2 => Just(r#""a\nb \"c\" \\""#.to_owned()),
        1 => Just(r#""\u00fcber \ud83d\udc20""#.to_owned()),
        1 => Just(r#""über 🐠""#.to_owned()),
        1 => Just(r#""\q""#.to_owned()),
        1 => Just(r#""x\"},\"done\":false,\"created_at\":\"""#.to_owned()),
        1 => Just("7".to_owned()),
        1 => Just("null".to_owned()),
    ]
}

/// A line, spelled in one of the ways that are in use or, seldom, in one that is not.
fn line() -> impl Strategy<Value = String> {
    let time =
        prop_oneof![4 => "\"10:[0-9]{2}\"", 1 => Just(r#""\q""#.to_owned()), 1 => Just("null".to_owned())];
    (text(), text(), time, 0..6_u8).prop_map(|(text, other, time, way)| {
        let message = match way {
            0 | 1 => format!(r#"{{"role":"assistant","content":{text}}}"#),
            2 => format!(r#"{{"role":"assistant","content":"","thinking":{text}}}"#),
            3 => format!(r#"{{"thinking":{other},"content":{text}}}"#),
            4 => format!(r#"{{"content":{text},"tool_calls":[{{"id":"a","function":{{"name":"f"}}}}]}}"#),
            _ => format!(r#"{{"thinking":{text}}}"#),
        };
        format!(r#"{{"model":"m","created_at":{time},"message":{message},"done":false}}"#)
    })
}

/// The blocks that the lines give, without their numbers; and whether the stream was good so far.
fn pieces(given: &[String]) -> (Vec<ContentBlock>, bool) {
    let given: Vec<_> = given.iter().map(String::as_str).collect();
    let decoded = lines(&[&*given, &[""]].concat());
    let is_good = decoded.end.expect_err("no stream here ends").is_truncated();
    let blocks = decoded.chunks.into_iter().flat_map(|chunk| chunk.blocks().to_vec());
    (blocks.map(|block| block.with_index(0)).collect(), is_good)
}

proptest! {
    #[test]
    fn what_a_line_is_does_not_depend_on_those_before_it(given in vec(line(), 1..24)) {
        let (together, is_good) = pieces(&given);

        prop_assert_eq!((together, is_good), one_by_one(&given, pieces));
    }

    #[test]
    fn bytes_that_were_changed_anywhere_give_chunks_or_an_error_however_they_are_cut(
        given in vec(line(), 1..8),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        size in 1..40_usize,
    ) {
        let mut body = [given.join("\n"), DONE.to_owned()].join("\n").into_bytes();
        let length = body.len();
        changes.into_iter().for_each(|(at, byte)| body[at.index(length)] = byte);

        let (whole, split) = (decode([&*body]), decode(body.chunks(size)));
        prop_assert_eq!(whole, split);
    }
}
