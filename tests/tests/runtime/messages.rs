//! Messages: the merge law, and JSON there and back.

use proptest::prelude::*;
use runnable::message::{ReasoningBlock, TextBlock};
use runnable::{
    Accumulator, AiMessage, AiMessageChunk, Content, ContentBlock, Message, MessageId, Messages,
    ToolCallChunk, Usage,
};
use serde_json::{Value, json};

fn call(index: Option<u32>, id: Option<&str>, name: Option<&str>, args: &str) -> AiMessageChunk {
    let (id, name) = (id.map(Into::into), name.map(Into::into));
    ContentBlock::from(ToolCallChunk { name, args: args.into(), id, index, ..Default::default() }).into()
}

fn calls(chunks: impl IntoIterator<Item = AiMessageChunk>) -> Vec<(String, Value, Option<String>)> {
    let message = AiMessage::from(chunks.into_iter().sum::<AiMessageChunk>());
    message.tool_calls().map(|call| (call.name.clone(), call.args.clone(), call.id.clone())).collect()
}

#[test]
fn text_is_joined_and_shown_as_text() {
    let sum: AiMessageChunk = ["gold", "fish"].map(AiMessageChunk::from).into_iter().sum();

    assert_eq!(sum.to_string(), "goldfish");
    assert_eq!(format!("{sum:>10}"), "  goldfish");
    assert_eq!(sum.blocks().len(), 1);
    assert_eq!(serde_json::to_value(&sum).unwrap()["content"], "goldfish");
}

#[test]
fn fragments_of_a_call_are_joined_by_index() {
    let chunks = [
        call(Some(0), Some("c1"), Some("f"), ""),
        call(Some(1), Some("c2"), Some("g"), "{\"b\""),
        call(Some(0), None, None, "{\"a\":"),
        call(Some(0), None, None, "1}"),
        call(Some(1), None, None, ":2}"),
    ];

    let expected = [
        ("f".to_owned(), json!({"a": 1}), Some("c1".to_owned())),
        ("g".to_owned(), json!({"b": 2}), Some("c2".to_owned())),
    ];
    assert_eq!(calls(chunks), expected);
}

#[test]
fn a_repeated_name_or_id_is_kept_once() {
    let chunks = [call(Some(0), Some("c1"), Some("f"), "{"), call(Some(0), Some("c1"), Some("f"), "}")];

    assert_eq!(calls(chunks), [("f".to_owned(), json!({}), Some("c1".to_owned()))]);
}

#[test]
fn calls_under_one_index_are_told_apart_by_id() {
    let chunks = [
        call(Some(0), Some("c1"), Some("f"), "{\"a\":1}"),
        call(Some(0), Some("c2"), Some("f"), "{\"a\":"),
        call(Some(0), None, None, "2}"),
    ];

    let args: Vec<_> = calls(chunks).into_iter().map(|(_, args, _)| args).collect();
    assert_eq!(args, [json!({"a": 1}), json!({"a": 2})]);
}

#[test]
fn fragments_without_an_index_go_on_with_the_last_call() {
    let chunks = [
        call(None, Some("c1"), Some("f"), "{\"a\":"),
        call(None, None, None, "1}"),
        call(None, Some("c2"), Some("g"), "{}"),
    ];

    let names: Vec<_> = calls(chunks).into_iter().map(|(name, args, _)| (name, args)).collect();
    assert_eq!(names, [("f".to_owned(), json!({"a": 1})), ("g".to_owned(), json!({}))]);
}

#[test]
fn arguments_that_are_not_an_object_make_an_invalid_call_and_none_make_an_empty_one() {
    let message = AiMessage::from(call(Some(0), Some("c1"), Some("f"), "[1]"));
    assert_eq!(message.invalid_tool_calls().next().unwrap().args, "[1]");
    assert_eq!(message.tool_calls().count(), 0);

    assert_eq!(calls([call(Some(0), Some("c1"), Some("f"), "")])[0].1, json!({}));
}

#[test]
fn growing_arguments_can_be_read_at_any_time() {
    let mut sum = Accumulator::default();
    let mut seen = Vec::new();
    for args in ["", "{\"ci", "ty\": \"San", " Francisco\"", "}"] {
        sum.push(call(Some(0), args.is_empty().then_some("c1"), args.is_empty().then_some("f"), args));
        seen.push(sum.tool_calls()[0].args.cloned());
    }

    let city = |name: &str| Some(json!({ "city": name }));
    assert_eq!(seen, [None, Some(json!({})), city("San"), city("San Francisco"), city("San Francisco")]);
}

#[test]
fn metadata_is_replaced_and_never_doubled() {
    let with = |value: Value| AiMessageChunk::default().with_metadata(value.as_object().unwrap().clone());
    let sum = with(json!({"model_name": "m", "stop_reason": null, "usage": {"a": 1}, "logprobs": [1]}))
        + with(json!({"model_name": "m", "stop_reason": "end_turn", "usage": {"b": 2}, "logprobs": [2]}));

    let expected =
        json!({"model_name": "m", "stop_reason": "end_turn", "usage": {"a": 1, "b": 2}, "logprobs": [1, 2]});
    assert_eq!(json!(AiMessage::from(sum).response_metadata), expected);
}

#[test]
fn shared_metadata_is_merged_once() {
    let shared = std::sync::Arc::new(json!({"logprobs": [1]}).as_object().unwrap().clone());
    let chunk = AiMessageChunk::from("a").with_metadata(shared);

    assert_eq!((chunk.clone() + chunk).metadata("logprobs"), Some(&json!([1])));
}

#[test]
fn usage_is_added_and_unknown_is_not_zero() {
    let mut cached = Usage::new(10, 0);
    cached.input_token_details.set("cache_read", 4);
    let sum =
        AiMessageChunk::default().with_usage(cached) + AiMessageChunk::default().with_usage(Usage::new(0, 5));

    let usage = AiMessage::from(sum).usage.unwrap();
    assert_eq!((usage.input_tokens, usage.output_tokens, usage.total_tokens), (10, 5, 15));
    assert_eq!(usage.input_token_details.cache_read(), Some(4));
    assert_eq!(usage.input_token_details.cache_creation(), None);
    assert!(AiMessage::from("x").usage.is_none());
}

#[test]
fn the_providers_id_wins_over_that_of_a_run() {
    let run = || AiMessageChunk::default().with_id(MessageId::Run(runnable::RunId::nil()));
    let provider = || AiMessageChunk::default().with_id("msg_1");

    assert_eq!((run() + provider()).id(), Some(&"msg_1".into()));
    assert_eq!((provider() + run()).id(), Some(&"msg_1".into()));
}

#[test]
fn a_block_of_an_unknown_type_is_kept_as_it_came() {
    let block: ContentBlock = serde_json::from_value(json!({"type": "hologram", "data": 1})).unwrap();

    assert_eq!(block, ContentBlock::non_standard(json!({"type": "hologram", "data": 1})));
}

#[test]
fn a_dumped_conversation_reads_back_the_same() {
    let reply = AiMessage::from(call(Some(0), Some("c1"), Some("f"), "{\"a\": 1}") + "text".into());
    let conversation = Messages::from(vec![
        Message::system("Be brief."),
        Message::human(vec![
            ContentBlock::text("What is this?"),
            ContentBlock::image_url("https://example.org/x.png"),
        ]),
        reply.into(),
        Message::tool_error("c1", "no such city"),
    ]);

    let dumped = serde_json::to_value(&conversation).unwrap();

    insta::assert_snapshot!(serde_json::to_string_pretty(&dumped).unwrap());
    assert_eq!(serde_json::from_value::<Messages>(dumped).unwrap(), conversation);
}

#[test]
fn a_dumped_chunk_has_langchains_keys() {
    let mut chunk = call(Some(0), Some("c1"), Some("f"), "{\"a\": 1, \"b\"")
        .with_usage(Usage::new(1, 2))
        .with_id("msg_1");
    chunk += AiMessageChunk::default().into_last();

    insta::assert_snapshot!(serde_json::to_string_pretty(&chunk).unwrap());
    let read: AiMessageChunk = serde_json::from_str(&serde_json::to_string(&chunk).unwrap()).unwrap();
    assert_eq!(read, chunk);
}

#[test]
fn one_plain_text_is_a_string_and_anything_else_a_list() {
    let json_of = |content: Content| serde_json::to_value(content).unwrap();

    assert_eq!(json_of("a".into()), json!("a"));
    assert_eq!(json_of(Content::default()), json!(""));
    assert_eq!(json_of(ContentBlock::text("a").with_index(0).into()), json!("a"));
    assert_eq!(
        json_of(ContentBlock::text("a").with_index(2).into()),
        json!([{"type": "text", "text": "a", "index": 2}])
    );
    let details = TextBlock { text: "a".into(), more: Some(Box::default()), ..TextBlock::default() };
    assert_eq!(json_of(ContentBlock::Text(details).into()), json!([{"type": "text", "text": "a"}]));
    let thought = ReasoningBlock { reasoning: "hm".into(), ..ReasoningBlock::default() };
    assert_eq!(
        json_of(ContentBlock::Reasoning(thought).into()),
        json!([{"type": "reasoning", "reasoning": "hm"}])
    );
}

fn any_piece() -> impl Strategy<Value = AiMessageChunk> {
    let index = prop_oneof![Just(None), (0u32..3).prop_map(Some)];
    let text = prop_oneof![Just(String::new()), "[a-c]{1,3}", Just("ünïcode, longer than inline".to_owned())];
    let id = prop_oneof![3 => Just(None), 1 => "[xy]".prop_map(Some)];
    (0..4u8, index, text, id).prop_map(|(kind, index, text, id)| {
        let mut block = match kind {
            0 => ContentBlock::text(text),
            1 => ContentBlock::reasoning(text),
            2 => ContentBlock::from(ToolCallChunk { name: id.clone(), args: text, id, ..Default::default() }),
            _ => ContentBlock::non_standard(json!({"type": "odd", "text": text})),
        };
        if let Some(index) = index {
            block = block.with_index(index);
        }
        AiMessageChunk::from(block).with_usage(Usage::new(1, 1))
    })
}

proptest! {
    /// The accumulator is a faster way to the same sum.
    #[test]
    fn the_accumulator_gives_the_sum(chunks in prop::collection::vec(any_piece(), 0..24)) {
        let mut accumulator = Accumulator::default();
        chunks.iter().cloned().for_each(|chunk| accumulator.push(chunk));

        prop_assert_eq!(accumulator.sum(), &chunks.into_iter().sum::<AiMessageChunk>());
    }

    /// No text is lost or doubled, whatever merges with what.
    #[test]
    fn a_sum_holds_the_text_of_its_pieces(chunks in prop::collection::vec(any_piece(), 0..24)) {
        let length = |chunk: &AiMessageChunk| {
            chunk.text().len() + chunk.reasoning().len() + chunk.tool_call_chunks().map(|call| call.args.len()).sum::<usize>()
        };
        let expected: usize = chunks.iter().map(length).sum();
        let many = chunks.len() as u64;

        let sum: AiMessageChunk = chunks.into_iter().sum();

        prop_assert_eq!(length(&sum), expected);
        prop_assert_eq!(sum.usage().map_or(0, |usage| usage.total_tokens), 2 * many);
    }

    /// What is dumped reads back.
    #[test]
    fn a_dumped_sum_reads_back(chunks in prop::collection::vec(any_piece(), 1..8)) {
        let sum: AiMessageChunk = chunks.into_iter().sum();
        let message = AiMessage::from(sum);
        let read: AiMessage = serde_json::from_value(serde_json::to_value(&message).unwrap()).unwrap();

        prop_assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::to_value(&message).unwrap());
    }
}
