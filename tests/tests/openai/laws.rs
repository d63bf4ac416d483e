//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use runnable::ContentBlock;
use runnable_tests::decoding::{cut, one_by_one};

use super::decoding::decode;

/// The texts that a delta may hold, as JSON strings. A few are none.
fn text() -> impl Strategy<Value = String> {
    let strange = prop_oneof![
        Just(r#""\q""#.to_owned()),
        Just(r#""\ud83d""#.to_owned()),
        Just("\"a\tb\"".to_owned()),
        Just("7".to_owned()),
        Just("null".to_owned()),
        Just(r#""}}]","content":"x""#.to_owned()),
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

/// A payload with this text, spelled in one of the ways that are in use or, seldom, in one that is not.
fn payload() -> impl Strategy<Value = String> {
    let field = prop_oneof![5 => Just("content"), 3 => Just("reasoning_content"), 1 => Just("reasoning"), 1 => Just("sketch")];
    let way = prop_oneof![
        6 => Just(0), 6 => Just(1), 2 => Just(2), 2 => Just(3), 1 => Just(4), 8 => Just(5), 6 => Just(6), 4 => Just(7)
    ];
    let padding =
        prop_oneof![12 => "[a-zA-Z]{0,6}", 1 => Just("\\q".to_owned()), 2 => Just("\\n".to_owned())];
    let time = prop_oneof![6 => "[1-9][0-9]{0,3}", 1 => "0|1\\.5|-1|1e2|\"1\"|null", 1 => "01|x?"];
    let given = (field, text(), padding, time, way);
    given.prop_map(|(field, text, padding, time, way)| match way {
        0 => format!(r#"{{"id":"c","choices":[{{"index":0,"delta":{{"{field}":{text}}},"finish_reason":null}}]}}"#),
        1 => format!(r#"{{"id":"c","choices":[{{"index":0,"delta":{{"{field}":{text}}}}}],"obfuscation":"{padding}"}}"#),
        2 => format!(r#"{{"obfuscation":"{padding}","choices":[{{"delta":{{"content":null,"{field}":{text}}}}}]}}"#),
        3 => format!(r#"{{"choices":[{{"delta":{{"{field}":{text},"tool_calls":null}},"logprobs":null}}],"usage":null}}"#),
        5 => format!(r#"{{"id":"c","created":{time},"choices":[{{"delta":{{"{field}":{text}}}}}],"obfuscation":"{padding}"}}"#),
        6 => format!(r#"{{"choices":[{{"delta":{{"{field}":{text}}}}}],"created":{time},"id":"c"}}"#),
        7 => format!(r#"{{"choices":[{{"delta":{{"tool_calls":[{{"index":1,"function":{{"arguments":{text}}}}}]}}}}],"created":{time}}}"#),
        _ => format!(r#"{{"choices":[{{"delta":{{"{field}":{text}}}]}}"#),
    })
}

/// What the payloads give in one stream, until one does not parse: blocks without their numbers.
fn pieces(payloads: &[String]) -> (Vec<ContentBlock>, bool) {
    let body: String = payloads.iter().map(|data| format!("data: {}\n\n", data.replace('\n', " "))).collect();
    let decoded = decode([body.as_bytes()]);
    let is_good = decoded.end.as_ref().expect_err("no stream here ends").is_truncated();
    let blocks = decoded.chunks.iter().flat_map(|chunk| chunk.blocks().to_vec());
    (blocks.map(|block| block.with_index(0)).collect(), is_good)
}

const STREAM: &str = concat!(
    "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
    "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"gold\"}}]}\n\n",
    "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"fish\"}}]}\n\n",
    "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n\n",
    "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1}}\n\n",
    "data: [DONE]\n\n",
);

proptest! {
    #[test]
    fn what_a_payload_is_does_not_depend_on_those_before_it(payloads in vec(payload(), 1..24)) {
        let (together, is_good) = pieces(&payloads);

        prop_assert_eq!((together, is_good), one_by_one(&payloads, pieces));
    }

    #[test]
    fn bytes_that_were_changed_anywhere_give_chunks_or_an_error_however_they_are_cut(
        changes in vec((0..STREAM.len(), any::<u8>()), 0..6),
        cuts in vec(0..STREAM.len(), 0..6),
    ) {
        let mut bytes = STREAM.as_bytes().to_vec();
        changes.into_iter().for_each(|(at, byte)| bytes[at] = byte);

        prop_assert_eq!(decode(cut(&bytes, cuts)), decode([&bytes[..]]));
    }
}
