//! A model that is answered once, and what it was asked.

use futures::executor::block_on;
use runnable::{AiMessage, Messages, Result, Runnable};
use runnable_providers::{ChatOpenAiResponses, WireRequest};
use runnable_tests::{Script, ScriptedAnswer};
use serde_json::Value;

#[derive(Debug, Clone)]
pub(crate) struct Answering(Script);

impl Answering {
    pub(crate) fn new(status: u16, body: impl Into<String>) -> Self {
        Self(Script::new([ScriptedAnswer::json(status, body.into())]))
    }

    pub(crate) fn model(&self) -> ChatOpenAiResponses {
        ChatOpenAiResponses::new("gpt-5.4")
            .api_key("sk-test-0123456789")
            .max_retries(0)
            .transport(self.0.clone())
    }

    pub(crate) fn ask(&self, input: impl Into<Messages>) -> Result<AiMessage> {
        block_on(self.model().call(input).into_future())
    }

    /// The only request.
    pub(crate) fn asked(&self) -> WireRequest {
        let asked = self.0.asked();
        assert_eq!(asked.len(), 1, "one request");
        asked[0].clone()
    }

    /// The body of the only request.
    pub(crate) fn sent(&self) -> Value {
        self.0.sent()
    }
}
