//! Requests and responses as the transport sees them.

use std::fmt;

use bytes::Bytes;
use runnable::{BoxFuture, BoxStream, Result};

/// Sends requests. The default one is HTTP; a test may put another in its place, without a socket.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and gives the head of the response as soon as it is there; the body follows as it comes.
    ///
    /// # Errors
    /// Of kind [`Transport`](runnable::ErrorKind::Transport) if the connection failed, of kind
    /// [`Config`](runnable::ErrorKind::Config) if the request cannot be sent at all. A response with an error status
    /// is no error here.
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>>;
}

/// A POST request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct WireRequest {
    /// The whole URL.
    pub url: String,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Bytes,
}

/// A response whose body is still arriving. Dropping it closes the connection.
#[non_exhaustive]
pub struct WireResponse {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body, in the pieces in which it arrives.
    pub body: BoxStream<'static, Result<Bytes>>,
}

impl WireRequest {
    /// A request to this URL.
    pub fn new(url: impl Into<String>, headers: Headers, body: impl Into<Bytes>) -> Self {
        Self { url: url.into(), headers, body: body.into() }
    }
}

impl WireResponse {
    /// A response with this body.
    pub fn new(status: u16, headers: Headers, body: BoxStream<'static, Result<Bytes>>) -> Self {
        Self { status, headers, body }
    }
}

impl fmt::Debug for WireResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WireResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// Headers, in order. Names are compared without regard to case; secret values are shown as `[redacted]`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<Header>);

#[derive(Clone, PartialEq, Eq)]
struct Header {
    name: String,
    value: String,
    is_secret: bool,
}

impl Headers {
    /// No header.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the first header of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let header = self.0.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        Some(&header.value)
    }

    /// Sets a header. One of the same name is replaced.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.put(name.into(), value.into(), false);
    }

    /// Sets a header whose value is shown to nobody but the receiver.
    pub fn set_secret(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.put(name.into(), value.into(), true);
    }

    fn put(&mut self, name: String, value: String, is_secret: bool) {
        self.0.retain(|header| !header.name.eq_ignore_ascii_case(&name));
        self.0.push(Header { name, value, is_secret });
    }

    /// All headers: name, value, and whether the value is a secret.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        self.0.iter().map(|header| (&*header.name, &*header.value, header.is_secret))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        let mut out = Self::new();
        headers.into_iter().for_each(|(name, value)| out.set(name, value));
        out
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value, is_secret)| (name, if is_secret { "[redacted]" } else { value });
        f.debug_map().entries(self.iter().map(shown)).finish()
    }
}
