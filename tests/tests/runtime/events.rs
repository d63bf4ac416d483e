//! Events of a single model, against LangChain's observed sequences.

use futures::executor::block_on;
use runnable::{
    AiMessage, AiMessageChunk, Error, ErrorKind, EventKind, EventsVersion, Phase, RunType, Runnable,
};
use runnable_tests::{Scripted, Shout, collect};
use serde_json::{Value, json};

fn shown<R: Runnable>(events: runnable::Events<'_, R>) -> Vec<Value> {
    let id = runnable::RunId::nil();
    let events = block_on(collect(events.run_id(id))).into_iter();
    events.map(|event| serde_json::to_value(event.expect("no error")).unwrap()).collect()
}

fn hello() -> Scripted {
    Scripted::chunks([Ok("hello".into()), Ok(" ".into()), Ok(AiMessageChunk::from("big").into_last())])
}

#[test]
fn a_chat_model_alone_gives_start_stream_and_end() {
    let events = shown(hello().stream_events("hey"));

    let lines: Vec<_> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_first_version_differs_in_metadata_parents_and_custom_events_only() {
    let model = hello();
    let first = shown(model.stream_events("hey").version(EventsVersion::V1).metadata("k", "v"));
    let second = shown(model.stream_events("hey").metadata("k", "v"));

    assert_eq!(first, second);
}

#[test]
fn a_model_that_only_answers_has_a_stream_event_at_the_root() {
    let events = shown(Shout.stream_events("hi"));

    let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["on_chat_model_start", "on_chat_model_stream", "on_chat_model_end"]);
    assert_eq!(events[1]["data"]["chunk"]["content"], "HI");
    assert_eq!(events[2]["data"]["output"]["content"], "HI");
}

#[test]
fn an_error_has_an_event_before_it_is_raised() {
    let boom = Err(Error::new(ErrorKind::Transport, "boom"));
    let model = Scripted::chunks([Ok("a".into()), Ok("b".into()), boom]);

    let items = block_on(collect(model.stream_events("hi")));

    let names: Vec<_> = items.iter().flatten().map(|event| event.event.to_string()).collect();
    let expected =
        ["on_chat_model_start", "on_chat_model_stream", "on_chat_model_stream", "on_chat_model_error"];
    assert_eq!(names, expected);
    let raised = items.last().unwrap().as_ref().unwrap_err();
    assert_eq!(raised.to_string(), "boom");
    assert_eq!(raised.partial().unwrap().text(), "ab");
    assert_eq!(items.len(), 5);
}

#[test]
fn events_are_typed() {
    let events: Vec<_> =
        block_on(collect(hello().stream_events("hey"))).into_iter().map(Result::unwrap).collect();

    assert_eq!(events[1].event, EventKind::Run(RunType::ChatModel, Phase::Stream));
    assert_eq!(events[1].event, "on_chat_model_stream");
    assert_ne!(events[1].event, "on_chat_model_end");
    assert_eq!(events[1].data.token().unwrap(), "hello");
    assert_eq!(events[1].data.chunk::<AiMessageChunk>().unwrap().text(), "hello");
    assert!(events[1].data.chunk::<String>().is_none());
    assert_eq!(events[4].data.output::<AiMessage>().unwrap().text(), "hello big");
}

#[test]
fn includes_are_united_and_excludes_win() {
    let model = hello();
    let many = |events: runnable::Events<'_, Scripted>| block_on(collect(events)).len();

    assert_eq!(many(model.stream_events("x")), 5);
    assert_eq!(many(model.stream_events("x").include_types([RunType::ChatModel])), 5);
    assert_eq!(many(model.stream_events("x").include_types(["chat_model"])), 5);
    assert_eq!(many(model.stream_events("x").include_types([RunType::Chain])), 0);
    assert_eq!(many(model.stream_events("x").include_names(["Scripted"])), 5);
    assert_eq!(many(model.stream_events("x").include_types([RunType::Chain]).include_names(["Scripted"])), 5);
    assert_eq!(many(model.stream_events("x").tags(["t"]).include_tags(["t"])), 5);
    assert_eq!(many(model.stream_events("x").exclude_names(["Scripted"])), 0);
    assert_eq!(many(model.stream_events("x").tags(["t"]).exclude_tags(["t"])), 0);
    assert_eq!(many(model.stream_events("x").include_names(["Scripted"]).exclude_types(["chat_model"])), 0);
}

#[test]
fn a_call_under_a_listener_has_its_token_events() {
    use futures::StreamExt;
    use runnable::{Chunk, Descriptor, Result};

    /// Calls a model, and so is a chain around it.
    struct Around(Scripted);
    impl Runnable for Around {
        type Input = String;
        type Output = AiMessage;
        fn descriptor(&self) -> Descriptor<'_> {
            Descriptor::new("Around", RunType::Chain)
        }
        fn on_stream<'a>(
            &'a self,
            input: String,
        ) -> futures::stream::BoxStream<'a, Result<Chunk<AiMessage>>> {
            let call = self.0.call(input).into_future();
            futures::stream::once(call).map(|message| message.map(Into::into)).boxed()
        }
    }

    let events = shown(Around(hello()).stream_events("hi").include_types([RunType::ChatModel]));

    let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    let stream = "on_chat_model_stream";
    assert_eq!(names, ["on_chat_model_start", stream, stream, stream, "on_chat_model_end"]);
    let chunk_id = &events[1]["data"]["chunk"]["id"];
    assert_eq!(*chunk_id, json!(format!("lc_run--{}", events[1]["run_id"].as_str().unwrap())));
    assert_eq!(*chunk_id, events[4]["data"]["output"]["id"]);
}
