//! Steps side by side.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream::{self, Stream};
use runnable::compose::{Assign, Generator, Lambda, Parallel, Passthrough};
use runnable::{
    AiMessage, Error, ErrorKind, EventKind, Phase, PromptTemplate, Record, RunConfig, Runnable,
    StrOutputParser, Streamable,
};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, collect, pieces};
use serde_json::json;

fn two_models() -> Parallel<runnable::Messages> {
    Parallel::new()
        .branch("a", Scripted::tokens(["x ", "y"]))
        .branch("b", Scripted::tokens(["p ", "q"]).pipe(StrOutputParser))
}

fn call<R: Runnable>(step: &R, input: R::Input) -> runnable::Result<R::Output> {
    block_on(step.call(input).into_future())
}

#[test]
fn the_outputs_make_a_record_in_the_order_of_declaration() {
    let record = call(&two_models(), "hey".into()).unwrap();

    assert_eq!(record.names().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(record.get::<AiMessage>("a").unwrap().text(), "x y");
    assert_eq!(record.get::<String>("b").unwrap(), "p q");
}

#[test]
fn steps_of_one_type_can_be_listed() {
    let listed = Parallel::from([("b", Scripted::tokens(["x"])), ("a", Scripted::tokens(["y"]))]);

    let record = call(&listed, "hey".into()).unwrap();

    assert_eq!(record.names().collect::<Vec<_>>(), ["b", "a"]);
    assert_eq!(record.get::<AiMessage>("a").unwrap().text(), "y");
}

#[test]
fn pieces_come_in_turn_and_each_has_one_name() {
    let pieces = block_on(pieces(two_models().stream("hey")));

    let names: Vec<_> = pieces.iter().map(|piece| piece.names().collect::<String>()).collect();
    assert_eq!(names, ["a", "b", "a", "b"]);
    assert_eq!(serde_json::to_value(&pieces[1]).unwrap(), json!({"b": "p "}));
}

#[test]
fn a_slow_step_comes_last_in_the_stream_and_first_in_the_record() {
    let slow = Generator::<String, String>::new(|text| {
        let later = async move {
            futures::pending!();
            text
        };
        stream::once(later).flatten().boxed()
    });
    let steps = Parallel::new().branch("slow", slow).branch("quick", Passthrough::new());

    let mut stream = steps.stream("hi");
    let pieces: Vec<_> = (0..2).map(|_| block_on(stream.next()).unwrap().unwrap()).collect();

    let names: Vec<_> = pieces.iter().flat_map(|piece| piece.names()).collect();
    assert_eq!(names, ["quick", "slow"]);
    let mut sums = Default::default();
    pieces.into_iter().for_each(|piece| Record::push(&mut sums, piece));
    assert_eq!(Record::finish(sums).unwrap().names().collect::<Vec<_>>(), ["slow", "quick"]);
}

#[tokio::test]
async fn parallel_steps_show_the_events_of_langchain() {
    assert_events_snapshot!(two_models().stream_events("hey"), @r#"
    on_chain_start RunnableParallel<a,b> run-1 input="hey"
    on_chat_model_start Scripted run-2 in run-1 tags=["map:key:a"] input={"messages":[[{"content":"hey","type":"human"}]]}
    on_chat_model_stream Scripted run-2 chunk="x " id=lc_run--run-2
    on_chain_stream RunnableParallel<a,b> run-1 chunk={"a":{"content":"x ","id":"lc_run--run-2","type":"AIMessageChunk"}}
    on_chain_start RunnableSequence run-3 in run-1 tags=["map:key:b"]
    on_chat_model_start Scripted run-4 in run-1/run-3 tags=["seq:step:1"] input={"messages":[[{"content":"hey","type":"human"}]]}
    on_chat_model_stream Scripted run-4 chunk="p " id=lc_run--run-4
    on_parser_start StrOutputParser run-5 in run-1/run-3 tags=["seq:step:2"]
    on_parser_stream StrOutputParser run-5 chunk="p "
    on_chain_stream RunnableSequence run-3 chunk="p "
    on_chain_stream RunnableParallel<a,b> run-1 chunk={"b":"p "}
    on_chat_model_stream Scripted run-2 chunk="y"
    on_chain_stream RunnableParallel<a,b> run-1 chunk={"a":{"content":"y","id":"lc_run--run-2","type":"AIMessageChunk"}}
    on_chat_model_stream Scripted run-4 chunk="q"
    on_parser_stream StrOutputParser run-5 chunk="q"
    on_chain_stream RunnableSequence run-3 chunk="q"
    on_chain_stream RunnableParallel<a,b> run-1 chunk={"b":"q"}
    on_chat_model_end Scripted run-2 output="x y" input={"messages":[[{"content":"hey","type":"human"}]]}
    on_chat_model_end Scripted run-4 output="p q" input={"messages":[[{"content":"hey","type":"human"}]]}
    on_parser_end StrOutputParser run-5 output="p q" input={"content":"p q","id":"lc_run--run-4","type":"ai"}
    on_chain_end RunnableSequence run-3 output="p q" input=[{"content":"hey","type":"human"}]
    on_chain_end RunnableParallel<a,b> run-1 output={"a":{"content":"x y","id":"lc_run--run-2","type":"ai"},"b":"p q"}
    "#);
}

#[test]
fn the_first_failure_stops_the_others() {
    let boom = Scripted::chunks([Ok("a".into()), Err(Error::new(ErrorKind::Transport, "boom"))]);
    let steps = Parallel::new().branch("bad", boom).branch("endless", endless());

    let items = block_on(collect(steps.stream_events("hi")));

    assert_eq!(items.last().unwrap().as_ref().unwrap_err().to_string(), "boom");
    let ended: Vec<_> = items
        .iter()
        .flatten()
        .filter(|event| matches!(event.event, EventKind::Run(_, Phase::Error)))
        .map(|event| format!("{} {}", event.name(), event.data.error().unwrap()))
        .collect();
    let gone = "the consumer stopped before the end";
    assert_eq!(
        ended,
        [
            "Scripted boom",
            &format!("RunnableLambda {gone}"),
            &format!("RunnableGenerator {gone}"),
            &format!("RunnableSequence {gone}"),
            "RunnableParallel<bad,endless> boom"
        ]
    );
    assert_eq!(call(&steps, "hi".into()).unwrap_err().to_string(), "boom");
}

/// A step that never comes to its end.
fn endless() -> impl Runnable<Input = runnable::Messages, Output = String> {
    let endless = Generator::<String, String>::new(|text| text.chain(stream::pending()).boxed());
    Lambda::new(|messages: runnable::Messages| messages.last_text().into_owned()).pipe(endless)
}

/// An upstream that counts how far it was read.
fn counted(pieces: usize) -> (impl Stream<Item = runnable::Result<String>>, Arc<AtomicUsize>) {
    let read = Arc::new(AtomicUsize::new(0));
    let count = read.clone();
    let upstream = stream::iter(0..pieces).map(move |piece| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(piece.to_string() + " ")
    });
    (upstream, read)
}

#[test]
fn a_step_that_does_not_read_bounds_how_far_the_others_read() {
    let holds = Generator::<String, String>::new(|text| {
        let mut held = Some(text);
        let never = move |_: &mut std::task::Context<'_>| {
            held.as_mut();
            std::task::Poll::Pending
        };
        stream::poll_fn(never).boxed()
    });
    let steps = Parallel::new().branch("quick", Passthrough::new()).branch("stuck", holds);
    let (upstream, read) = counted(1000);

    let mut given = 0;
    let mut stream = steps.transform(upstream);
    for _ in 0..1000 {
        if let Some(item) = futures::FutureExt::now_or_never(stream.next()) {
            item.unwrap().unwrap();
            given += 1;
        }
    }

    assert_eq!((given, read.load(Ordering::Relaxed)), (17, 17));
}

#[test]
fn a_step_that_stops_reading_for_good_holds_nobody_up() {
    let first = Generator::<String, String>::new(|text| text.take(1).boxed());
    let steps = Parallel::new().branch("first", first).branch("all", Passthrough::new());
    let (upstream, _) = counted(1000);

    let pieces = block_on(collect(steps.transform(upstream)));

    assert_eq!(pieces.len(), 1001);
}

#[test]
fn an_upstream_in_pieces_is_read_by_every_step() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser)
        | Parallel::new()
            .branch("text", Passthrough::new())
            .branch("length", Lambda::new(|text: String| text.len()));

    let record = call(&chain, "hi".into()).unwrap();
    let pieces = block_on(pieces(chain.stream("hi")));

    assert_eq!(record, Record::from(json!({"text": "ab", "length": 2})));
    let shown: Vec<_> = pieces.iter().map(|piece| serde_json::to_string(piece).unwrap()).collect();
    assert_eq!(shown, [r#"{"text":"a"}"#, r#"{"text":"b"}"#, r#"{"length":2}"#]);
}

#[test]
fn no_piece_in_gives_no_piece_out_and_an_empty_answer_gives_an_empty_value() {
    let steps = Parallel::new().branch("text", Passthrough::<String>::new());
    let silent =
        Parallel::new().branch("text", Generator::<String, String>::new(|text| text.skip(9).boxed()));

    assert!(block_on(collect(steps.transform(stream::empty()))).is_empty());
    assert_eq!(call(&silent, "x".into()).unwrap(), Record::from([("text", "")]));
    assert_eq!(block_on(pieces(silent.stream("x"))).len(), 1);
}

#[test]
fn no_step_at_all_gives_an_empty_record() {
    let none = Parallel::<String>::new();

    assert!(call(&none, "x".into()).unwrap().is_empty());
    assert_eq!(block_on(pieces(none.stream("x"))).len(), 1);
}

#[test]
fn no_more_steps_run_at_a_time_than_the_configuration_says() {
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let step = || {
        let (open, most) = (open.clone(), most.clone());
        Lambda::new(move |(): ()| {
            let (open, most) = (open.clone(), most.clone());
            async move {
                most.fetch_max(open.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                let mut polled = false;
                futures::future::poll_fn(|cx| {
                    cx.waker().wake_by_ref();
                    if std::mem::replace(&mut polled, true) {
                        std::task::Poll::Ready(())
                    } else {
                        std::task::Poll::Pending
                    }
                })
                .await;
                open.fetch_sub(1, Ordering::Relaxed);
            }
        })
    };
    let steps =
        ["a", "b", "c", "d", "e"].into_iter().fold(Parallel::new(), |steps, name| steps.branch(name, step()));
    let config = RunConfig::new().max_concurrency(2);

    let called = block_on(steps.call(()).config(config.clone()).into_future()).unwrap();
    assert_eq!((called.len(), most.swap(0, Ordering::Relaxed)), (5, 2));
    let streamed = block_on(collect(steps.stream(()).config(config)));
    assert_eq!((streamed.len(), most.swap(0, Ordering::Relaxed)), (5, 2));
    block_on(steps.call(()).into_future()).unwrap();
    assert_eq!(most.load(Ordering::Relaxed), 5);
}

#[test]
fn steps_of_several_types_are_named_in_a_tuple() {
    let measure = Parallel::from((
        ("shout", Lambda::new(|text: String| text.to_uppercase())),
        ("size", Lambda::new(|text: String| text.len())),
        ("self", Passthrough::new()),
    ));
    let chain = measure
        | Assign::of((
            ("names", Lambda::new(|record: Record| record.len())),
            ("text", PromptTemplate::new("{shout} {size}")),
        ));

    let record = call(&chain, "hey".to_owned()).unwrap();

    let expected = json!({"shout": "HEY", "size": 3, "self": "hey", "names": 3, "text": "HEY 3"});
    assert_eq!(record, Record::from(expected));
    assert_eq!(record.names().collect::<Vec<_>>(), ["shout", "size", "self", "names", "text"]);
}
