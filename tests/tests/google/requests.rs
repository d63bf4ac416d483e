//! Models that are answered without sockets, and the requests that they make.

use runnable::{Messages, Runnable};
use runnable_providers::dialect::Dialect;
use runnable_providers::{ChatGoogle, ChatModel, WireRequest};
use runnable_tests::{Script, ScriptedAnswer};
use serde_json::Value;

/// The answer "Blub." at once.
const BLUB: &str = r#"{"candidates":[{"content":{"parts":[{"text":"Blub."}],"role":"model"},
    "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":2,"candidatesTokenCount":1,
    "totalTokenCount":3},"modelVersion":"gemini-2.5-flash","responseId":"r1"}"#;

/// A model with a key that is answered once, with this body.
pub(crate) fn answered(name: &str, status: u16, body: &str) -> ChatGoogle {
    let script = Script::new([ScriptedAnswer::new(status, "application/json", body)]);
    ChatGoogle::new(name).api_key("AIza-test-0123456789").transport(script).max_retries(0)
}

/// The request that a model makes of a conversation.
pub(crate) async fn request<D: Dialect>(model: ChatModel<D>, input: impl Into<Messages>) -> WireRequest {
    let script = Script::new([ScriptedAnswer::new(200, "application/json", BLUB)]);
    let _answer = model.transport(script.clone()).call(input).await;
    script.asked().pop().expect("the model asks")
}

/// The body of that request.
pub(crate) async fn sent(model: ChatGoogle, input: impl Into<Messages>) -> Value {
    let request = request(model.api_key("AIza-test-0123456789"), input).await;
    serde_json::from_slice(&request.body).expect("a request is JSON")
}
