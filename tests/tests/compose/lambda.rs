//! Closures and functions as steps.

use futures::executor::block_on;
use runnable::compose::Lambda;
use runnable::{BoxRunnable, Error, ErrorKind, RunConfig, RunContext, Runnable, StrOutputParser};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, pieces};

fn double(number: u32) -> u32 {
    number * 2
}

async fn halve(number: u32) -> Result<u32, String> {
    if number.is_multiple_of(2) { Ok(number / 2) } else { Err(format!("{number} is odd")) }
}

fn call<R: Runnable>(step: &R, input: R::Input) -> runnable::Result<R::Output> {
    block_on(step.call(input).into_future())
}

#[test]
fn a_closure_may_be_sync_or_async_and_may_fail() {
    assert_eq!(call(&Lambda::new(double), 3).unwrap(), 6);
    assert_eq!(call(&Lambda::new(halve), 6).unwrap(), 3);
    assert_eq!(call(&Lambda::new(|text: String| text.len()), "blub".into()).unwrap(), 4);
    assert_eq!(call(&Lambda::new(async |text: String| text.len()), "blub".into()).unwrap(), 4);
    assert_eq!(call(&Lambda::new(|text: String| text.parse::<u8>()), "7".into()).unwrap(), 7);
    let parse = |text: String| async move { anyhow::Ok(text.parse::<u8>()?) };
    assert_eq!(call(&Lambda::new(parse), "7".into()).unwrap(), 7);
}

#[test]
fn the_error_of_a_closure_is_the_error_of_the_step() {
    assert_eq!(call(&Lambda::new(halve), 3).unwrap_err().to_string(), "3 is odd");
    let parse = |text: String| text.parse::<u8>();
    assert!(
        call(&Lambda::new(parse), "x".into())
            .unwrap_err()
            .downcast_ref::<std::num::ParseIntError>()
            .is_some()
    );
}

#[test]
fn one_of_our_errors_keeps_its_kind_bare_and_inside_a_report() {
    let overloaded = || Error::new(ErrorKind::Provider, "overloaded").with_status(529);

    let bare = call(&Lambda::new(move |(): ()| Err::<(), _>(overloaded())), ()).unwrap_err();
    let report =
        call(&Lambda::new(move |(): ()| Err::<(), _>(anyhow::Error::from(overloaded()))), ()).unwrap_err();

    assert_eq!((bare.kind(), bare.status()), (ErrorKind::Provider, Some(529)));
    assert_eq!((report.kind(), report.status()), (ErrorKind::Provider, Some(529)));
}

#[test]
fn a_closure_can_be_appended() {
    let chain =
        Scripted::tokens(["3", "1"]).pipe(StrOutputParser).then(|text| text.parse::<u32>()).then(double);

    assert_eq!(call(&chain, "hi".into()).unwrap(), 62);
}

#[test]
fn a_lambda_waits_for_its_input_and_gives_one_piece() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser).then(|text| text + "!");

    assert_eq!(block_on(pieces(chain.stream("hi"))), ["ab!"]);
}

#[test]
fn a_runnable_that_a_closure_gives_is_called_with_the_same_input_and_streams() {
    let choose = |text: String| if text == "hi" { words("a b") } else { words("c") };
    let lambda = Lambda::new(choose);

    assert_eq!(block_on(pieces(lambda.stream("hi"))), ["a", " ", "b"]);
    assert_eq!(call(&lambda, "hi".into()).unwrap(), "a b");
    assert_eq!(call(&lambda, "ho".into()).unwrap(), "c");
}

/// Streams these words, after the text that it is given is thrown away.
fn words(words: &str) -> BoxRunnable<String, String> {
    let mut tokens: Vec<_> = words.split(' ').flat_map(|word| [" ", word]).skip(1).collect();
    tokens.retain(|token| !token.is_empty());
    Lambda::new(|text: String| runnable::Messages::from(text))
        .pipe(Scripted::tokens(tokens))
        .pipe(StrOutputParser)
        .boxed()
}

#[test]
fn runnables_that_give_runnables_end_at_the_recursion_limit() {
    fn again(depth: u32) -> BoxRunnable<u32, u32> {
        match depth {
            0 => Lambda::new(double).boxed(),
            depth => Lambda::new(move |_: u32| again(depth - 1)).boxed(),
        }
    }

    assert_eq!(call(&again(25), 3).unwrap(), 6);
    let error = call(&again(26), 3).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("recursion_limit"), "{error}");
    let config = RunConfig::new().recursion_limit(2);
    assert!(block_on(again(2).call(3_u32).config(config.clone()).into_future()).is_ok());
    assert!(block_on(again(3).call(3_u32).config(config.clone()).into_future()).is_err());
    assert!(block_on(again(3).stream(3_u32).config(config).next()).unwrap().is_err());
}

#[test]
fn a_function_gives_its_name_and_a_closure_does_not() {
    assert_eq!(Lambda::new(double).descriptor().name, "double");
    assert_eq!(Lambda::new(halve).descriptor().name, "halve");
    assert_eq!(Lambda::new(|x: u32| x).descriptor().name, "RunnableLambda");
    assert_eq!(Lambda::new(|x: u32| x).named("same").descriptor().name, "same");
}

#[tokio::test]
async fn custom_events_of_a_lambda_stand_before_its_output() {
    let f = Lambda::new(|number: i64| {
        RunContext::current().dispatch("ev1", serde_json::json!({"x": number}))?;
        RunContext::current().dispatch("ev2", "str")?;
        Ok::<_, Error>(number + 1)
    })
    .named("f");

    assert_events_snapshot!(f.stream_events(1), @r#"
    on_chain_start f run-1 input=1
    on_custom_event ev1 run-1 data={"x":1}
    on_custom_event ev2 run-1 data="str"
    on_chain_stream f run-1 chunk=2
    on_chain_end f run-1 output=2
    "#);
}

#[tokio::test]
async fn a_lambda_behind_a_parser_starts_after_the_first_piece_and_streams_after_the_last() {
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser) | Lambda::new(|text: String| text.len());

    assert_events_snapshot!(chain.stream_events("hi"), @r#"
    on_chain_start RunnableSequence run-1 input="hi"
    on_chat_model_start Scripted run-2 in run-1 tags=["seq:step:1"] input={"messages":[[{"content":"hi","type":"human"}]]}
    on_chat_model_stream Scripted run-2 chunk="a" id=lc_run--run-2
    on_parser_start StrOutputParser run-3 in run-1 tags=["seq:step:2"]
    on_parser_stream StrOutputParser run-3 chunk="a"
    on_chain_start RunnableLambda run-4 in run-1 tags=["seq:step:3"]
    on_chat_model_stream Scripted run-2 chunk="b"
    on_parser_stream StrOutputParser run-3 chunk="b"
    on_chat_model_end Scripted run-2 output="ab" input={"messages":[[{"content":"hi","type":"human"}]]}
    on_parser_end StrOutputParser run-3 output="ab" input={"content":"ab","id":"lc_run--run-2","type":"ai"}
    on_chain_stream RunnableLambda run-4 chunk=2
    on_chain_stream RunnableSequence run-1 chunk=2
    on_chain_end RunnableLambda run-4 output=2 input="ab"
    on_chain_end RunnableSequence run-1 output=2
    "#);
}

#[tokio::test]
async fn a_model_that_a_lambda_calls_is_its_child() {
    let model = Scripted::tokens(["x", "y"]);
    let lambda = Lambda::new(move |text: String| {
        let model = model.clone();
        async move { model.call(text).await }
    });

    assert_events_snapshot!(lambda.stream_events("hi"), @r#"
    on_chain_start RunnableLambda run-1 input="hi"
    on_chat_model_start Scripted run-2 in run-1 input={"messages":[[{"content":"hi","type":"human"}]]}
    on_chat_model_stream Scripted run-2 chunk="x" id=lc_run--run-2
    on_chat_model_stream Scripted run-2 chunk="y"
    on_chat_model_end Scripted run-2 output="xy" input={"messages":[[{"content":"hi","type":"human"}]]}
    on_chain_stream RunnableLambda run-1 chunk="xy" id=lc_run--run-2 last
    on_chain_end RunnableLambda run-1 output="xy"
    "#);
}
