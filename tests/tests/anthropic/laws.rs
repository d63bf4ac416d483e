//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use runnable::{AiMessageChunk, ContentBlock};
use runnable_tests::decoding::{cut, one_by_one};

use super::bodies::BLUB;
use super::decoding::{body, decode};

/// The texts that a delta may hold, as JSON strings. A few are none.
fn text() -> impl Strategy<Value = String> {
    let strange = prop_oneof![
        Just(r#""\q""#.to_owned()),
        Just(r#""\ud83d""#.to_owned()),
        Just("\"a\tb\"".to_owned()),
        Just("7".to_owned()),
        Just(r#""}}","text":"x""#.to_owned()),
    ];
    prop_oneof![
        4 => "[a-z ]{0,12}".prop_map(|text| format!("{text:?}")),
        2 => "[ -~]{0,12}".prop_map(|text| format!("{text:?}")),
        2 => Just(r#""a\nb \"c\" \\""#.to_owned()),
        1 => Just(r#""\u00fcber \ud83d\udc20""#.to_owned()),
        1 => Just(r#""über 🐠""#.to_owned()),
        1 => strange,
    ]
}

/// A delta with this text, spelled in one of the ways that are in use or, seldom, in one that is not.
fn delta() -> impl Strategy<Value = String> {
    let kind = prop_oneof![
        5 => Just(("text_delta", "text")),
        5 => Just(("thinking_delta", "thinking")),
        5 => Just(("input_json_delta", "partial_json")),
        1 => Just(("signature_delta", "signature")),
        1 => Just(("sparkle_delta", "text")),
    ];
    let space = || "[ \n]{0,3}";
    let way = prop_oneof![8 => Just(0), 8 => Just(1), 2 => Just(2), 2 => Just(3), 1 => Just(4)];
    (kind, text(), 0..2_u32, space(), space(), way).prop_map(|((kind, field), text, index, a, b, way)| match way {
        0 => format!(r#"{{"type":"content_block_delta","index":{index},"delta":{{"type":"{kind}","{field}":{text}}}{a}}}{b}"#),
        1 => format!(r#"{{"delta":{{"{field}":{text},"type":"{kind}"}},"index":{index},"type":"content_block_delta"}}"#),
        2 => format!(r#"{{"index":{index},{a}"delta":{{"{field}":{text},{b}"type":"{kind}"}}}}"#),
        3 => format!(r#"{{"index":{index},"delta":{{"type":"{kind}","{field}":{text},"estimated_tokens":1}}{a}}}"#),
        _ => format!(r#"{{"index":{index},"delta":{{"type":"{kind}","{field}":{text}{a}}}"#),
    })
}

/// The blocks that the deltas belong to.
const STARTS: [(&str, &str); 2] = [
    (
        "content_block_start",
        r#"{"index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}"#,
    ),
    ("content_block_start", r#"{"index":1,"content_block":{"type":"sketch"}}"#),
];

/// What the deltas give in one stream, until one does not parse. An event is one line, so line breaks are left out.
fn pieces(deltas: &[String]) -> (Vec<ContentBlock>, bool) {
    let deltas: Vec<_> = deltas.iter().map(|delta| delta.replace('\n', " ")).collect();
    let mut events = STARTS.to_vec();
    events.extend(deltas.iter().map(|delta| ("content_block_delta", delta.as_str())));
    let decoded = decode([body(&events).as_bytes()]);
    let truncated = decoded.end.expect_err("no stream here ends").is_truncated();
    let chunks = decoded.chunks.into_iter().skip(2);
    (chunks.flat_map(|chunk: AiMessageChunk| chunk.blocks().to_vec()).collect(), truncated)
}

proptest! {
    #[test]
    fn what_a_delta_is_does_not_depend_on_those_before_it(deltas in vec(delta(), 1..24)) {
        let (together, is_good) = pieces(&deltas);

        prop_assert_eq!((together, is_good), one_by_one(&deltas, pieces));
    }

    #[test]
    fn bytes_that_were_changed_anywhere_give_chunks_or_an_error_however_they_are_cut(
        changes in vec((0..BLUB.len(), any::<u8>()), 0..6),
        cuts in vec(0..BLUB.len(), 0..6),
    ) {
        let mut bytes = BLUB.as_bytes().to_vec();
        changes.into_iter().for_each(|(at, byte)| bytes[at] = byte);

        prop_assert_eq!(decode(cut(&bytes, cuts)), decode([&bytes[..]]));
    }
}
