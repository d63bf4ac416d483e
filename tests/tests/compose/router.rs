//! One of several steps, by key.

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use runnable::compose::{Lambda, Routed, Router};
use runnable::{ErrorKind, Listeners, Messages, Runnable, StrOutputParser};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, collect, pieces};

use super::steps::events_of;

fn router() -> Router<Messages, String> {
    Router::new()
        .route("poet", Scripted::tokens(["blub ", "blub"]).pipe(StrOutputParser))
        .route("mute", Lambda::new(|_: Messages| String::new()))
}

#[test]
fn the_key_chooses_and_the_chosen_step_streams() {
    assert_eq!(block_on(router().call(("poet", "hi".into())).into_future()).unwrap(), "blub blub");
    assert_eq!(block_on(pieces(router().stream(("poet", "hi".into())))), ["blub ", "blub"]);
}

#[tokio::test]
async fn a_router_has_no_run_of_its_own() {
    let chain = Lambda::new(|text: String| Routed { key: "mute".to_owned(), input: Messages::from(text) })
        .named("classify")
        | router();

    assert_events_snapshot!(chain.stream_events("hi"), @r#"
    on_chain_start RunnableSequence run-1 input="hi"
    on_chain_start classify run-2 in run-1 tags=["seq:step:1"] input="hi"
    on_chain_stream classify run-2 chunk={"input":[{"content":"hi","type":"human"}],"key":"mute"}
    on_chain_end classify run-2 output={"input":[{"content":"hi","type":"human"}],"key":"mute"} input="hi"
    on_chain_start RunnableLambda run-3 in run-1 tags=["seq:step:2"] input=[{"content":"hi","type":"human"}]
    on_chain_stream RunnableLambda run-3 chunk=""
    on_chain_stream RunnableSequence run-1 chunk=""
    on_chain_end RunnableLambda run-3 output="" input=[{"content":"hi","type":"human"}]
    on_chain_end RunnableSequence run-1 output=""
    "#);
}

#[test]
fn a_key_that_no_step_has_is_an_error_that_lists_those_there_are() {
    let error = block_on(router().call(("poem", "hi".into())).into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(error.to_string(), "there is no route `poem`; did you mean `poet`? There is `poet`, `mute`");
    let events = block_on(collect(router().stream_events(("poem", "hi".into()))));
    let names: Vec<_> = events.iter().flatten().map(|event| event.event.to_string()).collect();
    assert_eq!(names, ["on_chain_start", "on_chain_error"]);
    assert!(events.last().unwrap().is_err());
}

#[test]
fn nothing_in_gives_nothing_out() {
    let nothing = block_on(collect(router().transform(futures::stream::empty())));

    assert!(nothing.is_empty());
}

#[test]
fn a_configured_router_keeps_the_name_of_the_chosen_step() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = heard.clone();
    let router = router().with_tags(["t"]).with_listeners(
        Listeners::new().on_end(move |event| listener.lock().unwrap().push(event.name().to_owned())),
    );
    let input = || ("mute", "hi".into());

    let called = block_on(router.call(input()).into_future()).unwrap();
    let streamed = block_on(pieces(router.stream(input())));
    let events = events_of(router.stream_events(input()));

    assert_eq!((called.as_str(), streamed), ("", vec![String::new()]));
    assert_eq!((events[0].name(), events[0].tags()), ("RunnableLambda", &["t".to_owned()][..]));
    assert_eq!(events.len(), 3);
    assert_eq!(*heard.lock().unwrap(), ["RunnableLambda"; 3]);
}
