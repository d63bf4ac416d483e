//! Fallbacks: who is asked when, what is handed out, what error is kept.

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream;
use runnable::compose::Lambda;
use runnable::{
    AiMessageChunk, Error, ErrorKind, PromptTemplate, Record, RecordChunk, RunType, Runnable,
    StrOutputParser, Streamable,
};
use runnable_fixtures::snapshot;
use runnable_tests::{Scripted, collect};

use super::steps::{Takes, events_of, flake, said, said_until, step, texts};

fn broken(message: &str) -> Takes {
    Takes::new([said_until([], flake(message))])
}

#[test]
fn the_next_one_is_asked_when_one_fails() {
    let model =
        broken("one").with_fallbacks([broken("two"), Takes::new([said(["a", "b"])]), broken("never")]);

    assert_eq!(block_on(model.call("hi").into_future()).unwrap().text(), "ab");
    assert_eq!(block_on(texts(model.stream("hi"))), ["a", "b"]);
}

#[test]
fn nobody_else_is_asked_where_the_first_succeeds() {
    let other = broken("never");
    let model = Scripted::tokens(["a"]).with_fallbacks([other.clone()]);

    assert_eq!(block_on(texts(model.stream("hi"))), ["a"]);
    assert_eq!(other.calls(), 0);
}

#[test]
fn after_the_first_piece_an_error_is_final() {
    let other = Takes::new([said(["b"])]);
    let model = Takes::new([said_until(["a"], flake("cut"))]).with_fallbacks([other.clone()]);

    assert_eq!(block_on(texts(model.stream("hi"))), ["a", "[cut]"]);
    assert_eq!(other.calls(), 0);
}

#[test]
fn an_honest_empty_stream_is_no_failure() {
    let other = Takes::new([said(["b"])]);
    let model = Takes::new([said([])]).with_fallbacks([other.clone()]);

    assert!(block_on(texts(model.stream("hi"))).is_empty());
    assert_eq!(other.calls(), 0);
}

#[test]
fn the_first_error_is_kept_and_the_others_are_with_it() {
    let model = broken("one").with_fallbacks([broken("two"), broken("three")]);

    let called = block_on(model.call("hi").into_future()).unwrap_err();
    let streamed = block_on(collect(model.stream("hi"))).remove(0).unwrap_err();

    for error in [called, streamed] {
        assert_eq!(error.to_string(), "one");
        assert!(error.is_retryable());
        let others: Vec<_> = error.others().iter().map(ToString::to_string).collect();
        assert_eq!(others, ["two", "three"]);
        assert!(format!("{error:?}").contains("three"));
    }
}

#[test]
fn the_others_survive_being_wrapped() {
    let error = block_on(broken("one").with_fallbacks([broken("two")]).call("hi").into_future()).unwrap_err();

    let wrapped = Error::from_report(anyhow::Error::from(error).context("in the kitchen"));

    assert_eq!(wrapped.others().len(), 1);
}

#[test]
fn a_failure_that_is_not_handled_is_given_at_once() {
    let other = Takes::new([said(["b"])]);
    let refused = Takes::new([said_until([], Error::new(ErrorKind::Input, "no"))]);
    let model = broken("one").with_fallbacks([refused]).or_else(other.clone()).handle(Error::is_retryable);

    let error = block_on(model.call("hi").into_future()).unwrap_err();

    assert_eq!((error.to_string(), error.others()[0].to_string()), ("no".to_owned(), "one".to_owned()));
    assert_eq!(other.calls(), 0);
}

#[test]
fn children_have_the_fallbacks_as_parent() {
    let model = broken("one").with_fallbacks([Takes::new([said(["a"])])]);
    let chain = step(move |input| {
        let model = model.clone();
        Box::pin(async move { Ok(model.call(input).await?.to_string()) })
    });

    let events = events_of(chain.stream_events("hi"));

    let fallbacks = events.iter().find(|event| event.name() == "RunnableWithFallbacks").unwrap();
    let mut path = fallbacks.parent_ids().to_vec();
    path.push(fallbacks.run_id());
    let models: Vec<_> = events.iter().filter(|event| event.run().run_type == RunType::ChatModel).collect();
    assert!(models.len() >= 4);
    assert!(models.iter().all(|event| event.parent_ids() == path));
}

#[test]
fn events_of_a_streamed_fallback() {
    let model = broken("boom").with_fallbacks([Takes::new([said(["a", "b"])])]);

    insta::assert_snapshot!(block_on(snapshot::events(model.stream_events("hey"))));
}

#[test]
fn an_input_in_pieces_flows_through() {
    let (sender, upstream) = futures::channel::mpsc::unbounded();
    let parser = StrOutputParser.with_fallbacks([StrOutputParser]);
    let mut pieces = parser.transform(upstream);

    sender.unbounded_send(Ok(AiMessageChunk::from("x"))).unwrap();
    let first = block_on(pieces.next()).unwrap().unwrap();
    sender.unbounded_send(Ok(AiMessageChunk::from("y"))).unwrap();
    drop(sender);

    assert_eq!(first, "x");
    assert_eq!(block_on(texts(pieces)), ["y"]);
}

#[test]
fn a_fallback_gets_the_whole_input_from_its_beginning() {
    let parser = Refuses.with_fallbacks([StrOutputParser]);
    let upstream = stream::iter(["x", "y", "z"]).map(|piece| Ok(AiMessageChunk::from(piece)));

    assert_eq!(block_on(texts(parser.transform(upstream))), ["x", "y", "z"]);
}

/// Reads a piece, then fails.
struct Refuses;

impl Runnable for Refuses {
    type Input = runnable::AiMessage;
    type Output = String;

    fn descriptor(&self) -> runnable::Descriptor<'_> {
        runnable::Descriptor::new("Refuses", RunType::Parser)
    }

    fn on_stream<'a>(&'a self, _: runnable::AiMessage) -> stream::BoxStream<'a, runnable::Result<String>> {
        stream::iter([Err(flake("no"))]).boxed()
    }

    fn on_transform<'a>(
        &'a self,
        mut upstream: stream::BoxStream<'a, runnable::Result<AiMessageChunk>>,
    ) -> stream::BoxStream<'a, runnable::Result<String>> {
        let refuse = async move {
            upstream.next().await;
            Err(flake("no"))
        };
        stream::once(refuse).boxed()
    }
}

#[test]
fn in_a_sequence_fallbacks_stream() {
    let chain = broken("one").with_fallbacks([Takes::new([said(["a", "b"])])]) | StrOutputParser;

    assert_eq!(block_on(texts(chain.stream("hi"))), ["a", "b"]);
}

#[test]
fn the_next_one_is_told_why_the_one_before_failed() {
    let broken = |why: &'static str| Lambda::new(move |_: Record| Err::<String, _>(flake(why)));
    let chain = broken("one").with_fallbacks([broken("two")]).or_else(PromptTemplate::new("{a}: {why}"));
    let chain = chain.error_key("why");

    let asked = Record::from([("a", "b"), ("why", "not")]);
    assert_eq!(block_on(chain.call(asked.clone()).into_future()).unwrap(), "b: two");
    assert_eq!(block_on(texts(chain.stream(asked.clone()))), ["b: two"]);
    assert_eq!(asked.text("why").unwrap(), "not");
}

#[test]
fn the_next_one_is_told_behind_the_pieces_of_the_input() {
    let pieces = ["b", "c"].map(|piece| Ok(RecordChunk::of::<String>("a", piece.to_owned())));
    let upstream =
        stream::iter(pieces).chain(stream::iter([Ok(Record::from([("why", "not")]).into_chunk())]));
    let broken = Lambda::new(|_: Record| Err::<String, _>(flake("one")));
    let chain = broken.with_fallbacks([PromptTemplate::new("{a}: {why}")]).error_key("why");

    assert_eq!(block_on(texts(chain.transform(upstream))), ["bc: one"]);
}
