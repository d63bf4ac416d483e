//! Runs as spans: names and attributes of OpenTelemetry, and no content unless asked for.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use futures::stream::{self, BoxStream, StreamExt};
use runnable::{
    AiMessage, AiMessageChunk, Descriptor, Messages, Result, RunType, Runnable, StrOutputParser, Tracing,
    Usage,
};
use runnable_tests::collect;
use serde_json::json;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::steps::{Takes, flake, said_until, step};

type Fields = BTreeMap<String, String>;

#[derive(Default)]
struct Log {
    /// Name, parent, fields of each span.
    spans: Vec<(String, Option<u64>, Fields)>,
    /// The span in which each event stands, and its fields.
    events: Vec<(Option<u64>, Fields)>,
    entered: Vec<u64>,
}

/// Keeps everything that is logged.
#[derive(Clone, Default)]
struct Keep(Arc<Mutex<Log>>);

struct Into<'a>(&'a mut Fields);

impl Visit for Into<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Keep {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "runnable" || metadata.target() == "test"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut log = self.0.lock().unwrap();
        let mut fields = Fields::new();
        span.record(&mut Into(&mut fields));
        let parent = span.parent().map(Id::into_u64).or_else(|| log.entered.last().copied());
        log.spans.push((span.metadata().name().to_owned(), parent, fields));
        Id::from_u64(log.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let fields = &mut self.0.lock().unwrap().spans[span.into_u64() as usize - 1].2;
        values.record(&mut Into(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut log = self.0.lock().unwrap();
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        let span = event.parent().map(Id::into_u64).or_else(|| log.entered.last().copied());
        log.events.push((span, fields));
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        assert_eq!(self.0.lock().unwrap().entered.pop(), Some(span.into_u64()));
    }
}

fn logged(work: impl FnOnce()) -> Log {
    let keep = Keep::default();
    tracing::subscriber::with_default(keep.clone(), work);
    std::mem::take(&mut *keep.0.lock().unwrap())
}

struct Oracle;

impl Runnable for Oracle {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        let facts = json!({
            "ls_provider": "acme", "ls_model_name": "oracle-1", "ls_temperature": 0.5, "ls_max_tokens": 10,
        });
        let facts = facts.as_object().unwrap().clone();
        Descriptor::new("Oracle", RunType::ChatModel).metadata(facts.into_iter().collect())
    }

    fn on_stream<'a>(&'a self, _input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        tracing::info!(target: "test", "inside");
        let mut message = AiMessage::from("secret answer");
        message.usage = Some(Usage::new(3, 4));
        message.response_metadata.insert("model_name".to_owned(), "oracle-1b".into());
        message.response_metadata.insert("finish_reason".to_owned(), "stop".into());
        stream::iter([Ok(message.into())]).boxed()
    }
}

#[test]
fn a_model_is_a_span_with_the_attributes_of_the_convention() {
    let log = logged(|| {
        block_on(collect(Oracle.stream("secret question").callback(Arc::new(Tracing::new()))));
    });

    let (name, parent, fields) = &log.spans[0];
    assert_eq!((name.as_str(), *parent, log.spans.len()), ("inference", None, 1));
    for (key, value) in [
        ("otel.name", "chat oracle-1"),
        ("otel.kind", "client"),
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", "acme"),
        ("gen_ai.request.model", "oracle-1"),
        ("gen_ai.request.temperature", "0.5"),
        ("gen_ai.request.max_tokens", "10"),
        ("gen_ai.response.model", "oracle-1b"),
        ("gen_ai.response.finish_reasons", "[\"stop\"]"),
        ("gen_ai.usage.input_tokens", "3"),
        ("gen_ai.usage.output_tokens", "4"),
    ] {
        assert_eq!(fields.get(key).map(String::as_str), Some(value), "{key}");
    }
    assert!(!format!("{:?} {:?}", log.spans, log.events).contains("secret"));
}

#[test]
fn what_a_hook_logs_stands_in_the_span_of_its_run() {
    let chain = step(|input| Box::pin(async move { Ok(Oracle.call(input).await?.to_string()) }));

    let log = logged(|| {
        block_on(chain.call("hi").callback(Arc::new(Tracing::new())).into_future()).unwrap();
    });

    let inside = log.events.iter().find(|(_, fields)| fields["message"] == "inside").unwrap();
    assert_eq!(log.spans[0].2["otel.name"], "step");
    assert_eq!((log.spans[1].2["otel.name"].as_str(), log.spans[1].1), ("chat oracle-1", Some(1)));
    assert_eq!(inside.0, Some(2));
    assert!(log.entered.is_empty());
}

#[test]
fn the_spans_of_steps_are_children_of_the_sequence() {
    let chain = Oracle.pipe(StrOutputParser);

    let log = logged(|| {
        block_on(collect(chain.stream("hi").callback(Arc::new(Tracing::new()))));
    });

    let shown: Vec<_> =
        log.spans.iter().map(|(_, parent, fields)| (fields["otel.name"].as_str(), *parent)).collect();
    let expected = [("RunnableSequence", None), ("chat oracle-1", Some(1)), ("StrOutputParser", Some(1))];
    assert_eq!(shown, expected);
}

#[test]
fn content_is_logged_when_asked_for() {
    let log = logged(|| {
        let tracing = Arc::new(Tracing::new().with_content());
        block_on(Oracle.call("secret question").callback(tracing).into_future()).unwrap();
    });

    let field = |key: &str| log.events.iter().find_map(|(_, fields)| fields.get(key)).unwrap().clone();
    let asked: serde_json::Value = serde_json::from_str(&field("gen_ai.input.messages")).unwrap();
    let said: serde_json::Value = serde_json::from_str(&field("gen_ai.output.messages")).unwrap();
    assert_eq!(asked, json!([{"role": "user", "parts": [{"type": "text", "content": "secret question"}]}]));
    assert_eq!(
        said,
        json!([{
            "role": "assistant",
            "parts": [{"type": "text", "content": "secret answer"}],
            "finish_reason": "stop",
        }])
    );
}

#[test]
fn a_failed_run_has_the_type_of_its_error_and_not_its_text() {
    let model = Takes::new([said_until(["a"], flake("secret cut").with_status(503))]);

    let log = logged(|| {
        block_on(model.call("hi").callback(Arc::new(Tracing::new())).into_future()).unwrap_err();
    });

    let fields = &log.spans[0].2;
    assert_eq!(fields["error.type"], "503");
    assert_eq!(fields["otel.status_code"], "ERROR");
    assert!(!format!("{:?} {:?}", log.spans, log.events).contains("secret"));
}
