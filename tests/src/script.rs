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

/// What comes of one request.
#[derive(Debug, Clone)]
pub struct ScriptedAnswer(Outcome);

#[derive(Debug, Clone)]
enum Outcome {
    Response { status: u16, headers: Headers, body: Bytes, end: End },
    NoConnection,
    Silence,
}

/// How a body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As it should.
    Clean,
    /// The connection is lost.
    Lost,
    /// Nothing more comes, not even the end.
    Silent,
}

impl ScriptedAnswer {
    /// A response with this status, media type and body.
    pub fn new(status: u16, media_type: &str, body: impl AsRef<[u8]>) -> Self {
        Self::bare(status, body).header("content-type", media_type)
    }

    /// A response without headers.
    pub fn bare(status: u16, body: impl AsRef<[u8]>) -> Self {
        let body = Bytes::copy_from_slice(body.as_ref());
        Self(Outcome::Response { status, headers: Headers::new(), body, end: End::Clean })
    }

    /// An answer that comes at once.
    pub fn json(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::new(status, "application/json", body)
    }

    /// An answer that is a stream of events.
    pub fn stream(body: impl AsRef<[u8]>) -> Self {
        Self::new(200, "text/event-stream; charset=utf-8", body)
    }

    /// The server is not there.
    pub fn no_connection() -> Self {
        Self(Outcome::NoConnection)
    }

    /// The server does not answer.
    pub fn silence() -> Self {
        Self(Outcome::Silence)
    }

    /// The same with another header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Outcome::Response { headers, .. } = &mut self.0 {
            headers.set(name, value);
        }
        self
    }

    /// The same, with a body that ends like this.
    #[must_use]
    pub fn ending(mut self, how: End) -> Self {
        if let Outcome::Response { end, .. } = &mut self.0 {
            *end = how;
        }
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
        let answer = state.answers.pop_front().expect("the script has an answer for every request").0;
        Box::pin(async move {
            match answer {
                Outcome::NoConnection => Err(Error::new(ErrorKind::Transport, "no connection")),
                Outcome::Silence => std::future::pending().await,
                Outcome::Response { status, headers, body, end } => {
                    let body = stream::iter([Ok(body)]);
                    let body = match end {
                        End::Clean => body.boxed(),
                        End::Lost => body.chain(stream::once(async { Err(lost()) })).boxed(),
                        End::Silent => body.chain(stream::pending()).boxed(),
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
