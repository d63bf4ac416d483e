//! Retry: how often, how long between, and until when in a stream.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream;
use proptest::prelude::*;
use runnable::{
    AiMessage, AiMessageChunk, Backoff, Error, ErrorKind, Messages, Result, RunContext, Runnable,
    StrOutputParser,
};
use runnable_fixtures::snapshot;
use runnable_tests::collect;
use tokio::time::Instant;

use super::steps::{Takes, events_of, flake, said, said_until, step, texts};

/// Fails twice, then answers.
fn flaky() -> Takes {
    Takes::new([said_until([], flake("one")), said_until([], flake("two")), said(["a", "b"])])
}

fn text(reply: Result<AiMessage>) -> String {
    reply.map_or_else(|error| format!("[{error}]"), |reply| reply.to_string())
}

#[test]
fn a_call_is_tried_until_it_succeeds() {
    let model = flaky().with_retry().backoff(Backoff::none());

    assert_eq!(text(block_on(model.call("hi").into_future())), "ab");
}

#[test]
fn retry_gives_up_after_the_last_attempt_with_the_last_error() {
    let takes = flaky();
    let model = takes.clone().with_retry().attempts(2).backoff(Backoff::none());

    assert_eq!(text(block_on(model.call("hi").into_future())), "[two]");
    assert_eq!(takes.calls(), 2);
}

#[test]
fn three_attempts_are_made_unless_told_otherwise() {
    let takes = Takes::new([said_until([], flake("no"))]);

    block_on(takes.clone().with_retry().backoff(Backoff::none()).call("hi").into_future()).unwrap_err();

    assert_eq!(takes.calls(), 3);
}

#[test]
fn a_stream_is_tried_until_its_first_piece() {
    let model = flaky().with_retry().backoff(Backoff::none());

    assert_eq!(block_on(texts(model.stream("hi"))), ["a", "b"]);
}

#[test]
fn a_stream_is_not_tried_again_after_its_first_piece() {
    let takes = Takes::new([said_until(["a"], flake("cut")), said(["b"])]);
    let model = takes.clone().with_retry().backoff(Backoff::none());

    assert_eq!(block_on(texts(model.stream("hi"))), ["a", "[cut]"]);
    assert_eq!(takes.calls(), 1);
}

#[test]
fn an_empty_stream_is_no_failure() {
    let takes = Takes::new([said([])]);

    assert_eq!(block_on(texts(takes.clone().with_retry().stream("hi"))).len(), 0);
    assert_eq!(takes.calls(), 1);
}

#[test]
fn each_input_of_a_batch_is_tried_by_itself() {
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    let fails_once_on_b = step(move |input| {
        let count = count.clone();
        Box::pin(async move {
            if input == "b" && count.fetch_add(1, Ordering::SeqCst) == 0 {
                return Err(flake("once"));
            }
            if input == "c" {
                return Err(Error::new(ErrorKind::Input, "never"));
            }
            Ok(input.to_uppercase())
        })
    });
    let step = fails_once_on_b.with_retry().backoff(Backoff::none());

    let results = block_on(step.batch(["a", "b", "c"]).into_future());

    let shown: Vec<_> =
        results.iter().map(|r| r.as_ref().map_or_else(ToString::to_string, Clone::clone)).collect();
    assert_eq!(shown, ["A", "B", "never"]);
    assert_eq!(seen.load(Ordering::SeqCst), 2);
}

#[test]
fn what_is_worth_another_try() {
    let tried = |error: Error| {
        let takes = Takes::new([said_until([], error)]);
        let _ = block_on(takes.clone().with_retry().backoff(Backoff::none()).call("hi").into_future());
        takes.calls() > 1
    };

    assert!(tried(Error::new(ErrorKind::Step, "of the user's own")));
    assert!(tried(Error::new(ErrorKind::Parse, "not JSON")));
    assert!(tried(Error::new(ErrorKind::Timeout, "late")));
    assert!(tried(Error::new(ErrorKind::Provider, "overloaded").with_status(529)));
    assert!(!tried(Error::new(ErrorKind::Provider, "bad request").with_status(400)));
    assert!(!tried(Error::new(ErrorKind::Step, "says so").with_retryable(false)));
    assert!(!tried(Error::new(ErrorKind::Input, "no such variable")));
    assert!(!tried(Error::new(ErrorKind::Config, "no key")));
}

#[test]
fn a_predicate_replaces_the_default() {
    let takes = Takes::new([said_until([], flake("yes")), said_until([], flake("no")), said(["a"])]);
    let model =
        takes.clone().with_retry().backoff(Backoff::none()).retry_if(|error| error.to_string() == "yes");

    assert_eq!(text(block_on(model.call("hi").into_future())), "[no]");
    assert_eq!(takes.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn waits_double_and_never_exceed_the_longest() {
    let backoff = Backoff::new().jitter(Duration::ZERO).longest(Duration::from_secs(5));
    let model = Takes::new([said_until([], flake("no"))]).with_retry().attempts(5).backoff(backoff);
    let begun = Instant::now();

    model.call("hi").await.unwrap_err();

    assert_eq!(begun.elapsed().as_secs(), 1 + 2 + 4 + 5);
}

#[tokio::test(start_paused = true)]
async fn chance_adds_at_most_the_jitter() {
    let model = Takes::new([said_until([], flake("no"))]).with_retry();
    let begun = Instant::now();

    model.call("hi").await.unwrap_err();

    let waited = begun.elapsed().as_secs_f64();
    assert!((3.0..5.01).contains(&waited), "{waited}");
}

#[tokio::test(start_paused = true)]
async fn the_provider_says_how_long_to_wait_at_least() {
    let busy = flake("busy").with_retry_after(Duration::from_secs(7));
    let model = Takes::new([said_until([], busy), said(["a"])]).with_retry();
    let begun = Instant::now();

    model.call("hi").await.unwrap();

    assert_eq!(begun.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn a_longer_wait_than_there_may_be_ends_it() {
    let busy = flake("busy").with_retry_after(Duration::from_secs(3600));
    let takes = Takes::new([said_until([], busy)]);
    let begun = Instant::now();

    takes.clone().with_retry().call("hi").await.unwrap_err();

    assert_eq!((takes.calls(), begun.elapsed()), (1, Duration::ZERO));
}

#[test]
fn waiting_needs_no_tokio_around() {
    let model =
        flaky().with_retry().backoff(Backoff::new().initial(Duration::from_nanos(1)).jitter(Duration::ZERO));

    assert_eq!(text(block_on(model.call("hi").into_future())), "ab");
}

#[test]
fn an_input_in_pieces_is_given_again_and_flows_through() {
    let pulled = Arc::new(AtomicUsize::new(0));
    let count = pulled.clone();
    let upstream = stream::iter(["x", "y", "z"]).map(move |piece| {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(AiMessageChunk::from(piece))
    });
    let failures = AtomicUsize::new(0);
    let parser = FailsFirst { failures: Arc::new(failures) }.with_retry().backoff(Backoff::none());

    let mut pieces = parser.transform(upstream);
    let first = block_on(pieces.next()).unwrap().unwrap();

    assert_eq!(first, "x");
    assert_eq!(pulled.load(Ordering::SeqCst), 2, "the first attempt took two pieces and no more");
    assert_eq!(block_on(texts(pieces)), ["y", "z"]);
}

/// Gives text piece by piece; fails the first time, after two pieces have come.
#[derive(Clone)]
struct FailsFirst {
    failures: Arc<AtomicUsize>,
}

impl Runnable for FailsFirst {
    type Input = AiMessage;
    type Output = String;

    fn descriptor(&self) -> runnable::Descriptor<'_> {
        runnable::Descriptor::new("FailsFirst", runnable::RunType::Parser)
    }

    fn on_stream<'a>(&'a self, input: AiMessage) -> stream::BoxStream<'a, Result<String>> {
        StrOutputParser.on_stream(input)
    }

    fn on_transform<'a>(
        &'a self,
        mut upstream: stream::BoxStream<'a, Result<AiMessageChunk>>,
    ) -> stream::BoxStream<'a, Result<String>> {
        if self.failures.fetch_add(1, Ordering::SeqCst) > 0 {
            return StrOutputParser.on_transform(upstream);
        }
        let fail = async move {
            let _ = (upstream.next().await, upstream.next().await);
            Err(flake("first"))
        };
        stream::once(fail).boxed()
    }
}

#[test]
fn an_input_that_fails_is_not_tried_again() {
    let failures = Arc::new(AtomicUsize::new(5));
    let parser = FailsFirst { failures: failures.clone() }.with_retry().backoff(Backoff::none());

    let pieces = block_on(texts(parser.transform(stream::iter([Err(flake("upstream"))]))));

    assert_eq!(pieces, ["[upstream]"]);
    assert_eq!(failures.load(Ordering::SeqCst), 5, "it was never called");
}

#[test]
fn attempts_are_children_with_a_tag_from_the_second_on() {
    let model = flaky().with_retry().backoff(Backoff::none());

    let lines = block_on(snapshot::events(model.stream_events("hey").tags(["t0"])));

    insta::assert_snapshot!(lines);
}

#[test]
fn a_called_retry_has_one_start_and_its_attempts_are_children() {
    let model = flaky().with_retry().backoff(Backoff::none());
    let chain = step(move |input| {
        let model = model.clone();
        Box::pin(async move { Ok(model.call(input).await?.to_string()) })
    });

    let events = events_of(chain.stream_events("hi"));

    let shown: Vec<_> = events
        .iter()
        .filter(|event| event.event.phase() != Some(runnable::Phase::Stream))
        .map(|event| format!("{} {} {:?}", event.event, event.parent_ids().len(), event.tags()))
        .collect();
    let expected = [
        "on_chain_start 0 []",
        "on_chain_start 1 []",
        "on_chat_model_start 2 []",
        "on_chat_model_error 2 []",
        "on_chat_model_start 2 [\"retry:attempt:2\"]",
        "on_chat_model_error 2 [\"retry:attempt:2\"]",
        "on_chat_model_start 2 [\"retry:attempt:3\"]",
        "on_chat_model_end 2 [\"retry:attempt:3\"]",
        "on_chain_end 1 []",
        "on_chain_end 0 []",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_failed_attempt_is_over_before_the_next_begins() {
    let open = Arc::new(AtomicUsize::new(0));
    let most = open.clone();
    let step = step(move |_| {
        let most = most.clone();
        Box::pin(async move {
            assert_eq!(most.fetch_add(1, Ordering::SeqCst), 0);
            let _context = RunContext::current();
            most.fetch_sub(1, Ordering::SeqCst);
            Err(flake("again"))
        })
    });

    let pieces = block_on(collect(step.with_retry().backoff(Backoff::none()).stream("hi")));

    assert_eq!(pieces.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn dropping_a_retry_while_it_waits_starts_no_other_attempt() {
    let takes = Takes::new([said_until([], flake("no"))]);
    let model = takes.clone().with_retry();

    let late = tokio::time::timeout(Duration::from_millis(10), model.call("hi").into_future()).await;
    tokio::time::sleep(Duration::from_secs(60)).await;

    assert!(late.is_err());
    assert_eq!(takes.calls(), 1);
}

proptest! {
    #[test]
    fn under_retry_the_laws_hold(tokens in proptest::collection::vec("[a-z]{0,3}", 0..5), failures in 0..3usize) {
        let script: Vec<_> = tokens.iter().map(|token| Ok(AiMessageChunk::from(token.as_str()))).collect();
        let scripts = std::iter::repeat_n(said_until([], flake("no")), failures).chain([script]);
        let model = Takes::new(scripts).with_retry().backoff(Backoff::none());

        let streamed = block_on(texts(model.stream("hi"))).concat();
        prop_assert_eq!(&streamed, &tokens.concat());
        let called = block_on(model.call("hi").into_future()).unwrap();
        prop_assert_eq!(called.text(), streamed.as_str());
        let transformed = block_on(texts(model.transform(stream::iter([Ok(Messages::from("hi"))]))));
        prop_assert_eq!(transformed.concat(), streamed.clone());
        let batch = block_on(model.batch(["hi", "hi"]).into_future());
        prop_assert!(batch.into_iter().all(|reply| reply.unwrap().text() == streamed.as_str()));
        let blocked = model.blocking().call("hi").unwrap();
        prop_assert_eq!(blocked.text(), streamed.as_str());
    }
}
