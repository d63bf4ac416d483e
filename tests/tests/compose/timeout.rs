//! Timeout: three limits, one kind of error, by the paused clock.

use std::time::Duration;

use futures::executor::block_on;
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, StreamExt};
use runnable::{Backoff, Chunk, Descriptor, Error, Result, RunType, Runnable, Timeout};
use runnable_tests::{Scripted, collect};

use super::steps::{events_of, texts};

/// Says each word of its input after so many seconds; ends a second later.
#[derive(Clone)]
struct Slow;

impl Runnable for Slow {
    type Input = String;
    type Output = String;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Slow", RunType::Llm)
    }

    fn on_stream<'a>(&'a self, input: String) -> BoxStream<'a, Result<Chunk<String>>> {
        let waits: Vec<u64> = input.split(' ').map(|wait| wait.parse().unwrap()).collect();
        let words = stream::iter(waits).then(|wait| async move {
            tokio::time::sleep(Duration::from_secs(wait)).await;
            Ok(format!("{wait} "))
        });
        let end = stream::once(tokio::time::sleep(Duration::from_secs(1))).filter_map(|()| async { None });
        words.chain(end).boxed()
    }
}

/// Never answers.
struct Silent;

impl Runnable for Silent {
    type Input = String;
    type Output = String;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Silent", RunType::Llm)
    }

    fn on_invoke<'a>(&'a self, _input: String) -> BoxFuture<'a, Result<String>> {
        Box::pin(futures::future::pending())
    }

    fn on_stream<'a>(&'a self, _input: String) -> BoxStream<'a, Result<Chunk<String>>> {
        stream::pending().boxed()
    }
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn what_is_in_time_is_left_alone() {
    let step = Slow.with_timeout(seconds(10)).first_chunk(seconds(3)).between_chunks(seconds(3));

    assert_eq!(texts(step.stream("2 2 2")).await, ["2 ", "2 ", "2 "]);
    assert_eq!(step.call("2 2 2").await.unwrap(), "2 2 2 ");
}

#[tokio::test(start_paused = true)]
async fn the_total_limits_calls_and_streams() {
    let step = Slow.with_timeout(seconds(5));

    assert_eq!(texts(step.stream("2 2 2")).await, ["2 ", "2 ", "[no end within 5s]"]);
    let error = step.call("2 2 2").await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable());
    assert_eq!(error.to_string(), "no answer within 5s");
}

#[tokio::test(start_paused = true)]
async fn the_first_piece_has_a_limit_of_its_own() {
    let step = Timeout::new(Slow).first_chunk(seconds(3));

    assert_eq!(texts(step.stream("2 9")).await, ["2 ", "9 "]);
    assert_eq!(texts(step.stream("4 1")).await, ["[no first piece within 3s]"]);
    assert_eq!(step.call("4 1").await.unwrap_err().to_string(), "no first piece within 3s");
}

#[tokio::test(start_paused = true)]
async fn silence_between_pieces_has_a_limit_of_its_own() {
    let step = Timeout::new(Slow).between_chunks(seconds(3));

    assert_eq!(texts(step.stream("9 2 4 1")).await, ["9 ", "2 ", "[no further piece within 3s]"]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_consumer_is_not_silence() {
    let step = Timeout::new(Slow).between_chunks(seconds(3));
    let mut pieces = step.stream("1 2 2");
    let mut got = Vec::new();

    while let Some(piece) = pieces.next().await {
        got.push(piece.unwrap());
        tokio::time::sleep(seconds(60)).await;
    }

    assert_eq!(got, ["1 ", "2 ", "2 "]);
}

#[tokio::test(start_paused = true)]
async fn nothing_comes_after_a_timeout() {
    let step = Slow.with_timeout(seconds(3));

    assert_eq!(collect(step.stream("2 2 2")).await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_batch_limits_each_call_by_itself() {
    let step = Slow.with_timeout(seconds(5));

    let results = step.batch(["1", "9", "3"]).max_concurrency(1).await;

    assert_eq!(results.iter().map(|result| result.is_ok()).collect::<Vec<_>>(), [true, false, true]);
}

#[tokio::test(start_paused = true)]
async fn a_retry_tries_again_after_a_timeout() {
    let step = Silent.with_timeout(seconds(5)).with_retry().attempts(2).backoff(Backoff::none());
    let begun = tokio::time::Instant::now();

    let error = step.call("hi").await.unwrap_err();

    assert!(error.is_timeout());
    assert_eq!(begun.elapsed(), seconds(10));
}

#[tokio::test(start_paused = true)]
async fn the_run_is_the_steps_own_and_its_error_is_an_event() {
    let step = Slow.with_timeout(seconds(3));

    let items = collect(step.stream_events("2 2")).await;

    let shown: Vec<_> =
        items.iter().flatten().map(|event| format!("{} {}", event.event, event.name())).collect();
    assert_eq!(shown, ["on_llm_start Slow", "on_llm_stream Slow", "on_llm_error Slow"]);
    assert!(items.last().unwrap().as_ref().is_err_and(Error::is_timeout));
}

#[test]
fn no_tokio_is_needed_around() {
    let step = Silent.with_timeout(Duration::from_millis(1));

    assert!(block_on(step.call("hi").into_future()).unwrap_err().is_timeout());
    assert!(block_on(step.stream("hi").next()).unwrap().unwrap_err().is_timeout());
}

#[test]
fn a_limit_too_long_to_reckon_with_is_none() {
    let model = Scripted::tokens(["a"]).with_timeout(Duration::MAX);

    assert_eq!(block_on(model.call("hi").into_future()).unwrap().text(), "a");
    assert_eq!(events_of(model.stream_events("hi")).len(), 3);
    assert_eq!(block_on(texts(model.transform(stream::iter([Ok("hi".into())])))), ["a"]);
}
