//! Sequences: long ones, named ones, and how soon they stream.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use futures::executor::block_on;
use runnable::compose::{Generator, Lambda, Passthrough};
use runnable::{Runnable, StrOutputParser};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::Scripted;

fn longer(text: String) -> String {
    text + "."
}

macro_rules! sixty {
    ($step:expr) => { sixty!(@ten sixty!(@ten sixty!(@ten sixty!(@ten sixty!(@ten sixty!(@first $step), $step), $step), $step), $step), $step) };
    (@first $step:expr) => { $step | $step | $step | $step | $step | $step | $step | $step | $step | $step };
    (@ten $chain:expr, $step:expr) => { $chain | $step | $step | $step | $step | $step | $step | $step | $step | $step | $step };
}

#[tokio::test]
async fn sixty_typed_steps_compile_run_stream_and_cross_a_spawn() {
    let chain = sixty!(Lambda::new(longer));

    let spawned = chain.clone();
    let called = tokio::spawn(async move { spawned.call("").await }).await.unwrap().unwrap();
    let streamed = chain.boxed().stream("").next().await.unwrap().unwrap();

    assert_eq!(called, ".".repeat(60));
    assert_eq!(streamed, called);
}

#[test]
fn ten_steps_stream_their_first_token_after_the_first_of_the_model() {
    let given = Arc::new(AtomicUsize::new(0));
    let count = given.clone();
    let counted = Generator::<String, String>::new(move |pieces| {
        let count = count.clone();
        pieces.inspect(move |_| _ = count.fetch_add(1, Ordering::Relaxed)).boxed()
    });
    let pass = Passthrough::<String>::new;
    let model = Scripted::tokens(["a", "b", "c"]).pipe(StrOutputParser) | counted;
    let chain = model | pass() | pass() | pass() | pass() | pass() | pass() | pass();

    let mut tokens = chain.stream("hi");

    assert_eq!(block_on(tokens.next()).unwrap().unwrap(), "a");
    assert_eq!(given.load(Ordering::Relaxed), 1);
    assert_eq!(block_on(tokens.next()).unwrap().unwrap(), "b");
    assert_eq!(given.load(Ordering::Relaxed), 2);
}

#[test]
fn a_longer_sequence_keeps_the_name_left_first() {
    let (left, right) =
        (|| Lambda::new(longer).pipe(Lambda::new(longer)), || Lambda::new(longer).pipe(Lambda::new(longer)));

    assert_eq!(left().descriptor().name, "RunnableSequence");
    assert_eq!((left().named("l") | Lambda::new(longer)).descriptor().name, "l");
    assert_eq!((left() | right().named("r")).descriptor().name, "r");
    assert_eq!((left().named("l") | right().named("r")).descriptor().name, "l");
    assert_eq!((left().named("l").boxed() | right()).descriptor().name, "l");
}

#[tokio::test]
async fn a_named_chain_shows_the_events_of_langchain() {
    let chain = (Scripted::tokens(["hello", " ", "big"]).pipe(StrOutputParser)).named("my_chain");

    assert_events_snapshot!(chain.stream_events("hey").tags(["t0"]), @r#"
    on_chain_start my_chain run-1 tags=["t0"] input="hey"
    on_chat_model_start Scripted run-2 in run-1 tags=["seq:step:1","t0"] input={"messages":[[{"content":"hey","type":"human"}]]}
    on_chat_model_stream Scripted run-2 chunk="hello" id=lc_run--run-2
    on_parser_start StrOutputParser run-3 in run-1 tags=["seq:step:2","t0"]
    on_parser_stream StrOutputParser run-3 chunk="hello"
    on_chain_stream my_chain run-1 chunk="hello"
    on_chat_model_stream Scripted run-2 chunk=" "
    on_parser_stream StrOutputParser run-3 chunk=" "
    on_chain_stream my_chain run-1 chunk=" "
    on_chat_model_stream Scripted run-2 chunk="big"
    on_parser_stream StrOutputParser run-3 chunk="big"
    on_chain_stream my_chain run-1 chunk="big"
    on_chat_model_end Scripted run-2 output="hello big" input={"messages":[[{"content":"hey","type":"human"}]]}
    on_parser_end StrOutputParser run-3 output="hello big" input={"content":"hello big","id":"lc_run--run-2","type":"ai"}
    on_chain_end my_chain run-1 output="hello big"
    "#);
}
