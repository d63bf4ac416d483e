//! A step for each value of a list.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::executor::block_on;
use runnable::compose::Lambda;
use runnable::{RunConfig, Runnable};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::pieces;

fn double(number: u32) -> u32 {
    number * 2
}

#[test]
fn a_list_in_gives_a_list_in_the_same_order_out_in_one_piece() {
    let each = Lambda::new(double).each();

    assert_eq!(block_on(each.call(vec![1, 2, 3]).into_future()).unwrap(), [2, 4, 6]);
    assert_eq!(block_on(pieces(each.stream(vec![1, 2, 3]))), [[2, 4, 6]]);
    assert!(block_on(each.call(vec![]).into_future()).unwrap().is_empty());
}

#[tokio::test]
async fn each_call_is_a_child() {
    assert_events_snapshot!(Lambda::new(double).each().stream_events(vec![1, 2]), @r#"
    on_chain_start RunnableEach<double> run-1 input=[1,2]
    on_chain_start double run-2 in run-1 input=1
    on_chain_end double run-2 output=2 input=1
    on_chain_start double run-3 in run-1 input=2
    on_chain_end double run-3 output=4 input=2
    on_chain_stream RunnableEach<double> run-1 chunk=[2,4]
    on_chain_end RunnableEach<double> run-1 output=[2,4]
    "#);
}

#[test]
fn the_first_failure_stops_the_others_whatever_their_order() {
    let step = Lambda::new(async |number: u32| match number {
        0 => std::future::pending().await,
        number => Err::<u32, _>(format!("{number} is bad")),
    });

    let error = block_on(step.each().call(vec![0, 1, 2]).into_future()).unwrap_err();

    assert_eq!(error.to_string(), "1 is bad");
}

#[test]
fn no_more_calls_are_open_than_the_configuration_says() {
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = most.clone();
    let step = Lambda::new(move |(): ()| {
        let (open, most) = (open.clone(), most.clone());
        async move {
            most.fetch_max(open.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            open.fetch_sub(1, Ordering::Relaxed);
        }
    });
    let config = RunConfig::new().max_concurrency(3);

    block_on(step.clone().each().call(vec![(); 40]).config(config).into_future()).unwrap();
    assert_eq!(seen.swap(0, Ordering::Relaxed), 3);
    block_on(step.each().call(vec![(); 40]).into_future()).unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), 16);
}
