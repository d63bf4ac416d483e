//! Failing runs inside others: every run that began ends, in both versions, and filters move no input.

use futures::executor::block_on;
use futures::future;
use runnable::{ErrorKind, EventsVersion, Phase, RunConfig, Runnable, StrOutputParser, StreamEvent};
use runnable_fixtures::snapshot;
use runnable_tests::collect;

use super::steps::{Takes, events_of, flake, said, said_until, step};

fn cut() -> Takes {
    Takes::new([said_until(["a", "b"], flake("boom"))])
}

#[test]
fn an_error_half_way_ends_every_run_with_an_event_before_it_is_raised() {
    let chain = cut().pipe(StrOutputParser);

    insta::assert_snapshot!(block_on(snapshot::events(chain.stream_events("hey"))));
}

#[test]
fn the_first_version_tells_the_same_of_failures() {
    let chain = cut().pipe(StrOutputParser);
    let shown = |version| {
        let events = events_of(chain.stream_events("hey").version(version));
        events.iter().map(|event| format!("{} {}", event.event, event.name())).collect::<Vec<_>>()
    };

    assert_eq!(shown(EventsVersion::V1), shown(EventsVersion::V2));
    let nested = events_of(chain.stream_events("hey").version(EventsVersion::V1));
    assert!(nested.iter().all(|event| event.parent_ids().is_empty()));
}

#[test]
fn filters_never_move_the_roots_input() {
    let chain = Takes::new([said(["a"])]).pipe(StrOutputParser);
    let filtered = |events: runnable::Events<'_, _>| events_of(events);

    let models = filtered(chain.stream_events("hey").include_names(["Takes"]));
    let parsers = filtered(chain.stream_events("hey").include_types(["parser"]));

    let json = |event: &StreamEvent| serde_json::to_value(event).unwrap();
    assert_eq!(json(&models[0])["data"]["input"]["messages"][0][0]["content"], "hey");
    assert_eq!(json(&parsers[0])["data"], serde_json::json!({}));
    assert_eq!(json(parsers.last().unwrap())["data"]["input"]["content"], "a");
}

#[test]
fn a_sibling_that_is_stopped_ends_as_cancelled() {
    let chain = step(|input| {
        Box::pin(async move {
            let never = step(|_| Box::pin(future::pending()));
            let broken = cut();
            let (never, broken) = (never.call("x").into_future(), broken.call(input).into_future());
            let (_, reply) = future::try_join(never, broken).await?;
            Ok(reply.to_string())
        })
    });

    let events = events_of(chain.stream_events("hi"));

    let ends: Vec<_> = events
        .iter()
        .filter(|event| event.event.phase() == Some(Phase::Error))
        .map(|event| (event.name(), event.data.error().unwrap().kind()))
        .collect();
    let expected =
        [("Takes", ErrorKind::Transport), ("step", ErrorKind::Canceled), ("step", ErrorKind::Transport)];
    assert_eq!(ends, expected);
}

#[test]
fn every_start_has_an_end_and_children_end_first() {
    let chain = step(|input| {
        Box::pin(async move {
            let steady = cut().with_retry().attempts(2).backoff(runnable::Backoff::none());
            let _ = steady.call(input).await;
            let other =
                cut().with_fallbacks([cut(), Takes::new([said(["x"])])]).with_config(RunConfig::new());
            Ok(other.call(input).await?.to_string())
        })
    });

    let events = events_of(chain.stream_events("hi"));

    let mut open = Vec::new();
    for event in &events {
        match event.event.phase() {
            Some(Phase::Start) => {
                assert_eq!(event.parent_ids().last(), open.last());
                open.push(event.run_id());
            }
            Some(Phase::End | Phase::Error) => assert_eq!(open.pop(), Some(event.run_id())),
            Some(Phase::Stream) => assert!(open.contains(&event.run_id())),
            None => {}
        }
    }
    assert!(open.is_empty());
}

#[test]
fn the_error_of_a_call_and_of_its_event_are_one() {
    let items = block_on(collect(cut().stream_events("hi")));

    let raised = items.last().unwrap().as_ref().unwrap_err();
    let told = items.iter().flatten().last().unwrap().data.error().unwrap().clone();
    assert_eq!((raised.to_string(), raised.kind()), (told.to_string(), told.kind()));
    assert_eq!(told.partial().unwrap().text(), "ab");
}
