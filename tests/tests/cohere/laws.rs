//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use runnable_tests::decoding::cut;

use super::bodies::{BLUB, body, decode};

/// A delta with a text of any kind, spelled in one of the ways that may be in use.
fn delta() -> impl Strategy<Value = (&'static str, String)> {
    let text = prop_oneof![
        4 => "[a-z ]{0,12}".prop_map(|text| format!("{text:?}")),
        2 => Just(r#""a\nb \"c\" \\ \u00fcber \ud83d\udc20 🐠""#.to_owned()),
        1 => prop_oneof![Just(r#""\q""#.to_owned()), Just("7".to_owned()), Just("null".to_owned())],
    ];
    (text, 0..2_u32, 0..6_u32).prop_map(|(text, index, way)| match way {
        0 => ("content-delta", format!(r#"{{"index":{index},"delta":{{"message":{{"content":{{"text":{text}}}}}}}}}"#)),
        1 => ("content-delta", format!(r#"{{"delta":{{"message":{{"content":{{"thinking":{text}}}}}}},"index":{index}}}"#)),
        2 => ("tool-plan-delta", format!(r#"{{"delta":{{"message":{{"tool_plan":{text}}}}}}}"#)),
        3 => ("tool-call-delta", format!(r#"{{"index":{index},"delta":{{"message":{{"tool_calls":{{"function":{{"arguments":{text}}}}}}}}}}}"#)),
        4 => ("content-delta", format!(r#"{{"index":{index},"delta":{{"message":{{"content":{{"text":{text}}}}}}},"logprobs":{{}}}}"#)),
        _ => ("content-sparkle", format!(r#"{{"text":{text}}}"#)),
    })
}

proptest! {
    #[test]
    fn what_a_delta_says_does_not_depend_on_those_before_it(deltas in vec(delta(), 1..16)) {
        let events: Vec<_> = deltas.iter().map(|(name, data)| (*name, data.as_str())).collect();
        let together = decode([body(&events).as_bytes()]);

        let mut alone = String::new();
        for event in events {
            let one = decode([body(&[event]).as_bytes()]);
            alone.extend(one.chunks.iter().map(|chunk| format!("{}{}", chunk.text(), chunk.reasoning())));
            if !one.end.unwrap_err().is_truncated() {
                break;
            }
        }
        let said: String = together.chunks.iter().map(|chunk| format!("{}{}", chunk.text(), chunk.reasoning())).collect();
        prop_assert_eq!(said, alone);
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
