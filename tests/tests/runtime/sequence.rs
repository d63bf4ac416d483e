//! Sequences: end to end, flat, typed.

use futures::executor::block_on;
use runnable::{EventKind, Phase, Runnable, StrOutputParser};
use runnable_tests::{Scripted, Shout, collect};

#[test]
fn a_sequence_streams_end_to_end() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser);

    let pieces: Vec<_> = block_on(collect(chain.stream("hi"))).into_iter().map(Result::unwrap).collect();

    assert_eq!(pieces, ["a", "b"]);
}

#[test]
fn a_model_feeds_a_model() {
    let chain = Scripted::tokens(["blub ", "blub"]).pipe(Shout) | StrOutputParser;

    assert_eq!(block_on(chain.call("hi").into_future()).unwrap(), "BLUB BLUB");
}

#[test]
fn the_calls_of_a_sequence_own_their_parts() {
    let mut events = (Shout.pipe(StrOutputParser)).stream_events("hi");
    let mut pieces = (Shout.pipe(StrOutputParser)).stream("hi");

    assert!(block_on(events.next()).is_some());
    assert_eq!(block_on(pieces.next()).unwrap().unwrap(), "HI");
}

#[test]
fn steps_are_numbered_through_and_have_the_sequence_as_parent() {
    let chain = (Scripted::tokens(["a", "b"]).pipe(Shout)) | StrOutputParser;

    let events: Vec<_> =
        block_on(collect(chain.stream_events("hi").tags(["t0"]))).into_iter().map(Result::unwrap).collect();

    let root = events[0].run_id();
    let shown: Vec<_> = events
        .iter()
        .map(|event| {
            let parent = if event.parent_ids() == [root] { "child" } else { "root" };
            format!("{} {} {parent} {:?} {}", event.event, event.name(), event.tags(), token(event))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn the_next_step_starts_after_the_first_piece_of_the_one_before() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser);

    let events: Vec<_> =
        block_on(collect(chain.stream_events("hi"))).into_iter().map(Result::unwrap).collect();

    let position = |phase: Phase, name: &str| {
        events
            .iter()
            .position(|event| {
                matches!(event.event, EventKind::Run(_, p) if p == phase) && event.name() == name
            })
            .unwrap()
    };
    assert_eq!(position(Phase::Start, "StrOutputParser"), position(Phase::Stream, "Scripted") + 1);
    assert!(position(Phase::End, "Scripted") < position(Phase::End, "StrOutputParser"));
    assert!(position(Phase::End, "StrOutputParser") < position(Phase::End, "RunnableSequence"));
}

#[test]
fn a_model_behind_a_step_that_fails_does_not_start() {
    let fails = Scripted::chunks([Ok("a".into()), Err("gone".into())]).pipe(Shout);

    let started = |events: Vec<runnable::Result<runnable::StreamEvent>>| {
        events.iter().flatten().any(|event| event.name() == "Shout")
    };
    assert!(!started(block_on(collect(fails.stream_events("hi")))));
}

fn token(event: &runnable::StreamEvent) -> String {
    event.data.token().map(|token| format!("{token:?}")).unwrap_or_default()
}
