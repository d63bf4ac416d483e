//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::decoding::{body, decode, last, parts};

/// A part of any kind, seldom one that is none.
fn part() -> impl Strategy<Value = Value> {
    let text = || prop_oneof!["[a-z ]{0,12}", Just("über 🐠\n\"".to_owned()), Just(String::new())];
    prop_oneof![
        6 => text().prop_map(|text| json!({ "text": text })),
        2 => text().prop_map(|text| json!({ "text": text, "thought": true })),
        1 => text().prop_map(|text| json!({ "text": text, "thoughtSignature": "AAAA" })),
        2 => text().prop_map(|text| json!({ "functionCall": { "name": "f", "args": { "a": text, "n": 1.0 } } })),
        1 => Just(json!({ "executableCode": { "language": "PYTHON", "code": "1" } })),
        1 => Just(json!({ "codeExecutionResult": { "outcome": "OUTCOME_OK", "output": "1" } })),
        1 => Just(json!({ "inlineData": { "mimeType": "image/png", "data": "AAAA" } })),
        1 => Just(json!({ "sparkle": [1, { "a": null }] })),
        1 => Just(json!({})),
        1 => Just(json!({ "text": 7 })),
    ]
}

fn stream() -> impl Strategy<Value = String> {
    let counts = (0..50_u32, 0..50_u32).prop_map(|(prompt, output)| {
        json!({ "promptTokenCount": prompt, "candidatesTokenCount": output, "totalTokenCount": prompt + output })
    });
    let response = (vec(part(), 0..3), proptest::option::of(counts)).prop_map(|(list, counts)| {
        let mut response = parts(&list.into());
        response["usageMetadata"] = counts.into();
        response
    });
    (vec(response, 1..8), any::<bool>()).prop_map(|(mut responses, is_whole)| {
        if is_whole {
            let end = responses.pop().map(last);
            responses.extend(end);
        }
        body(&responses)
    })
}

proptest! {
    #[test]
    fn a_stream_is_the_same_however_it_is_cut(body in stream(), size in 1..40_usize) {
        let whole = decode([body.as_bytes()]);

        prop_assert_eq!(decode(body.as_bytes().chunks(size)), whole);
    }

    #[test]
    fn bytes_that_were_changed_anywhere_give_chunks_or_an_error_however_they_are_cut(
        body in stream(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        size in 1..40_usize,
    ) {
        let mut bytes = body.into_bytes();
        let length = bytes.len();
        changes.into_iter().for_each(|(at, byte)| bytes[at.index(length)] = byte);

        prop_assert_eq!(decode(bytes.chunks(size)), decode([&*bytes]));
    }

    #[test]
    fn every_number_of_a_block_is_that_of_one_block(body in stream()) {
        let message = decode([body.as_bytes()]).message();

        let numbers: Vec<_> = message.blocks().iter().filter_map(runnable::ContentBlock::index).collect();
        prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", numbers);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..200), json in "\\PC{0,60}") {
        let _ = decode([&*bytes]);
        let _ = decode([format!("data: {{\"candidates\":[{json}]}}\r\n\r\n").as_bytes()]);
    }
}
