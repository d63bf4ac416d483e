//! A transport without sockets that gives one answer.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::{StreamExt, stream};
use runnable::{BoxFuture, Result};
use runnable_providers::{Headers, Transport, WireRequest, WireResponse};
use serde_json::Value;

/// Gives the same answer to every request, and keeps the requests.
#[derive(Debug, Clone)]
pub struct Answering {
    status: u16,
    headers: Headers,
    body: Bytes,
    asked: Arc<Mutex<Vec<WireRequest>>>,
}

impl Answering {
    /// An answer with this status, media type and body.
    pub fn new(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = [("content-type", media_type)].into_iter().collect();
        Self { status, headers, body: body.into(), asked: Arc::default() }
    }

    /// The answer with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.set(name, value);
        self
    }

    /// The requests so far.
    ///
    /// # Panics
    /// A test panicked while it was asking.
    pub fn asked(&self) -> Vec<WireRequest> {
        self.asked.lock().expect("no test panics while it holds the lock").clone()
    }

    /// The body of the only request.
    ///
    /// # Panics
    /// There was none, or more than one, or it is not JSON.
    pub fn sent(&self) -> Value {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "one request");
        serde_json::from_slice(&asked[0].body).expect("a request is JSON")
    }
}

impl Transport for Answering {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        self.asked.lock().expect("no test panics while it holds the lock").push(request);
        let body = stream::iter([Ok(self.body.clone())]).boxed();
        let response = WireResponse::new(self.status, self.headers.clone(), body);
        Box::pin(async move { Ok(response) })
    }
}
