//! Batches: order, limit, failures, early end.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use futures::executor::block_on;
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream};
use runnable::{Chunk, Descriptor, Error, ErrorKind, Result, RunConfig, RunType, Runnable};

/// Yields as often as its input says, then gives it back; counts who is inside and who got through.
#[derive(Default, Clone)]
struct Turnstile {
    inside: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    begun: Arc<AtomicUsize>,
    done: Arc<AtomicUsize>,
}

struct Inside(Arc<AtomicUsize>);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Runnable for Turnstile {
    type Input = u64;
    type Output = u64;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Turnstile", RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: u64) -> BoxFuture<'a, Result<u64>> {
        Box::pin(async move {
            self.begun.fetch_add(1, Ordering::SeqCst);
            self.most.fetch_max(self.inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let _inside = Inside(self.inside.clone());
            for _ in 0..input {
                yield_now().await;
            }
            if input == 13 {
                return Err(Error::new(ErrorKind::Step, "unlucky"));
            }
            self.done.fetch_add(1, Ordering::SeqCst);
            Ok(input)
        })
    }

    fn on_stream<'a>(&'a self, input: u64) -> BoxStream<'a, Result<Chunk<u64>>> {
        stream::once(self.on_invoke(input)).boxed()
    }
}

async fn yield_now() {
    let mut yielded = false;
    std::future::poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return std::task::Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

#[test]
fn results_come_in_the_order_of_the_inputs() {
    let results = block_on(Turnstile::default().batch([9u64, 1, 5, 0]).into_future());

    let outputs: Vec<_> = results.into_iter().map(Result::unwrap).collect();
    assert_eq!(outputs, [9, 1, 5, 0]);
}

#[test]
fn a_batch_is_a_map_of_calls() {
    let step = Turnstile::default();
    let inputs = [3u64, 13, 4];

    let batch = block_on(step.batch(inputs).into_future());
    let mapped: Vec<_> = inputs.iter().map(|input| block_on(step.call(*input).into_future())).collect();

    let shown = |results: &[Result<u64>]| format!("{results:?}");
    assert_eq!(shown(&batch), shown(&mapped));
}

#[test]
fn one_failure_leaves_the_others_alone() {
    let results = block_on(Turnstile::default().batch([1u64, 13, 2]).into_future());

    assert_eq!(*results[0].as_ref().unwrap(), 1);
    assert_eq!(results[1].as_ref().unwrap_err().to_string(), "unlucky");
    assert_eq!(*results[2].as_ref().unwrap(), 2);
}

#[test]
fn all_gives_the_first_failure_and_stops_the_rest() {
    let step = Turnstile::default();

    let error = block_on(step.batch([100u64, 13, 100]).all().into_future()).unwrap_err();

    assert_eq!(error.to_string(), "unlucky");
    assert_eq!(step.done.load(Ordering::SeqCst), 0);
    assert_eq!(step.inside.load(Ordering::SeqCst), 0);
}

#[test]
fn sixteen_calls_are_open_unless_told_otherwise() {
    let step = Turnstile::default();

    block_on(step.batch((0..100).map(|_| 3u64)).into_future());

    assert_eq!(step.most.load(Ordering::SeqCst), 16);
}

#[test]
fn a_limit_holds_wherever_it_is_given() {
    for (limit, expected) in [(1, 1), (0, 1), (3, 3), (usize::MAX, 20)] {
        let step = Turnstile::default();
        block_on(step.batch((0..20).map(|_| 3u64)).max_concurrency(limit).into_future());
        assert_eq!(step.most.load(Ordering::SeqCst), expected, "limit {limit}");
    }
    let step = Turnstile::default();
    let config = RunConfig::new().max_concurrency(2);
    block_on(step.batch((0..20).map(|_| 3u64)).config(config).into_future());
    assert_eq!(step.most.load(Ordering::SeqCst), 2);
}

#[test]
fn results_can_be_taken_as_they_come() {
    let step = Turnstile::default();

    let order: Vec<_> = block_on(step.batch([9u64, 1, 5]).as_completed().map(|(number, _)| number).collect());

    assert_eq!(order, [1, 2, 0]);
}

#[test]
fn dropping_a_batch_stops_what_is_open_and_starts_nothing_more() {
    let step = Turnstile::default();
    let mut completed = step.batch([0u64, 50, 50, 50]).max_concurrency(2).as_completed();

    let first = block_on(completed.next()).unwrap();
    drop(completed);

    assert_eq!(first.0, 0);
    assert!(step.begun.load(Ordering::SeqCst) <= 3);
    assert_eq!(step.inside.load(Ordering::SeqCst), 0);
    assert_eq!(step.done.load(Ordering::SeqCst), 1);
}

#[test]
fn no_inputs_give_no_results() {
    let none: [u64; 0] = [];
    assert!(block_on(Turnstile::default().batch(none).into_future()).is_empty());
}
