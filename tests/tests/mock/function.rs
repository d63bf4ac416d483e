//! Models that are a closure.

use runnable::{AiMessage, Error, ErrorKind, Messages, Runnable};
use runnable_fixtures::mock::{FunctionModel, ModelCall, Turn};
use serde_json::json;

#[tokio::test]
async fn a_closure_answers_with_what_it_sees() {
    let model = FunctionModel::new(|call| format!("{}: {}", call.number, call.messages.last_text()));

    let replies = model.batch(["a", "b"]).max_concurrency(1).all().await.unwrap();

    assert_eq!(replies.iter().map(AiMessage::text).collect::<Vec<_>>(), ["0: a", "1: b"]);
}

#[tokio::test]
async fn a_closure_may_call_tools_and_may_fail() {
    let model = FunctionModel::new(|call: &ModelCall| match call.messages.len() {
        1 => Ok(Turn::tool_call("look", json!({"at": call.messages.last_text()}))),
        _ => Err(Error::new(ErrorKind::Provider, "overloaded").with_status(529)),
    });

    let called = model.call("the sea").await.unwrap();
    let failed = model.call(Messages::from([("human", "a"), ("ai", "b")])).await.unwrap_err();

    let call = called.tool_calls().next().unwrap();
    assert_eq!(
        (call.name.as_str(), &call.args, call.id.as_deref()),
        ("look", &json!({"at": "the sea"}), Some("call_1_1"))
    );
    assert_eq!((failed.kind(), failed.status()), (ErrorKind::Provider, Some(529)));
}
