//! Law 1: the same value and the same error, whichever way a step is called.

use futures::executor::block_on;
use futures::{FutureExt, StreamExt, stream};
use runnable::{ErrorKind, Result, RunId, Runnable, Streamable, fold};
use serde_json::Value;

/// What a call came to, in a form that can be compared.
#[derive(Debug, PartialEq)]
enum Outcome {
    Value(Value),
    Failed(ErrorKind, String),
}

impl Outcome {
    fn of(result: Result<impl Streamable>) -> Self {
        match result {
            Ok(value) => Self::Value(serde_json::to_value(value).unwrap()),
            Err(error) => Self::Failed(error.kind(), error.to_string()),
        }
    }
}

/// Calls the step in every way there is, and gives the text or JSON that all of them came to.
#[track_caller]
pub(super) fn hold<R: Runnable>(step: &R, input: impl Into<R::Input>) -> Value {
    match called_in_every_way(step, input.into()) {
        Outcome::Value(value) => value.get("content").unwrap_or(&value).clone(),
        Outcome::Failed(_, message) => panic!("the step fails: {message}"),
    }
}

/// Calls the step in every way there is, and gives the message that all of them failed with.
#[track_caller]
pub(super) fn hold_in_failure<R: Runnable>(step: &R, input: impl Into<R::Input>) -> String {
    match called_in_every_way(step, input.into()) {
        Outcome::Value(value) => panic!("the step succeeds: {value}"),
        Outcome::Failed(_, message) => message,
    }
}

#[track_caller]
fn called_in_every_way<R: Runnable>(step: &R, input: R::Input) -> Outcome {
    // One id for all runs: a message carries that of the run which made it.
    let id = RunId::from_u128(7);
    let invoked = Outcome::of(block_on(step.call(input.clone()).run_id(id).into_future()));

    let folded = fold::<R::Output>(step.stream(input.clone()).run_id(id).boxed());
    assert_eq!(Outcome::of(block_on(folded)), invoked, "invoke is not the sum of the stream");

    let mut batched = block_on(step.batch([input.clone()]).run_id(id).into_future());
    assert_eq!(Outcome::of(batched.remove(0)), invoked, "batch is not invoke");

    let upstream = stream::iter([Ok(input.clone().into_chunk())]);
    let transformed = fold::<R::Output>(step.transform(upstream).run_id(id).boxed());
    assert_eq!(Outcome::of(block_on(transformed)), invoked, "transform of one piece is not invoke");

    let blocking = step.blocking().run_id(id).call(input.clone());
    assert_eq!(Outcome::of(blocking), invoked, "blocking is not async");

    let listened = block_on(
        step.stream_events(input)
            .run_id(id)
            .filter_map(|event| async { event.err() }.boxed())
            .collect::<Vec<_>>(),
    );
    match (listened.first(), &invoked) {
        (Some(error), Outcome::Failed(_, message)) => assert_eq!(error.to_string(), *message),
        (None, Outcome::Value(_)) => {}
        (error, invoked) => panic!("under a listener it came to {error:?}, without to {invoked:?}"),
    }
    invoked
}
