//! A slow consumer of events slows the work, and nothing piles up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream::{self, BoxStream};
use runnable::{
    AiMessage, AiMessageChunk, Descriptor, Messages, Result, RunContext, RunType, Runnable, StrOutputParser,
};

use super::steps::step;

const TOKENS: usize = 5000;

/// Has all its tokens at once, and counts those that were taken.
#[derive(Clone, Default)]
struct Eager {
    taken: Arc<AtomicUsize>,
}

impl Runnable for Eager {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Eager", RunType::ChatModel)
    }

    fn on_stream<'a>(&'a self, _input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        let count = |_: &usize| {
            self.taken.fetch_add(1, Ordering::Relaxed);
        };
        stream::iter(0..TOKENS).inspect(count).map(|_| Ok("x".into())).boxed()
    }
}

/// How many tokens were taken when the consumer has had so many events, and how many events there are in all.
fn after_events<R: Runnable<Input = String>>(chain: &R, model: &Eager, had: usize) -> (usize, usize) {
    let mut events = chain.stream_events("hi");
    let first = block_on(events.by_ref().take(had).count());
    let taken = model.taken.load(Ordering::Relaxed);
    (taken, first + block_on(events.count()))
}

#[test]
fn a_call_that_folds_a_ready_stream_waits_for_the_consumer() {
    let model = Eager::default();
    let inner = model.clone();
    let chain = step(move |input| {
        let inner = inner.clone();
        Box::pin(async move { Ok(inner.call(input).await?.text().len().to_string()) })
    });

    let (taken, events) = after_events(&chain, &model, 10);

    assert!(taken < 100, "{taken}");
    assert_eq!(events, TOKENS + 5);
}

#[test]
fn a_hook_that_reads_a_ready_stream_waits_for_the_consumer() {
    let model = Eager::default();
    let inner = model.clone();
    let chain = step(move |input| {
        let inner = inner.clone().pipe(StrOutputParser);
        Box::pin(async move { Ok(inner.stream(input).count().await.to_string()) })
    });

    let (taken, events) = after_events(&chain, &model, 10);

    assert!(taken < 100, "{taken}");
    assert_eq!(events, 3 * TOKENS + 9);
}

#[test]
fn a_hook_that_makes_many_calls_waits_for_the_consumer() {
    let made = Arc::new(AtomicUsize::new(0));
    let count = made.clone();
    let quick = step(|_| Box::pin(async { Ok(String::new()) }));
    let chain = step(move |input| {
        let (quick, count) = (quick.clone(), count.clone());
        Box::pin(async move {
            for _ in 0..1000 {
                quick.call(input).await?;
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok(String::new())
        })
    });

    let mut events = chain.stream_events("hi");
    block_on(events.by_ref().take(10).count());

    assert!(made.load(Ordering::Relaxed) < 100);
    assert_eq!(block_on(events.count()), 2 * 1000 + 3 - 10);
}

#[test]
fn a_blocking_call_in_a_hook_is_not_held_up_by_its_own_thread() {
    let chain = step(|input| {
        Box::pin(async move { Ok(Eager::default().blocking().call(input)?.text().len().to_string()) })
    });

    assert_eq!(block_on(chain.stream_events("hi").count()), TOKENS + 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spawned_task_goes_on_when_the_consumer_has_gone() {
    let (finished, answer) = futures::channel::oneshot::channel();
    let finished = Arc::new(std::sync::Mutex::new(Some(finished)));
    let chain = step(move |_| {
        let finished = finished.clone();
        Box::pin(async move {
            let work = RunContext::current().scope(async move {
                let reply = Eager::default().call("hi").await;
                let finished = finished.lock().unwrap().take().unwrap();
                finished.send(reply.unwrap().text().len()).unwrap();
            });
            tokio::spawn(work);
            futures::future::pending().await
        })
    });

    let mut events = chain.stream_events("hi");
    assert!(events.next().await.is_some());
    assert!(events.next().await.is_some());
    drop(events);

    assert_eq!(answer.await, Ok(TOKENS));
}
