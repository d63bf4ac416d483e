//! Laws of decoding, for streams that chance makes.

use proptest::collection::vec;
use proptest::prelude::*;

use super::bodies::{BLUB, COMPLETED, CREATED};
use super::decoding::{Decoded, body, decode};

/// Parts of payloads, right and wrong, that events of any name may have.
fn payload() -> impl Strategy<Value = String> {
    let index = || prop_oneof![4 => Just("0"), 4 => Just("1"), 1 => Just("null"), 1 => Just("\"x\"")];
    let text = || {
        prop_oneof![
            4 => "[ -~]{0,12}".prop_map(|text| serde_json::Value::from(text).to_string()),
            1 => Just(r#""\u00fcber \ud83d\udc20""#.to_owned()),
            1 => Just(r#""\ud83d""#.to_owned()),
            1 => Just("7".to_owned()),
            1 => Just("null".to_owned()),
        ]
    };
    let kind = prop_oneof![
        Just("message"),
        Just("reasoning"),
        Just("function_call"),
        Just("custom_tool_call"),
        Just("web_search_call"),
        Just("mcp_call"),
        Just("image_generation_call"),
        Just("sketch"),
    ];
    let id = prop_oneof![Just(r#""a""#), Just(r#""b""#), Just("null")];
    (text(), kind, id, index(), index()).prop_map(|(text, kind, id, output, part)| {
        format!(
            r#"{{"delta":{text},"text":{text},"refusal":{text},"arguments":{text},"item_id":{id},"output_index":{output},"content_index":{part},"summary_index":{part},"annotation":{{"type":"url_citation","url":{text}}},"error":{{"message":{text}}},"response":{{"id":{id},"output":{text}}},"item":{{"type":"{kind}","id":{id},"name":{text},"call_id":{id},"arguments":{text},"input":{text},"result":{text},"encrypted_content":{text},"summary":[{{"text":{text}}}],"content":[{{"type":"reasoning_text","text":{text}}}],"action":{{"sources":{text}}}}}}}"#
        )
    })
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        4 => Just("response.output_text.delta"),
        3 => Just("response.output_item.added"),
        3 => Just("response.output_item.done"),
        2 => Just("response.function_call_arguments.delta"),
        1 => Just("response.function_call_arguments.done"),
        1 => Just("response.output_text.done"),
        1 => Just("response.output_text.annotation.added"),
        2 => Just("response.reasoning_summary_text.delta"),
        1 => Just("response.reasoning_summary_part.added"),
        1 => Just("response.reasoning_text.delta"),
        1 => Just("response.refusal.done"),
        1 => Just("response.sparkle"),
    ]
}

fn cut(bytes: &[u8], mut places: Vec<usize>) -> Decoded {
    places.iter_mut().for_each(|place| *place %= bytes.len() + 1);
    places.sort_unstable();
    let ends = places.iter().copied().chain([bytes.len()]);
    let pieces: Vec<_> =
        ends.scan(0, |start, end| Some(&bytes[std::mem::replace(start, end)..end])).collect();
    decode(pieces)
}

proptest! {
    #[test]
    fn events_in_any_order_give_chunks_or_an_error_and_the_same_ones_however_they_are_cut(
        events in vec((name(), payload()), 0..12),
        places in vec(any::<usize>(), 0..6),
    ) {
        let mut all = vec![CREATED];
        all.extend(events.iter().map(|(name, data)| (*name, data.as_str())));
        all.push(COMPLETED);
        let body = body(&all);

        let whole = decode([body.as_bytes()]);

        prop_assert_eq!(&cut(body.as_bytes(), places), &whole);
        let last: Vec<_> = whole.chunks.iter().map(|chunk| chunk.is_last()).collect();
        prop_assert_eq!(last.last().copied(), Some(whole.end.is_ok()));
        prop_assert_eq!(last.iter().filter(|last| **last).count(), usize::from(whole.end.is_ok()));
    }

    #[test]
    fn bytes_that_were_changed_anywhere_give_chunks_or_an_error_however_they_are_cut(
        changes in vec((0..BLUB.len(), any::<u8>()), 0..6),
        places in vec(any::<usize>(), 0..6),
    ) {
        let mut bytes = BLUB.as_bytes().to_vec();
        changes.into_iter().for_each(|(at, byte)| bytes[at] = byte);

        prop_assert_eq!(cut(&bytes, places), decode([&bytes[..]]));
    }
}
