//! A transport without sockets: it gives one answer and keeps what it was asked.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::executor::block_on;
use futures::{StreamExt, stream};
use runnable::{AiMessage, BoxFuture, Messages, Result, Runnable};
use runnable_providers::{ChatOpenAiResponses, Transport, WireRequest, WireResponse};
use serde_json::Value;

#[derive(Debug, Clone)]
pub(crate) struct Answering {
    status: u16,
    body: String,
    asked: Arc<Mutex<Vec<WireRequest>>>,
}

impl Answering {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, body: body.into(), asked: Arc::default() }
    }

    pub(crate) fn model(&self) -> ChatOpenAiResponses {
        ChatOpenAiResponses::new("gpt-5.4")
            .api_key("sk-test-0123456789")
            .max_retries(0)
            .transport(self.clone())
    }

    pub(crate) fn ask(&self, input: impl Into<Messages>) -> Result<AiMessage> {
        block_on(self.model().call(input).into_future())
    }

    /// The only request.
    pub(crate) fn asked(&self) -> WireRequest {
        let asked = self.asked.lock().expect("no test panics while it holds the lock");
        assert_eq!(asked.len(), 1, "one request");
        asked[0].clone()
    }

    /// The body of the only request.
    pub(crate) fn sent(&self) -> Value {
        serde_json::from_slice(&self.asked().body).expect("a request is JSON")
    }
}

impl Transport for Answering {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        self.asked.lock().expect("no test panics while it holds the lock").push(request);
        let headers = std::iter::once(("content-type", "application/json")).collect();
        let body = stream::iter([Ok(Bytes::from(self.body.clone()))]).boxed();
        let response = WireResponse::new(self.status, headers, body);
        Box::pin(async move { Ok(response) })
    }
}
