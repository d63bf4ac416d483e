//! What a hook sees, and how it travels.

use std::sync::Arc;
use std::sync::Mutex;

use futures::executor::block_on;
use futures::future::{self, FutureExt};
use runnable::{ErrorKind, EventKind, Messages, Phase, Result, RunContext, RunType, Runnable};
use runnable_tests::{Scripted, Shout, collect, step};
use serde_json::json;

fn events_of<R: Runnable<Input = String>>(step: &R) -> Vec<runnable::StreamEvent> {
    block_on(collect(step.stream_events("hi"))).into_iter().map(Result::unwrap).collect()
}

#[test]
fn a_model_called_in_a_hook_is_a_child_and_streams() {
    let chain = step(|input| {
        Box::pin(async move { Ok(Scripted::tokens(["a", "b"]).call(input).await?.text().into_owned()) })
    });

    let events = events_of(&chain);

    let shown: Vec<_> =
        events.iter().map(|event| format!("{} {}", event.event, event.parent_ids().len())).collect();
    assert_eq!(
        shown,
        [
            "on_chain_start 0",
            "on_chat_model_start 1",
            "on_chat_model_stream 1",
            "on_chat_model_stream 1",
            "on_chat_model_end 1",
            "on_chain_stream 0",
            "on_chain_end 0"
        ]
    );
    assert_eq!(events[1].parent_ids(), [events[0].run_id()]);
    assert_eq!(events[6].data.output::<String>().unwrap(), "ab");
}

#[test]
fn children_of_a_join_have_the_right_parent() {
    let chain = step(|input| {
        Box::pin(async move {
            let (left, right) =
                future::join(Shout.call(input).into_future(), Shout.call("x").into_future()).await;
            Ok(format!("{}{}", left?, right?))
        })
    });

    let events = events_of(&chain);

    let root = events[0].run_id();
    assert_eq!(events.iter().filter(|event| event.parent_ids() == [root]).count(), 4);
}

#[test]
fn a_hook_sees_its_run() {
    let seen = Arc::new(Mutex::new(None));
    let slot = seen.clone();
    let chain = step(move |_| {
        let context = RunContext::current();
        let slot = slot.clone();
        Box::pin(async move {
            *slot.lock().unwrap() = Some((context, RunContext::current()));
            Ok(String::new())
        })
    });
    let id = runnable::RunId::from_u128(5);

    block_on(chain.call("hi").run_id(id).tags(["t"]).run_name("mine").into_future()).unwrap();

    let (before, inside) = seen.lock().unwrap().take().unwrap();
    for context in [before, inside] {
        assert_eq!(context.run_id(), Some(id));
        assert_eq!(context.tags(), ["t"]);
        assert_eq!(context.name(), Some("mine"));
        assert!(context.parent_ids().is_empty());
    }
    assert!(RunContext::current().run_id().is_none());
}

#[test]
fn custom_events_carry_any_value_in_the_name_of_the_run() {
    let chain = step(|_| {
        Box::pin(async move {
            RunContext::current().dispatch("progress", json!({"percent": 50}))?;
            RunContext::current().dispatch("note", "half")?;
            Ok("done".to_owned())
        })
    });

    let events = events_of(&chain);

    assert_eq!(events[1].event, "on_custom_event");
    assert_eq!(events[1].name(), "progress");
    assert_eq!(events[1].run_id(), events[0].run_id());
    assert_eq!(serde_json::to_value(&events[1]).unwrap()["data"], json!({"percent": 50}));
    assert_eq!(serde_json::to_value(&events[2]).unwrap()["data"], json!("half"));
    let only: Vec<_> =
        block_on(collect(chain.stream_events("hi").include_types(["note"]))).into_iter().collect();
    assert_eq!(only.len(), 1);
}

#[test]
fn the_context_crosses_threads_where_it_is_carried() {
    let chain = step(|_| {
        Box::pin(async move {
            let context = RunContext::current();
            let carried = context.clone();
            let handle = std::thread::spawn(move || {
                let bare = RunContext::current().run_id();
                carried.run(|| (bare, RunContext::current().run_id()))
            });
            let (bare, carried) = handle.join().unwrap();
            assert_eq!(bare, None);
            assert_eq!(carried, context.run_id());
            Ok(String::new())
        })
    });

    block_on(chain.call("hi").into_future()).unwrap();
}

#[test]
fn an_event_of_another_thread_wakes_the_consumer() {
    let chain = step(|_| {
        Box::pin(async move {
            let (sent, answer) = futures::channel::oneshot::channel::<()>();
            let context = RunContext::current();
            std::thread::spawn(move || {
                context.dispatch("from afar", 1).unwrap();
                drop(sent);
            });
            let _ = answer.await;
            Ok(String::new())
        })
    });

    assert!(events_of(&chain).iter().any(|event| event.name() == "from afar"));
}

#[test]
fn dropping_the_consumer_cancels_the_run() {
    let seen = Arc::new(Mutex::new(None));
    let slot = seen.clone();
    let chain = step(move |_| {
        *slot.lock().unwrap() = Some(RunContext::current());
        Box::pin(future::pending())
    });
    let mut stream = chain.stream("hi");
    assert!(stream.next().now_or_never().is_none());

    let context = seen.lock().unwrap().take().unwrap();
    assert!(!context.is_cancelled());
    drop(stream);

    assert!(context.is_cancelled());
    block_on(context.cancelled());
}

#[test]
fn a_run_that_came_to_its_end_is_not_cancelled() {
    let seen = Arc::new(Mutex::new(None));
    let slot = seen.clone();
    let chain = step(move |_| {
        *slot.lock().unwrap() = Some(RunContext::current());
        Box::pin(async { Ok(String::new()) })
    });

    block_on(chain.call("hi").into_future()).unwrap();

    assert!(!seen.lock().unwrap().take().unwrap().is_cancelled());
}

#[test]
fn a_child_that_is_dropped_half_way_ends_with_an_error_event() {
    let chain = step(|input| {
        Box::pin(async move {
            let model = Scripted::tokens(["a", "b", "c"]);
            let mut stream = model.stream(input);
            let first = stream.next().await.unwrap()?;
            drop(stream);
            Ok(first.text().into_owned())
        })
    });

    let events = events_of(&chain);

    let error = events.iter().find(|event| event.event.phase() == Some(Phase::Error)).unwrap();
    assert_eq!(error.event, EventKind::Run(RunType::ChatModel, Phase::Error));
    assert_eq!(error.data.error().unwrap().kind(), ErrorKind::Canceled);
    assert_eq!(events.last().unwrap().event, "on_chain_end");
}

#[test]
fn the_input_of_a_nested_model_is_wrapped_and_the_roots_is_as_given() {
    let chain = step(|input| Box::pin(async move { Ok(Shout.call(input).await?.text().into_owned()) }));

    let nested = serde_json::to_value(&events_of(&chain)[1]).unwrap();
    let root = block_on(Shout.stream_events("hi").next()).unwrap().unwrap();
    let listed = block_on(Shout.stream_events([("human", "hi")]).next()).unwrap().unwrap();

    assert_eq!(nested["data"]["input"]["messages"][0][0]["content"], "hi");
    assert_eq!(serde_json::to_value(&root).unwrap()["data"]["input"], "hi");
    assert_eq!(serde_json::to_value(&listed).unwrap()["data"]["input"][0]["content"], "hi");
    assert_eq!(root.data.input::<Messages>().unwrap().last_text(), "hi");
}
