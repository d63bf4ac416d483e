//! A transport without sockets: it gives the answers of a script, one a request, and keeps what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use futures::{StreamExt, stream};
use runnable::{BoxFuture, Error, ErrorKind, Result};
use runnable_providers::{Headers, Transport, WireRequest, WireResponse};
use serde_json::Value;

/// The answers, and what was asked so far. A clone is the same script.
#[derive(Debug, Clone, Default)]
pub struct Script(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<ScriptedAnswer>,
    asked: Vec<WireRequest>,
}

/// One response, whole.
#[derive(Debug, Clone)]
pub struct ScriptedAnswer {
    status: u16,
    headers: Headers,
    body: Bytes,
}

impl ScriptedAnswer {
    /// A response with this status, media type and body.
    pub fn new(status: u16, media_type: &str, body: impl AsRef<[u8]>) -> Self {
        let headers = [("content-type", media_type)].into_iter().collect();
        Self { status, headers, body: Bytes::copy_from_slice(body.as_ref()) }
    }

    /// The same with another header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.set(name, value);
        self
    }
}

impl Script {
    /// A script of these answers.
    pub fn new(answers: impl IntoIterator<Item = ScriptedAnswer>) -> Self {
        let answers = answers.into_iter().collect();
        Self(Arc::new(Mutex::new(State { answers, asked: Vec::new() })))
    }

    /// What was asked, in order.
    pub fn asked(&self) -> Vec<WireRequest> {
        self.state().asked.clone()
    }

    /// The body of the only request.
    ///
    /// # Panics
    /// There was not one request, or it is no JSON.
    pub fn sent(&self) -> Value {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "one request");
        serde_json::from_slice(&asked[0].body).expect("a request is JSON")
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics while it holds the lock")
    }
}

impl Transport for Script {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        let mut state = self.state();
        state.asked.push(request);
        let answer = state.answers.pop_front();
        Box::pin(async move {
            let ScriptedAnswer { status, headers, body } =
                answer.ok_or_else(|| Error::new(ErrorKind::Transport, "the script is over"))?;
            Ok(WireResponse::new(status, headers, stream::iter([Ok(body)]).boxed()))
        })
    }
}
