//! The content-block protocol, against LangChain's version 3.

use futures::executor::block_on;
use runnable::{
    AiMessageChunk, BlockDelta, BlockEvent, ContentBlock, Error, ErrorKind, Runnable, ToolCallChunk, Usage,
};
use runnable_tests::{Scripted, Shout, collect};
use serde_json::json;

fn lines(model: &impl Runnable<Input = runnable::Messages, Output = runnable::AiMessage>) -> String {
    let id = runnable::RunId::nil();
    let events = block_on(collect(model.stream_blocks("hi").run_id(id)));
    let lines: Vec<_> = events
        .into_iter()
        .map(|event| match event {
            Ok(event) => serde_json::to_string(&event).unwrap(),
            Err(error) => format!("error: {error}"),
        })
        .collect();
    lines.join("\n")
}

fn tool(name: Option<&str>, args: &str) -> AiMessageChunk {
    let id = name.map(|_| "c1".to_owned());
    let chunk = ToolCallChunk {
        name: name.map(Into::into),
        args: args.into(),
        id,
        index: Some(1),
        ..Default::default()
    };
    ContentBlock::from(chunk).into()
}

#[test]
fn text_and_a_tool_call_become_two_blocks() {
    let metadata = json!({"model_name": "mm", "model_provider": "zz", "finish_reason": "tool_calls"});
    let model = Scripted::chunks([
        Ok("Hi".into()),
        Ok(" x".into()),
        Ok(tool(Some("f"), "")),
        Ok(tool(None, "{\"a\":")),
        Ok(tool(None, "1}")),
        Ok(AiMessageChunk::default()
            .with_usage(Usage::new(1, 2))
            .with_metadata(metadata.as_object().unwrap().clone())
            .into_last()),
    ]);

    insta::assert_snapshot!(lines(&model));
}

#[test]
fn a_model_that_only_answers_has_blocks_too() {
    insta::assert_snapshot!(lines(&Shout));
}

#[test]
fn broken_arguments_finish_as_an_invalid_call() {
    let model = Scripted::chunks([Ok(tool(Some("f"), "{\"a\": "))]);

    let events: Vec<_> =
        block_on(collect(model.stream_blocks("hi"))).into_iter().map(Result::unwrap).collect();

    let BlockEvent::ContentBlockFinish { content: ContentBlock::InvalidToolCall(call), .. } = &events[3]
    else {
        panic!("{events:?}");
    };
    assert_eq!(call.args, "{\"a\": ");
}

#[test]
fn a_failure_ends_the_stream_with_its_error_and_finishes_nothing() {
    let model = Scripted::chunks([Ok("a".into()), Err(Error::new(ErrorKind::Transport, "boom"))]);

    let shown = lines(&model);

    assert!(shown.ends_with("error: boom"), "{shown}");
    assert!(!shown.contains("finish"), "{shown}");
}

#[test]
fn the_deltas_of_a_block_add_up_to_its_finish() {
    let thought = |text: &str| ContentBlock::reasoning(text).with_index(0).into();
    let said = |text: &str| ContentBlock::text(text).with_index(1).into();
    let model = Scripted::chunks([thought("hm"), thought("m"), said("a"), said("b"), thought("!")].map(Ok));

    let events: Vec<_> =
        block_on(collect(model.stream_blocks("hi"))).into_iter().map(Result::unwrap).collect();

    let (mut sums, mut finished) = (vec![String::new(); 2], Vec::new());
    for event in &events {
        match event {
            BlockEvent::ContentBlockDelta { index, delta: BlockDelta::TextDelta { text } } => {
                sums[*index] += text
            }
            BlockEvent::ContentBlockDelta { index, delta: BlockDelta::ReasoningDelta { reasoning } } => {
                sums[*index] += reasoning;
            }
            BlockEvent::ContentBlockFinish { content: ContentBlock::Text(text), .. } => {
                finished.push(text.text.to_string());
            }
            BlockEvent::ContentBlockFinish { content: ContentBlock::Reasoning(thought), .. } => {
                finished.push(thought.reasoning.to_string());
            }
            _ => {}
        }
    }
    assert_eq!(sums, ["hmm!", "ab"]);
    assert_eq!(sums, finished);
}
