//! HTTP: the only file that knows the client library.
//!
//! A client is built by the first request and shared by all clones of a model, so its connections outlive a call.

#![expect(clippy::disallowed_types, reason = "this is the one file in which the HTTP client may be named")]

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use runnable::{BoxFuture, Error, ErrorKind, Result};

use crate::http::{Headers, Transport, WireRequest, WireResponse};
use crate::offline::{is_this_machine, permit};

/// How long a connection may take to be made, unless the caller says.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends requests over HTTP, as models do unless told otherwise. A clone shares the connections.
///
/// For a [`Transport`] that changes requests and then sends them. It needs a tokio runtime, follows no redirect,
/// and gives up on a connection that is not made in 10 seconds.
#[derive(Debug, Clone)]
pub struct Http {
    client: Arc<OnceLock<reqwest::Client>>,
    local: Arc<OnceLock<reqwest::Client>>,
    connect_timeout: Duration,
}

impl Http {
    pub(crate) fn new(connect_timeout: Duration) -> Self {
        Self { client: Arc::default(), local: Arc::default(), connect_timeout }
    }

    /// Two first requests at once may both build a client; one of them is kept.
    fn client(&self, url: &Url) -> Result<reqwest::Client> {
        let is_local = is_local(url);
        let kept = if is_local { &self.local } else { &self.client };
        if let Some(client) = kept.get() {
            return Ok(client.clone());
        }
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true);
        if is_local {
            // A proxy's "this machine" is another one. Without TLS the certificates are not worth their loading.
            builder = builder.no_proxy().tls_certs_only([]);
        }
        let client = builder.build().map_err(|error| failed(error, "the host"))?;
        Ok(kept.get_or_init(|| client).clone())
    }
}

impl Default for Http {
    fn default() -> Self {
        Self::new(CONNECT_TIMEOUT)
    }
}

impl Transport for Http {
    fn send(&self, request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        let http = self.clone();
        Box::pin(async move {
            require_runtime()?;
            let url = to_url(&request.url)?;
            permit(url.host_str().unwrap_or_default())?;
            let client = http.client(&url)?;
            let headers = to_map(&request.headers)?;
            let host = url.host_str().unwrap_or("the host").to_owned();
            let sent = client.post(url).headers(headers).body(request.body).send();
            let response = sent.await.map_err(|error| failed(error, &host))?;
            let (status, headers) = (response.status().as_u16(), from_map(response.headers()));
            let body = response.bytes_stream().map_err(move |error| failed(error, &host)).boxed();
            Ok(WireResponse::new(status, headers, body))
        })
    }
}

/// The client library panics without a runtime that drives its sockets.
fn require_runtime() -> Result<()> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Ok(()),
        Err(error) => {
            let text = "HTTP needs a tokio runtime; outside async code use `.blocking()`";
            Err(Error::new(ErrorKind::Config, text).with_source(error))
        }
    }
}

/// A URL parser reads `http:/v1` as the host `v1`, so the form is checked before it is parsed.
fn to_url(text: &str) -> Result<Url> {
    let refused = || Error::new(ErrorKind::Config, "the base URL is not of the form `https://host`");
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => Url::parse(text).map_err(|error| refused().with_source(error)),
        _ => Err(refused()),
    }
}

/// A server on this machine that is spoken to without TLS.
fn is_local(url: &Url) -> bool {
    url.host_str().is_some_and(is_this_machine) && url.scheme() == "http"
}

fn to_map(headers: &Headers) -> Result<HeaderMap> {
    let mut map = HeaderMap::new();
    for (name, value, is_secret) in headers.iter() {
        let refused = || Error::new(ErrorKind::Config, format!("the header `{name}` cannot be sent"));
        let key = HeaderName::try_from(name).map_err(|error| refused().with_source(error))?;
        let mut value = HeaderValue::try_from(value).map_err(|error| refused().with_source(error))?;
        value.set_sensitive(is_secret);
        map.insert(key, value);
    }
    Ok(map)
}

fn from_map(map: &HeaderMap) -> Headers {
    map.iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()))).collect()
}

/// The URL is left out: it may hold a secret.
fn failed(error: reqwest::Error, host: &str) -> Error {
    let (kind, text) = if error.is_timeout() {
        (ErrorKind::Timeout, format!("no connection to {host} in time"))
    } else if error.is_builder() {
        (ErrorKind::Config, "the request cannot be sent".to_owned())
    } else if error.is_connect() {
        (ErrorKind::Transport, format!("no connection to {host}"))
    } else {
        (ErrorKind::Transport, format!("the connection to {host} was lost"))
    };
    Error::new(kind, text).with_source(error.without_url())
}
