//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use runnable::AiMessageChunk;

use super::bodies::decode_events;

/// A delta with a text of any kind, in one of the spellings that may be in use, padded or not.
fn delta() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        4 => "[a-z ]{0,12}".prop_map(|text| format!("{text:?}")),
        2 => Just(r#""a\nb \"c\" \\ \u00fcber \ud83d\udc20 🐠""#.to_owned()),
        1 => Just(r#"",\"p\":\"abc""#.to_owned()),
        1 => prop_oneof![Just(r#""\q""#.to_owned()), Just("7".to_owned()), Just("null".to_owned())],
    ];
    let kind = prop_oneof![
        Just(r#"{"text":TEXT}"#),
        Just(r#"{"toolUse":{"input":TEXT}}"#),
        Just(r#"{"reasoningContent":{"text":TEXT}}"#),
        Just(r#"{"reasoningContent":{"signature":TEXT}}"#),
        Just(r#"{"sparkle":TEXT}"#),
    ];
    let end = prop_oneof![
        4 => "[a-zA-Z0-9]{0,60}".prop_map(|padding| format!(r#","p":"{padding}"}}"#)),
        2 => Just("}".to_owned()),
        1 => Just(r#","p":"a\"b"}"#.to_owned()),
        1 => Just(String::new()),
    ];
    (text, kind, 0..2_u32, end).prop_map(|(text, kind, index, end)| {
        format!(r#"{{"contentBlockIndex":{index},"delta":{}{end}"#, kind.replace("TEXT", &text))
    })
}

/// What the deltas give in one stream, until one does not parse.
fn said(deltas: &[String]) -> (Vec<AiMessageChunk>, bool) {
    let events: Vec<_> = deltas.iter().map(|data| ("contentBlockDelta", data.as_str())).collect();
    let decoded = decode_events(&events);
    (decoded.chunks, decoded.end.expect_err("no stream here ends").is_truncated())
}

proptest! {
    #[test]
    fn what_a_delta_says_does_not_depend_on_those_before_it(deltas in vec(delta(), 1..16)) {
        let together = said(&deltas);

        let mut alone = (Vec::new(), true);
        for delta in &deltas {
            let (chunks, is_good) = said(std::slice::from_ref(delta));
            alone.0.extend(chunks);
            alone.1 = is_good;
            if !is_good {
                break;
            }
        }
        prop_assert_eq!(together, alone);
    }
}
