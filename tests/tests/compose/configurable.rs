//! Fields that a caller may set, and alternatives to choose from.

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream::{self, BoxStream};
use runnable::compose::{Lambda, Passthrough};
use runnable::{
    AiMessage, Descriptor, ErrorKind, JsonObject, Messages, Result, RunConfig, RunType, Runnable,
    StrOutputParser,
};
use runnable_tests::{Scripted, Shout};
use serde_json::json;

use super::steps::{events_of, step, texts};

/// Says its text so many times.
#[derive(Debug, Clone)]
struct Echo {
    text: String,
    times: usize,
}

impl Runnable for Echo {
    type Input = String;
    type Output = String;

    fn descriptor(&self) -> Descriptor<'_> {
        let facts = JsonObject::from_iter([("times".to_owned(), self.times.into())]);
        Descriptor::new(self.text.as_str(), RunType::Chain).metadata(facts)
    }

    fn on_stream<'a>(&'a self, _input: String) -> BoxStream<'a, Result<String>> {
        stream::iter(0..self.times).map(|_| Ok(self.text.clone())).boxed()
    }

    fn on_transform<'a>(&'a self, upstream: BoxStream<'a, Result<String>>) -> BoxStream<'a, Result<String>> {
        upstream.map(|piece| Ok(piece? + &self.text)).boxed()
    }
}

fn echo() -> runnable::Configurable<Echo> {
    Echo { text: "a".to_owned(), times: 1 }
        .configurable_field("text", |echo: &mut Echo, text: String| echo.text = text)
        .configurable_field("times", |echo: &mut Echo, times: usize| echo.times = times)
}

fn with(key: &str, value: impl Into<serde_json::Value>) -> RunConfig {
    RunConfig::new().configurable(key, value)
}

#[test]
fn a_field_is_changed_for_one_run_only() {
    let echo = echo();

    assert_eq!(block_on(echo.call("hi").into_future()).unwrap(), "a");
    let config = with("text", "b").configurable("times", 3);
    assert_eq!(block_on(echo.call("hi").config(config.clone()).into_future()).unwrap(), "bbb");
    assert_eq!(block_on(texts(echo.stream("hi").config(config.clone()))), ["b", "b", "b"]);
    let pieces = stream::iter([Ok("x".to_owned()), Ok("y".to_owned())]);
    assert_eq!(block_on(texts(echo.transform(pieces).config(config))), ["xb", "yb"]);
    assert_eq!(block_on(texts(echo.stream("hi"))), ["a"]);
}

#[test]
fn a_changed_step_says_so_in_its_events() {
    let events = events_of(echo().stream_events("hi").config(with("text", "b").configurable("times", 2)));

    assert_eq!(events[0].name(), "b");
    assert_eq!(events[0].metadata()["times"], 2);
    assert_eq!(events.len(), 4);
}

#[test]
fn a_value_of_the_wrong_type_is_an_error_that_names_the_key() {
    let error = block_on(echo().call("hi").config(with("times", "many")).into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.to_string(), "the configurable value `times` has the wrong type");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn configurable_values_reach_a_step_deep_inside() {
    let inner = echo();
    let chain = step(move |input| {
        let inner = inner.clone();
        Box::pin(async move { inner.call(input).await })
    });
    let chain = chain.pipe(step(|input| Box::pin(async move { Ok(format!("<{input}>")) })));

    assert_eq!(block_on(chain.call("hi").config(with("text", "b")).into_future()).unwrap(), "<b>");
}

fn model() -> runnable::Alternatives<Shout> {
    Shout
        .configurable_alternatives("model")
        .alternative("scripted", Scripted::tokens(["x", "y"]))
        .default_name("loud")
}

#[test]
fn the_caller_chooses_an_alternative() {
    let model = model();
    let said = |config: RunConfig| block_on(texts(model.stream("hi").config(config)));

    assert_eq!(said(RunConfig::new()), ["HI"]);
    assert_eq!(said(with("model", "loud")), ["HI"]);
    assert_eq!(said(with("model", "scripted")), ["x", "y"]);
    let called = block_on(model.call("hi").config(with("model", "scripted")).into_future()).unwrap();
    assert_eq!(called.text(), "xy");
}

#[test]
fn the_run_is_that_of_the_alternative() {
    let chain = model() | StrOutputParser;

    let events = events_of(chain.stream_events("hi").config(with("model", "scripted")));

    assert_eq!(events[1].name(), "Scripted");
    assert_eq!(events[1].parent_ids(), [events[0].run_id()]);
}

#[test]
fn an_alternative_of_another_kind_begins_as_its_kind_does() {
    let quiet = Lambda::new(|_: Messages| AiMessage::default());
    let model = quiet.configurable_alternatives("model").alternative("scripted", Scripted::tokens(["x"]));
    let chain = Passthrough::<Messages>::new() | model;

    let events = events_of(chain.stream_events("hi").config(with("model", "scripted")));

    let start = events.iter().find(|event| event.event == "on_chat_model_start").unwrap();
    assert_eq!(start.data.input::<Messages>(), Some(&Messages::from("hi")));
}

#[test]
fn an_unknown_alternative_is_an_error_that_lists_those_there_are() {
    let error = block_on(model().call("hi").config(with("model", "scriptd")).into_future()).unwrap_err();
    let number = block_on(model().call("hi").config(with("model", 3)).into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    insta::assert_snapshot!(error, @"there is no alternative for `model` called `scriptd`; did you mean `scripted`? There is `loud`, `scripted`");
    insta::assert_snapshot!(number, @"the configurable value `model` is the name of an alternative, not 3");
}

#[test]
fn a_batch_chooses_for_each_call() {
    let results = block_on(model().batch(["a", "b"]).config(with("model", "scripted")).into_future());

    let said: Vec<_> = results.into_iter().map(|reply| json!(reply.unwrap().text())).collect();
    assert_eq!(said, ["xy", "xy"]);
}

#[test]
fn alternatives_may_be_configurable_themselves() {
    let model = echo().configurable_alternatives("which").alternative("other", echo().with_run_name("named"));
    let config = with("which", "other").configurable("text", "z");

    let events = events_of(model.stream_events("hi").config(config));

    assert_eq!(events[0].name(), "named");
    assert_eq!(events.last().unwrap().data.output::<String>().unwrap(), "z");
}
