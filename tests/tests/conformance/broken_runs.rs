//! Steps whose calls and runs get in each other's way, and the suite that notices.

use std::sync::{Arc, Mutex};

use futures::{FutureExt, Stream, StreamExt, stream};
use runnable::compose::Lambda;
use runnable::{AiMessage, Listeners, Messages, Result, RunContext, Runnable, WithListeners};
use runnable_fixtures::subject;

use super::broken::broken;
use super::steps::Parrot;

/// Answers from a place where every call puts its words.
#[derive(Debug, Default, Runnable)]
struct OneDesk(Mutex<Vec<&'static str>>);

impl OneDesk {
    async fn invoke(&self, _: Messages) -> String {
        self.0.lock().unwrap().extend(["gold", "fish"]);
        tokio::task::yield_now().await;
        self.0.lock().unwrap().drain(..).collect()
    }

    fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> + Send + use<> {
        stream::iter(["gold", "fish"])
    }
}

#[test]
fn calls_at_once_that_take_each_others_words() {
    assert_eq!(broken(&subject!(OneDesk::default())), ["batch_is_a_map_of_invoke"]);
}

/// Keeps its run, and sends an event in its name when it is over.
fn last_word() -> WithListeners<Lambda<Messages, AiMessage>> {
    let run = Arc::new(Mutex::new(None));
    let kept = run.clone();
    let step = Lambda::new(move |input: Messages| {
        *kept.lock().unwrap() = Some(RunContext::current());
        AiMessage::from(input.last_text().into_owned())
    });
    step.with_listeners(Listeners::new().on_end(move |_| {
        let run = run.lock().unwrap().take();
        run.unwrap().dispatch("one more thing", 1).unwrap();
    }))
}

#[test]
fn a_run_that_says_something_after_its_end() {
    assert_eq!(broken(&subject!(last_word())), ["the_root_starts_first_and_ends_last"]);
}

/// Starts a step and forgets it.
#[derive(Debug, Runnable)]
struct Forgetful;

impl Forgetful {
    async fn invoke(&self, _: Messages) -> &'static str {
        let mut step = Box::pin(Parrot.stream("one two").into_owned());
        assert!(step.next().now_or_never().is_some());
        std::mem::forget(step);
        "done"
    }
}

#[test]
fn a_step_that_is_never_ended() {
    assert_eq!(broken(&subject!(Forgetful)), ["every_run_that_starts_ends_once"]);
}

/// Has one step start another, and hears the other out when the first has ended.
#[derive(Debug, Runnable)]
struct Orphans;

impl Orphans {
    async fn invoke(&self, input: Messages) -> Result<&'static str> {
        let orphan = Arc::new(Mutex::new(None));
        let left = orphan.clone();
        let parent = Lambda::new(move |input: Messages| {
            let mut child = Box::pin(Parrot.stream(input).into_owned());
            assert!(child.next().now_or_never().is_some());
            *left.lock().unwrap() = Some(child);
            "begun".to_owned()
        });
        parent.call(input).await?;
        let child = orphan.lock().unwrap().take();
        child.unwrap().for_each(|_| std::future::ready(())).await;
        Ok("done")
    }
}

#[test]
fn a_step_that_outlives_the_one_around_it() {
    assert_eq!(broken(&subject!(Orphans)), ["runs_are_a_tree"]);
}

/// Knows better than its caller what is said of its runs.
#[derive(Debug, Runnable)]
#[runnable(metadata(asked_by = "itself"))]
struct Headstrong;

impl Headstrong {
    fn invoke(&self, _: Messages) -> &'static str {
        "no"
    }
}

#[test]
fn a_step_that_overrules_what_its_caller_says_of_a_run() {
    assert_eq!(broken(&subject!(Headstrong)), ["names_tags_and_metadata_reach_the_events"]);
}

/// Leaves a task behind that waits for ever.
fn litter() {
    drop(tokio::spawn(std::future::pending::<()>()));
}

/// Leaves a task behind for each stream that comes as far as its second word.
#[derive(Debug, Runnable)]
struct LittersAsItStreams;

impl LittersAsItStreams {
    fn invoke(&self, _: Messages) -> &'static str {
        "a b c"
    }

    fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> + Send + use<> {
        stream::iter(["a ", "b ", "c"]).inspect(|word| {
            if *word == "b " {
                litter()
            }
        })
    }
}

/// Leaves a task behind for each call.
#[derive(Debug, Runnable)]
struct LittersWhenCalled;

impl LittersWhenCalled {
    fn invoke(&self, _: Messages) -> &'static str {
        litter();
        "a b"
    }

    fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> + Send + use<> {
        stream::iter(["a ", "b"])
    }
}

#[test]
fn a_task_that_outlives_its_consumer() {
    assert_eq!(broken(&subject!(LittersAsItStreams)), ["a_dropped_stream_leaves_nothing_behind"]);
    assert_eq!(broken(&subject!(LittersWhenCalled)), ["a_dropped_call_leaves_nothing_behind"]);
}
