//! A transport without sockets: it gives one answer to every request and keeps what it was asked.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::{StreamExt, stream};
use runnable::{BoxFuture, Messages, Result, Runnable};
use runnable_providers::dialect::Dialect;
use runnable_providers::{ChatGoogle, ChatModel, Headers, Transport, WireRequest, WireResponse};
use serde_json::Value;

/// The answer, and the requests so far.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    status: u16,
    body: Bytes,
    asked: Arc<Mutex<Vec<WireRequest>>>,
}

/// The answer "Blub." at once.
pub(crate) const BLUB: &str = r#"{"candidates":[{"content":{"parts":[{"text":"Blub."}],"role":"model"},
    "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":2,"candidatesTokenCount":1,
    "totalTokenCount":3},"modelVersion":"gemini-2.5-flash","responseId":"r1"}"#;

impl Script {
    pub(crate) fn new(status: u16, body: &str) -> Self {
        Self { status, body: Bytes::copy_from_slice(body.as_bytes()), asked: Arc::default() }
    }

    /// A model that is answered by this script.
    pub(crate) fn model(&self, name: &str) -> ChatGoogle {
        ChatGoogle::new(name).api_key("AIza-test-0123456789").transport(self.clone()).max_retries(0)
    }

    /// The only request.
    pub(crate) fn asked(&self) -> WireRequest {
        let asked = self.asked.lock().expect("no test panics while it holds the lock");
        assert_eq!(asked.len(), 1, "one request");
        asked[0].clone()
    }
}

/// The request that a model makes of a conversation, answered at once.
pub(crate) async fn request<D: Dialect>(model: ChatModel<D>, input: impl Into<Messages>) -> WireRequest {
    let script = Script::new(200, BLUB);
    let _answer = model.transport(script.clone()).call(input).await;
    script.asked()
}

/// The body of that request.
pub(crate) async fn sent(model: ChatGoogle, input: impl Into<Messages>) -> Value {
    let request = request(model.api_key("AIza-test-0123456789"), input).await;
    serde_json::from_slice(&request.body).expect("a request is JSON")
}

impl Transport for Script {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        self.asked.lock().expect("no test panics while it holds the lock").push(request);
        let headers: Headers = [("content-type", "application/json")].into_iter().collect();
        let body = stream::iter([Ok(self.body.clone())]).boxed();
        let response = WireResponse::new(self.status, headers, body);
        Box::pin(async move { Ok(response) })
    }
}
