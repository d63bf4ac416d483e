//! Rate limits: one limiter for calls, streams and batches, by key, by the paused clock.

use std::time::Duration;

use futures::executor::block_on;
use futures::future::join_all;
use runnable::{RateLimiter, RunConfig, Runnable};
use runnable_tests::{Scripted, Shout, collect};
use tokio::time::Instant;

use super::steps::texts;

async fn seconds_for(work: impl Future) -> f64 {
    let begun = Instant::now();
    work.await;
    begun.elapsed().as_secs_f64()
}

#[tokio::test(start_paused = true)]
async fn calls_are_evenly_spaced() {
    let model = Shout.rate_limit(RateLimiter::per_second(2.0));

    let took = seconds_for(async {
        for _ in 0..5 {
            model.call("hi").await.unwrap();
        }
    })
    .await;

    assert!((2.0..2.02).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn a_batch_and_a_stream_share_the_limit() {
    let limiter = RateLimiter::per_second(1.0);
    let (shout, scripted) = (Shout.rate_limit(limiter.clone()), Scripted::tokens(["a"]).rate_limit(limiter));

    let took = seconds_for(async {
        let batch = shout.batch(["a", "b", "c"]).into_future();
        futures::future::join(batch, collect(scripted.stream("hi"))).await
    })
    .await;

    assert!((3.0..3.02).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn a_burst_may_be_taken_after_a_rest() {
    let model = Shout.rate_limit(RateLimiter::per_second(1.0).burst(3));

    let first = seconds_for(model.batch(["a"; 5]).into_future()).await;
    tokio::time::sleep(Duration::from_secs(100)).await;
    let rested = seconds_for(model.batch(["a"; 3]).into_future()).await;

    assert!((2.0..2.02).contains(&first), "{first}");
    assert!(rested < 0.01, "{rested}");
}

#[tokio::test(start_paused = true)]
async fn each_key_has_a_limit_of_its_own() {
    let model = Shout.rate_limit(RateLimiter::per_second(1.0).keyed_by("tenant"));
    let call = |tenant: &str| {
        let config = RunConfig::new().configurable("tenant", tenant);
        model.call("hi").config(config).into_future()
    };

    let took = seconds_for(join_all([call("a"), call("b"), call("a"), call("c")])).await;

    assert!((1.0..1.02).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn many_keys_are_forgotten_once_they_have_rested() {
    let limiter = RateLimiter::per_second(1000.0).keyed_by("tenant");
    let model = Shout.rate_limit(limiter.clone());

    for tenant in 0..5000 {
        model.call("hi").config(RunConfig::new().configurable("tenant", tenant)).await.unwrap();
        tokio::time::advance(Duration::from_millis(2)).await;
    }

    let kept = limiter.keys();
    assert!(kept <= 1024, "{kept}");
}

#[test]
fn without_a_wait_no_clock_is_needed() {
    let model = Scripted::tokens(["a", "b"]).rate_limit(RateLimiter::per_second(1.0).burst(10));

    assert_eq!(block_on(texts(model.stream("hi"))), ["a", "b"]);
    assert_eq!(block_on(model.call("hi").into_future()).unwrap().text(), "ab");
    assert_eq!(block_on(texts(model.transform(futures::stream::iter([Ok("hi".into())])))), ["a", "b"]);
}
