//! The laws of steps, for prompts, parsers and tools.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::executor::block_on;
use futures::stream::{self, StreamExt};
use runnable::{
    AiMessage, ChatPromptTemplate, CommaSeparatedListOutputParser, ContentBlock, JsonOutputParser,
    MarkdownListOutputParser, NumberedListOutputParser, Phase, PromptTemplate, Record, Runnable,
    RunnableTool, StrOutputParser, Streamable, ToolArgsParser, ToolCall, ToolCallsParser, ToolSpec, Tools,
    XmlOutputParser, fold,
};
use runnable_tests::collect;
use serde_json::{Value, json};

/// Called, streamed and summed, transformed, blocking and in a batch: one outcome.
fn one_outcome<R>(step: &R, input: R::Input)
where
    R: Runnable<Output: PartialEq + std::fmt::Debug>,
{
    let called = block_on(step.call(input.clone()).into_future()).map_err(|error| error.to_string());

    let streamed = block_on(fold::<R::Output>(step.on_stream(input.clone())));
    let one_piece = stream::iter([Ok(input.clone().into_chunk())]).boxed();
    let transformed = block_on(fold::<R::Output>(step.on_transform(one_piece)));
    let blocking = step.blocking().call(input.clone());
    let batch = block_on(step.batch([input]).into_future()).remove(0);
    for other in [streamed, transformed, blocking, batch] {
        assert_eq!(other.map_err(|error| error.to_string()), called);
    }
}

/// One start, one end or error, children inside their parents.
fn well_formed_events<R: Runnable>(step: &R, input: R::Input) {
    let mut open = Vec::new();
    let mut seen = HashSet::new();
    for event in block_on(collect(step.stream_events(input))).into_iter().flatten() {
        match event.event.phase() {
            Some(Phase::Start) => {
                assert!(seen.insert(event.run_id()), "{event:?} starts again");
                assert_eq!(event.parent_ids(), open);
                open.push(event.run_id());
            }
            Some(Phase::Stream) | None => assert!(open.contains(&event.run_id())),
            Some(Phase::End | Phase::Error) => assert_eq!(open.pop(), Some(event.run_id())),
        }
    }
    assert!(open.is_empty() && !seen.is_empty());
}

fn laws<R>(step: &R, inputs: impl IntoIterator<Item = impl Into<R::Input>>)
where
    R: Runnable<Output: PartialEq + std::fmt::Debug>,
{
    for input in inputs {
        let input = input.into();
        one_outcome(step, input.clone());
        well_formed_events(step, input);
    }
}

fn asks() -> AiMessage {
    let call = |name: &str, args: Value| {
        ContentBlock::from(ToolCall { name: name.into(), args, id: Some("1".into()), ..ToolCall::default() })
    };
    AiMessage::new(vec![
        ContentBlock::text("Let me see."),
        call("echo", json!({"a": 1})),
        call("sing", json!({})),
    ])
}

fn echo() -> RunnableTool {
    RunnableTool::new(
        ToolSpec::new("echo", json!({"type": "object"})),
        runnable::compose::Lambda::new(|args: Value| args),
    )
}

#[test]
fn prompts_obey_the_laws() {
    let inputs = || [json!({"a": "x", "h": ["hi"]}), json!({})].map(Record::from);

    laws(&PromptTemplate::new("{a}"), inputs());
    laws(&PromptTemplate::new("{"), inputs());
    laws(&ChatPromptTemplate::new().system("{a}").placeholder("h"), inputs());
}

#[test]
fn parsers_obey_the_laws() {
    let texts =
        ["[1, {\"a\": \"b\"}]", "[1", "no", "", "a, b", "1. a\n2. b", "- a\n- b", "<a><b>1</b></a>", "<a>"];

    laws(&StrOutputParser, texts);
    laws(&JsonOutputParser::untyped(), texts);
    laws(&JsonOutputParser::<Vec<i32>>::new(), texts);
    laws(&JsonOutputParser::untyped().diff(), texts);
    laws(&CommaSeparatedListOutputParser, texts);
    laws(&NumberedListOutputParser, texts);
    laws(&MarkdownListOutputParser, texts);
    laws(&XmlOutputParser, texts);
    laws(&ToolCallsParser::untyped(), [AiMessage::from("no"), asks()]);
    laws(&ToolArgsParser::<Value>::new("echo"), [AiMessage::from("no"), asks()]);
}

#[test]
fn tools_obey_the_laws() {
    laws(&Tools::new().tool(echo()), [AiMessage::from("no"), asks()]);
    laws(&Tools::new().tool(echo()).errors_fail(), [AiMessage::from("no"), asks()]);
    laws(&echo(), [ToolCall { args: json!({"a": 1}), ..ToolCall::default() }]);
}

struct Gone(Arc<AtomicBool>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn dropping_the_values_of_a_parser_drops_the_message_that_it_reads() {
    let gone = Arc::new(AtomicBool::new(false));
    let guard = Gone(gone.clone());
    let message = stream::iter(["[1", ", 2"]).chain(stream::pending()).map(move |piece| {
        let _held = &guard;
        Ok(piece.into())
    });
    let parser = JsonOutputParser::untyped();

    let mut values = parser.transform(message);
    assert_eq!(block_on(values.next()).unwrap().unwrap(), json!([1]));
    assert!(!gone.load(Ordering::Relaxed));
    drop(values);

    assert!(gone.load(Ordering::Relaxed));
}
