//! Handlers: what they hear, of whom, and that they disturb nobody.

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use runnable::{
    Error, ErrorKind, Handler, Listeners, RunConfig, RunContext, RunFacts, RunType, Runnable,
    StrOutputParser, StreamEvent,
};
use runnable_tests::{Scripted, Shout, collect};

use super::steps::{Takes, events_of, flake, said_until, step};

/// Notes what it hears.
#[derive(Default)]
struct Notes {
    lines: Mutex<Vec<String>>,
    pieces: bool,
    only: Option<RunType>,
}

impl Notes {
    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

impl Handler for Notes {
    fn hears(&self, run: &RunFacts) -> bool {
        self.only.is_none_or(|only| only == run.run_type)
    }

    fn wants_pieces(&self) -> bool {
        self.pieces
    }

    fn on_event(&self, event: &StreamEvent) {
        self.lines.lock().unwrap().push(format!("{} {}", event.event, event.name()));
    }
}

struct Clumsy;

impl Handler for Clumsy {
    fn on_event(&self, _event: &StreamEvent) {
        std::panic::resume_unwind(Box::new("clumsy"));
    }
}

#[test]
fn a_handler_hears_of_the_run_and_of_those_inside_it() {
    let notes = Arc::new(Notes::default());
    let chain = Shout.pipe(StrOutputParser);

    block_on(chain.call("hi").callback(notes.clone()).into_future()).unwrap();

    let expected = [
        "on_chain_start RunnableSequence",
        "on_chat_model_start Shout",
        "on_chat_model_end Shout",
        "on_parser_start StrOutputParser",
        "on_parser_end StrOutputParser",
        "on_chain_end RunnableSequence",
    ];
    assert_eq!(notes.lines(), expected);
}

#[test]
fn a_handler_that_wants_pieces_hears_what_an_event_stream_gives() {
    let notes = Arc::new(Notes { pieces: true, ..Notes::default() });
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser);

    let events = events_of(chain.stream_events("hi").callback(notes.clone()));

    let shown: Vec<_> = events.iter().map(|event| format!("{} {}", event.event, event.name())).collect();
    assert_eq!(notes.lines(), shown);
}

#[test]
fn a_handler_that_wants_no_pieces_hears_none_and_changes_no_call() {
    let notes = Arc::new(Notes::default());

    block_on(collect(Scripted::tokens(["a"]).stream("hi").callback(notes.clone())));

    assert_eq!(notes.lines(), ["on_chat_model_start Scripted", "on_chat_model_end Scripted"]);
}

#[test]
fn a_handler_hears_only_of_what_it_wants() {
    let notes = Arc::new(Notes { only: Some(RunType::Parser), ..Notes::default() });

    block_on(Shout.pipe(StrOutputParser).call("hi").callback(notes.clone()).into_future()).unwrap();

    assert_eq!(notes.lines(), ["on_parser_start StrOutputParser", "on_parser_end StrOutputParser"]);
}

#[test]
fn a_handler_given_twice_hears_once() {
    let notes = Arc::new(Notes::default());
    let config = RunConfig::new().callback(notes.clone()).callback(notes.clone());
    let inner = Shout.with_config(config.clone());
    let chain = step(move |input| {
        let inner = inner.clone();
        Box::pin(async move { Ok(inner.call(input).await?.to_string()) })
    });

    block_on(chain.call("hi").config(config).into_future()).unwrap();

    assert_eq!(notes.lines().len(), 4);
}

#[test]
fn a_panic_of_a_handler_goes_no_further() {
    let notes = Arc::new(Notes::default());
    let call = Shout.call("hi").callback(Arc::new(Clumsy)).callback(notes.clone());

    let reply = block_on(call.into_future()).unwrap();

    assert_eq!(reply.text(), "HI");
    assert_eq!(notes.lines().len(), 2);
}

#[test]
fn errors_and_custom_events_are_heard() {
    let notes = Arc::new(Notes::default());
    let chain = step(|_| {
        Box::pin(async {
            RunContext::current().dispatch("progress", 1)?;
            Err(Error::new(ErrorKind::Step, "no"))
        })
    });

    block_on(chain.call("hi").callback(notes.clone()).into_future()).unwrap_err();

    assert_eq!(notes.lines(), ["on_chain_start step", "on_custom_event progress", "on_chain_error step"]);
}

#[test]
fn a_nested_event_stream_hides_nothing_from_the_one_around_it() {
    let chain = step(|input| {
        Box::pin(async move {
            let model = Scripted::tokens(["a", "b"]);
            let inner = collect(model.stream_events(input)).await;
            Ok(inner.len().to_string())
        })
    });

    let events = events_of(chain.stream_events("hi"));

    let of_the_model = events.iter().filter(|event| event.run().run_type == RunType::ChatModel).count();
    assert_eq!(of_the_model, 4);
    assert_eq!(events.last().unwrap().data.output::<String>().unwrap(), "4");
}

#[test]
fn listeners_hear_of_the_bound_run_alone() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let note = |word: &'static str| {
        let heard = heard.clone();
        move |event: &StreamEvent| heard.lock().unwrap().push(format!("{word} {}", event.name()))
    };
    let listeners = Listeners::new().on_start(note("start")).on_end(note("end")).on_error(note("error"));
    let chain = Shout.pipe(StrOutputParser).with_listeners(listeners.clone());
    let broken = Takes::new([said_until(["a"], flake("cut"))]).with_listeners(listeners);

    block_on(chain.call("hi").into_future()).unwrap();
    block_on(collect(chain.stream("hi")));
    block_on(broken.call("hi").into_future()).unwrap_err();

    let expected = [
        "start RunnableSequence",
        "end RunnableSequence",
        "start RunnableSequence",
        "end RunnableSequence",
        "start Takes",
        "error Takes",
    ];
    assert_eq!(*heard.lock().unwrap(), expected);
}

#[test]
fn listeners_see_input_and_output() {
    let seen = Arc::new(Mutex::new(None));
    let slot = seen.clone();
    let listeners = Listeners::new().on_end(move |event| {
        *slot.lock().unwrap() = event.data.output::<runnable::AiMessage>().map(ToString::to_string);
    });

    block_on(Shout.with_listeners(listeners).call("hi").into_future()).unwrap();

    assert_eq!(seen.lock().unwrap().as_deref(), Some("HI"));
}
