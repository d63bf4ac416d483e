//! A transport without sockets: it gives the answers of a script and keeps what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::{StreamExt, stream};
use runnable::{BoxFuture, Error, ErrorKind, Result};
use runnable_providers::{ChatAnthropic, Headers, Transport, WireRequest, WireResponse};
use serde_json::Value;

/// One answer, or the error of a connection that fails.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Response { status: u16, headers: Headers, pieces: Vec<Bytes>, end: End },
    NoConnection,
    Silence,
}

/// How a body ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum End {
    Clean,
    Lost,
    Silent,
}

impl Answer {
    pub(crate) fn stream(body: &str) -> Self {
        Self::new(200, &[("content-type", "text/event-stream; charset=utf-8")], body)
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }

    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let pieces = vec![Bytes::copy_from_slice(body.as_bytes())];
        Self::Response { status, headers: headers.iter().copied().collect(), pieces, end: End::Clean }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Response { headers, .. } = &mut self {
            headers.set(name, value);
        }
        self
    }

    pub(crate) fn ending(mut self, how: End) -> Self {
        if let Self::Response { end, .. } = &mut self {
            *end = how;
        }
        self
    }
}

/// A script, and what was asked so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    asked: Arc<Mutex<Vec<WireRequest>>>,
}

impl Script {
    pub(crate) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self { answers: Arc::new(Mutex::new(answers.into_iter().collect())), ..Self::default() }
    }

    /// A model that is answered by this script.
    pub(crate) fn model(&self) -> ChatAnthropic {
        ChatAnthropic::new("claude-haiku-4-5").api_key("sk-ant-test-0123456789").transport(self.clone())
    }

    pub(crate) fn asked(&self) -> Vec<WireRequest> {
        self.asked.lock().expect("no test panics while it holds the lock").clone()
    }

    /// The body of the only request.
    pub(crate) fn sent(&self) -> Value {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "one request");
        serde_json::from_slice(&asked[0].body).expect("a request is JSON")
    }
}

impl Transport for Script {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        self.asked.lock().expect("no test panics while it holds the lock").push(request);
        let answer = self
            .answers
            .lock()
            .expect("no test panics while it holds the lock")
            .pop_front()
            .expect("the script has an answer for every request");
        Box::pin(async move {
            match answer {
                Answer::NoConnection => Err(Error::new(ErrorKind::Transport, "no connection")),
                Answer::Silence => std::future::pending().await,
                Answer::Response { status, headers, pieces, end } => {
                    let pieces = stream::iter(pieces.into_iter().map(Ok));
                    let body = match end {
                        End::Clean => pieces.boxed(),
                        End::Lost => pieces.chain(stream::once(async { Err(lost()) })).boxed(),
                        End::Silent => pieces.chain(stream::pending()).boxed(),
                    };
                    Ok(WireResponse::new(status, headers, body))
                }
            }
        })
    }
}

fn lost() -> Error {
    let source = std::io::Error::new(std::io::ErrorKind::ConnectionReset, "reset by peer");
    Error::new(ErrorKind::Transport, "the connection was lost").with_source(source)
}
