//! The blocking form: where it works, where it refuses, and that it is the async form.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream};
use runnable::{Chunk, Descriptor, ErrorKind, Result, RunType, Runnable};
use runnable_tests::{Scripted, Shout, collect};

/// Needs a timer, as every client with a time-out does.
struct Sleeper;

impl Runnable for Sleeper {
    type Input = u64;
    type Output = u64;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Sleeper", RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: u64) -> BoxFuture<'a, Result<u64>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(input)).await;
            Ok(input)
        })
    }

    fn on_stream<'a>(&'a self, input: u64) -> BoxStream<'a, Result<Chunk<u64>>> {
        stream::once(self.on_invoke(input)).boxed()
    }
}

fn tokens(model: &Scripted) -> Vec<String> {
    model.blocking().stream("hi").map(|chunk| chunk.unwrap().to_string()).collect()
}

#[test]
fn blocking_is_async() {
    let model = Scripted::tokens(["a", "b", "c"]);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();

    let streamed: Vec<_> = runtime.block_on(collect(model.stream("hi")));
    let streamed: Vec<_> = streamed.into_iter().map(|chunk| chunk.unwrap().to_string()).collect();

    assert_eq!(tokens(&model), streamed);
    assert_eq!(model.blocking().call("hi").unwrap().text(), "abc");
    assert_eq!(model.blocking().invoke("hi").unwrap().text(), "abc");
    let batch = Shout.blocking().max_concurrency(2).batch(["a", "b", "c"]);
    assert_eq!(
        batch.into_iter().map(|reply| reply.unwrap().to_string()).collect::<Vec<_>>(),
        ["A", "B", "C"]
    );
    let completed = Shout.blocking().batch_as_completed(["a", "b"]).map(|(number, _)| number);
    assert_eq!(completed.collect::<Vec<_>>(), [0, 1]);
    let upstream = [Ok("hi".into())];
    assert_eq!(model.blocking().transform(upstream).count(), 3);
}

#[test]
fn events_and_blocks_can_be_iterated_too() {
    let model = Scripted::tokens(["a", "b"]);

    let events: Vec<_> =
        model.blocking().stream_events("hi").map(|event| event.unwrap().event.to_string()).collect();
    let stream = "on_chat_model_stream";
    assert_eq!(events, ["on_chat_model_start", stream, stream, "on_chat_model_end"]);
    assert_eq!(model.blocking().stream_blocks("hi").count(), 6);
    assert_eq!(model.stream_events("hi").exclude_types(["chat_model"]).blocking().count(), 0);
}

#[test]
fn the_configuration_reaches_the_run() {
    let model = Scripted::tokens(["a"]);

    let event = model.blocking().tags(["t"]).run_name("mine").stream_events("hi").next().unwrap().unwrap();

    assert_eq!(event.tags(), ["t"]);
    assert_eq!(event.name(), "mine");
}

#[test]
fn timers_work_without_a_runtime_of_the_callers() {
    assert_eq!(Sleeper.blocking().call(1u64).unwrap(), 1);
}

#[tokio::test]
async fn in_an_async_task_it_is_an_error() {
    let model = Scripted::tokens(["a"]);

    let called = model.blocking().call("hi").unwrap_err();
    let mut stream = model.blocking().stream("hi");
    let streamed = stream.next().unwrap().unwrap_err();
    let batch = model.blocking().batch(["a", "b"]);

    assert_eq!(called.kind(), ErrorKind::Blocking);
    assert_eq!(streamed.kind(), ErrorKind::Blocking);
    assert!(stream.next().is_none());
    assert_eq!(batch.len(), 2);
    assert!(batch.iter().all(|reply| reply.as_ref().unwrap_err().kind() == ErrorKind::Blocking));
    assert_eq!(
        called.to_string(),
        "a blocking call inside an async task; use the async form, or `spawn_blocking`"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_spawned_task_it_is_an_error_too() {
    let error = tokio::spawn(async { Shout.blocking().call("hi").unwrap_err() }).await.unwrap();

    assert_eq!(error.kind(), ErrorKind::Blocking);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_blocking_is_allowed_it_works() {
    let blocking = tokio::task::spawn_blocking(|| Sleeper.blocking().call(1u64).unwrap()).await.unwrap();
    let in_place = tokio::task::block_in_place(|| Sleeper.blocking().call(1u64).unwrap());

    assert_eq!((blocking, in_place), (1, 1));
}

#[tokio::test]
async fn an_iterator_may_be_dropped_in_an_async_task() {
    let iterator = tokio::task::spawn_blocking(|| {
        static MODEL: std::sync::OnceLock<Scripted> = std::sync::OnceLock::new();
        let mut iterator = MODEL.get_or_init(|| Scripted::tokens(["a", "b"])).blocking().stream("hi");
        assert!(iterator.next().unwrap().is_ok());
        iterator
    });

    drop(iterator.await.unwrap());
}

#[test]
fn a_plain_thread_may_block_while_another_runs_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let blocked = std::thread::spawn(|| Shout.blocking().call("hi").unwrap().to_string());

    assert_eq!(runtime.block_on(async { Shout.call("hi").await.unwrap().to_string() }), "HI");
    assert_eq!(blocked.join().unwrap(), "HI");
}
