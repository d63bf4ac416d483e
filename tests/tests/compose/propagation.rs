//! The context reaches every child: on tokio's threads, in joins, where it is carried, and on another executor.

use std::sync::Arc;

use futures::StreamExt;
use futures::future::{self, BoxFuture};
use futures::stream::FuturesUnordered;
use runnable::{Result, RunConfig, RunContext, Runnable, StreamEvent};
use runnable_tests::{Scripted, Shout, collect};

use super::steps::{Step, step};

fn config() -> RunConfig {
    RunConfig::new().tags(["t"]).metadata("k", 1).configurable("user", "ada")
}

/// Every model event has the root as parent, its tags and its metadata; there are as many models as said.
fn inherits(events: Vec<Result<StreamEvent>>, models: usize) {
    let events: Vec<_> = events.into_iter().map(Result::unwrap).collect();
    let root = events[0].run_id();
    let starts: Vec<_> = events.iter().filter(|event| event.event == "on_chat_model_start").collect();
    assert_eq!(starts.len(), models);
    for start in starts {
        assert_eq!(start.parent_ids(), [root]);
        assert_eq!(start.tags(), ["t"]);
        assert_eq!(start.metadata()["k"], 1);
    }
}

type Body = for<'a> fn(&'a str) -> BoxFuture<'a, Result<String>>;

fn joins() -> Step<Body> {
    step(|input| {
        Box::pin(async move {
            let calls: FuturesUnordered<_> = (0..20)
                .map(|_| async move {
                    tokio_or_not().await;
                    Shout.call(input).await
                })
                .collect();
            let replies: Vec<_> = calls.collect().await;
            let (left, right) =
                future::join(Shout.call("a").into_future(), Shout.call("b").into_future()).await;
            let first = future::select(Shout.call("c").into_future(), future::pending::<()>()).await;
            drop((left?, right?, first));
            Ok(replies.len().to_string())
        })
    })
}

/// Is pending once.
async fn tokio_or_not() {
    let mut yielded = false;
    future::poll_fn(|cx| {
        if std::mem::replace(&mut yielded, true) {
            return std::task::Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn joins_and_selects_inside_a_hook_on_many_threads() {
    let tasks = (0..16).map(|_| {
        tokio::spawn(async {
            let chain = joins();
            let events = chain.stream_events("hi").config(config()).into_owned();
            inherits(collect(events).await, 23);
        })
    });

    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_spawned_task_has_the_context_where_it_is_carried_and_none_elsewhere() {
    let chain = step(|_| {
        Box::pin(async {
            let context = RunContext::current();
            let carried = tokio::spawn(context.clone().scope(async {
                let user = RunContext::current().configurable("user");
                Shout.call("hi").await.map(|reply| (reply, user))
            }));
            let bare = tokio::spawn(async { RunContext::current().run_id() });
            let (_, user) = carried.await.expect("no panic")?;
            assert_eq!(bare.await.expect("no panic"), None);
            Ok(user.expect("it is configured").to_string())
        })
    });

    let events = collect(chain.stream_events("hi").config(config())).await;

    assert_eq!(events.last().unwrap().as_ref().unwrap().data.output::<String>().unwrap(), "\"ada\"");
    inherits(events, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocking_call_in_spawn_blocking_is_a_child() {
    let chain = step(|_| {
        Box::pin(async {
            let context = RunContext::current();
            let blocking = move || context.run(|| Shout.blocking().call("hi").map(|reply| reply.to_string()));
            tokio::task::spawn_blocking(blocking).await.expect("no panic")
        })
    });

    inherits(collect(chain.stream_events("hi").config(config())).await, 1);
}

#[test]
fn the_same_on_an_executor_without_tokio() {
    let executor = async_executor::Executor::new();
    let task = executor.spawn(async {
        let chain = joins();
        inherits(collect(chain.stream_events("hi").config(config())).await, 23);
    });

    futures::executor::block_on(executor.run(task));
}

#[test]
fn the_same_on_threads_that_share_an_executor() {
    let executor = Arc::new(async_executor::Executor::new());
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            executor.spawn(async {
                let chain = joins();
                inherits(collect(chain.stream_events("hi").config(config())).await, 23);
            })
        })
        .collect();
    let (stop, stopped) = futures::channel::oneshot::channel::<()>();
    let stopped = futures::FutureExt::shared(stopped);

    std::thread::scope(|scope| {
        for _ in 0..4 {
            let (executor, stopped) = (executor.clone(), stopped.clone());
            scope.spawn(move || {
                let _ = futures::executor::block_on(executor.run(stopped));
            });
        }
        futures::executor::block_on(future::join_all(tasks));
        drop(stop);
    });
}

#[test]
fn pieces_pulled_by_a_later_step_keep_their_own_parent() {
    let inner = step(|input| {
        Box::pin(async move {
            let pieces: Vec<_> = Scripted::tokens(["a", "b"]).stream(input).collect().await;
            Ok(pieces.len().to_string())
        })
    });
    let chain = inner.pipe(step(|input| Box::pin(async move { Ok(input.to_owned()) })));

    let events: Vec<_> = futures::executor::block_on(collect(chain.stream_events("hi")));

    let events: Vec<_> = events.into_iter().map(Result::unwrap).collect();
    let model = events.iter().find(|event| event.name() == "Scripted").unwrap();
    let first = events.iter().find(|event| event.tags() == ["seq:step:1"]).unwrap();
    assert_eq!(model.parent_ids(), [events[0].run_id(), first.run_id()]);
}
