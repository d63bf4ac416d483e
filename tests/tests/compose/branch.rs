//! One of several steps, by conditions.

use futures::executor::block_on;
use runnable::compose::{Branch, Lambda, Passthrough};
use runnable::{Error, ErrorKind, Messages, Runnable, StrOutputParser};
use runnable_fixtures::assert_events_snapshot;
use runnable_tests::{Scripted, collect, pieces};

use super::steps::events_of;

fn by_size() -> Branch<u32, String> {
    Branch::new()
        .when(|size: &u32| *size < 10, Lambda::new(|_: u32| "small".to_owned()))
        .when(|size: &u32| *size < 100, Lambda::new(|_: u32| "middle".to_owned()))
        .otherwise(Lambda::new(|_: u32| "big".to_owned()))
}

#[test]
fn the_first_condition_that_holds_chooses() {
    let outputs = block_on(by_size().batch([5_u32, 50, 500]).all().into_future()).unwrap();

    assert_eq!(outputs, ["small", "middle", "big"]);
}

#[tokio::test]
async fn a_branch_shows_the_events_of_langchain() {
    assert_events_snapshot!(by_size().stream_events(50_u32), @r#"
    on_chain_start RunnableBranch run-1 input=50
    on_chain_start RunnableLambda run-2 in run-1 tags=["condition:1"] input=50
    on_chain_end RunnableLambda run-2 output=false input=50
    on_chain_start RunnableLambda run-3 in run-1 tags=["condition:2"] input=50
    on_chain_end RunnableLambda run-3 output=true input=50
    on_chain_start RunnableLambda run-4 in run-1 tags=["branch:2"]
    on_chain_stream RunnableLambda run-4 chunk="middle"
    on_chain_stream RunnableBranch run-1 chunk="middle"
    on_chain_end RunnableLambda run-4 output="middle" input=50
    on_chain_end RunnableBranch run-1 output="middle"
    "#);
}

#[tokio::test]
async fn the_default_is_a_child_that_says_so() {
    let mut events = by_size().stream_events(500_u32);

    let mut started = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        if event.event == "on_chain_start" {
            started.push(event.tags().join(","));
        }
    }

    assert_eq!(started, ["", "condition:1", "condition:2", "branch:default"]);
}

#[test]
fn the_chosen_step_streams() {
    let model = || Scripted::tokens(["a", "b"]).pipe(StrOutputParser);
    let branch = Branch::new().when(|_: &Messages| false, model()).otherwise(model());

    assert_eq!(block_on(pieces(branch.stream("hi"))), ["a", "b"]);
}

#[test]
fn a_condition_sees_the_whole_input() {
    let branch = Branch::new()
        .when(|text: &String| text == "ab", Passthrough::new())
        .otherwise(Lambda::new(|_: String| "other".to_owned()));
    let chain = Scripted::tokens(["a", "b"]).pipe(StrOutputParser) | branch;

    assert_eq!(block_on(pieces(chain.stream("hi"))), ["ab"]);
}

#[test]
fn a_condition_can_be_a_step_and_its_failure_is_the_branchs() {
    let condition = Lambda::new(async |size: u32| match size {
        0 => Err(Error::new(ErrorKind::Input, "no size")),
        size => Ok(size > 1),
    });
    let name = |name: &'static str| Lambda::new(move |_: u32| name.to_owned());
    let branch = Branch::new().when_step(condition, name("many")).otherwise(name("one"));

    assert_eq!(block_on(branch.call(2_u32).into_future()).unwrap(), "many");
    assert_eq!(block_on(branch.call(1_u32).into_future()).unwrap(), "one");
    assert_eq!(block_on(branch.call(0_u32).into_future()).unwrap_err().kind(), ErrorKind::Input);
    assert_eq!(block_on(collect(branch.stream(0_u32))).len(), 1);
}

#[test]
fn the_run_of_a_condition_that_is_a_function_has_its_name() {
    fn is_big(size: &u32) -> bool {
        *size > 9
    }
    let branch = Branch::new().when(is_big, Passthrough::new()).otherwise(Passthrough::new());

    let events = events_of(branch.stream_events(10_u32));

    assert_eq!((events[1].name(), events[1].tags()), ("is_big", &["condition:1".to_owned()][..]));
}
