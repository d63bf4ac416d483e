//! The one error type: opaque, with a kind, facts, and its cause kept.
//!
//! | question | answer |
//! |---|---|
//! | what went wrong? | [`Error::kind`], [`Error::to_string`] (one line) |
//! | why? | [`std::error::Error::source`], [`Error::downcast_ref`] |
//! | is it worth another try, and when? | [`Error::is_retryable`], [`Error::retry_after`] |
//! | what did the provider say? | [`Error::status`], [`Error::code`], [`Error::request_id`] |
//! | what had arrived by then? | [`Error::partial`] |
//! | what else was tried? | [`Error::others`] |
//!
//! An error of this type is found again inside `anyhow::Error`, `eyre::Report` or a box, at any depth: the
//! outer one becomes the cause, and kind, status, code, retry-after, request id and partial message are taken
//! over, so that a retry rule works however often a step wraps what it calls.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use crate::message::AiMessage;

/// A boxed error of any type, as hooks may return it.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// `std`'s `Result` with [`Error`] as the usual error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A step of the user's own code failed.
    Step,
    /// The input cannot be used: a missing variable, a role that does not exist, content that cannot be sent.
    Input,
    /// A setting is missing or wrong: no key, a base URL that is not a URL.
    Config,
    /// The model or host cannot do what was asked.
    Unsupported,
    /// The provider answered with an error.
    Provider,
    /// The provider sent something that its own wire format does not allow.
    Protocol,
    /// The stream ended before the provider said that it was complete.
    Truncated,
    /// The connection failed.
    Transport,
    /// Nothing arrived for too long.
    Timeout,
    /// A parser could not make a value of the model's text.
    Parse,
    /// A blocking call was made where blocking is not possible.
    Blocking,
    /// The consumer stopped before the end.
    Canceled,
}

/// What went wrong. A cheap clone.
///
/// ```
/// use runnable::{Error, ErrorKind};
/// use std::time::Duration;
///
/// let error = Error::new(ErrorKind::Provider, "overloaded").with_status(529).with_retry_after(Duration::from_secs(2));
/// assert!(error.is_retryable());
/// assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
/// ```
#[derive(Clone)]
pub struct Error {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    /// Absent where the cause speaks for itself: then its text is shown, and its own source follows.
    message: Option<Box<str>>,
    cause: Option<Arc<dyn Holder>>,
    facts: Facts,
}

/// What holds a cause: a box, or a report, which boxed again would hide what it holds.
trait Holder: Send + Sync {
    fn held(&self) -> &(dyn StdError + Send + Sync + 'static);
}

impl<E: Deref<Target = dyn StdError + Send + Sync> + Send + Sync> Holder for E {
    fn held(&self) -> &(dyn StdError + Send + Sync + 'static) {
        self.deref()
    }
}

#[derive(Clone)]
struct Facts {
    kind: ErrorKind,
    status: Option<u16>,
    code: Option<Box<str>>,
    request_id: Option<Box<str>>,
    retry_after: Option<Duration>,
    retryable: Option<bool>,
    partial: Option<Arc<AiMessage>>,
    others: Arc<[Error]>,
}

impl Error {
    /// An error of this kind. The message is one line, lower case, without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::with_parts(Some(message.into()), None, Facts::of(kind))
    }

    /// Makes an error of anything that a hook may return, and finds one of ours inside it.
    ///
    /// Covers every `E: Into<BoxError>`. For `anyhow::Error`, `eyre::Report` and other types that hide their
    /// cause when boxed, the derive uses [`Error::from_report`].
    pub fn from_any(error: impl Into<BoxError>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(ours) => *ours,
            Err(other) => Self::wrapping(other),
        }
    }

    /// Makes an error of a report that derefs to the error it holds, such as `anyhow::Error`.
    pub fn from_report<E>(report: E) -> Self
    where
        E: Deref<Target = dyn StdError + Send + Sync> + Send + Sync + 'static,
    {
        if let Some(ours) = (*report).downcast_ref::<Self>() {
            return ours.clone();
        }
        let facts = facts_within(&*report);
        Self::with_parts(None, Some(Arc::new(report)), facts)
    }

    fn wrapping(cause: BoxError) -> Self {
        let facts = facts_within(&*cause);
        Self::with_parts(None, Some(Arc::new(cause)), facts)
    }

    fn with_parts(message: Option<String>, cause: Option<Arc<dyn Holder>>, facts: Facts) -> Self {
        let inner = Inner { message: message.map(Into::into), cause, facts };
        Self { inner: Arc::new(inner) }
    }

    fn change(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        change(Arc::make_mut(&mut self.inner));
        self
    }

    /// Sets the cause, as [`std::error::Error::source`] gives it.
    #[must_use]
    pub fn with_source(self, source: impl Into<BoxError>) -> Self {
        self.change(|inner| inner.cause = Some(Arc::new(source.into())))
    }

    /// Sets the HTTP status of the answer.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        self.change(|inner| inner.facts.status = Some(status))
    }

    /// Sets the provider's own word for the error, such as `overloaded_error`.
    #[must_use]
    pub fn with_code(self, code: impl Into<String>) -> Self {
        self.change(|inner| inner.facts.code = Some(code.into().into()))
    }

    /// Sets the id under which the provider logged the request.
    #[must_use]
    pub fn with_request_id(self, id: impl Into<String>) -> Self {
        self.change(|inner| inner.facts.request_id = Some(id.into().into()))
    }

    /// Sets how long the provider asked to wait before the next try.
    #[must_use]
    pub fn with_retry_after(self, wait: Duration) -> Self {
        self.change(|inner| inner.facts.retry_after = Some(wait))
    }

    /// Says whether another try may help, where kind and status do not tell.
    #[must_use]
    pub fn with_retryable(self, retryable: bool) -> Self {
        self.change(|inner| inner.facts.retryable = Some(retryable))
    }

    /// Keeps what had arrived before the error. One that is set already stays.
    #[must_use]
    pub fn with_partial(self, partial: impl Into<Arc<AiMessage>>) -> Self {
        if self.inner.facts.partial.is_some() {
            return self;
        }
        self.change(|inner| inner.facts.partial = Some(partial.into()))
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.inner.facts.kind
    }

    /// The HTTP status of the provider's answer.
    pub fn status(&self) -> Option<u16> {
        self.inner.facts.status
    }

    /// The provider's own word for the error, such as `rate_limit_error`.
    pub fn code(&self) -> Option<&str> {
        self.inner.facts.code.as_deref()
    }

    /// The id under which the provider logged the request; its support asks for it.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.facts.request_id.as_deref()
    }

    /// How long the provider asked to wait before the next try.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.facts.retry_after
    }

    /// What a call had received when it failed. For a stream it is absent: the chunks were handed out.
    pub fn partial(&self) -> Option<&AiMessage> {
        self.inner.facts.partial.as_deref()
    }

    /// The other errors of a call that was tried in several ways, in the order in which they came.
    pub fn others(&self) -> &[Self] {
        &self.inner.facts.others
    }

    pub(crate) fn with_others(self, others: Vec<Self>) -> Self {
        if others.is_empty() {
            return self;
        }
        self.change(|inner| inner.facts.others = others.into())
    }

    /// Whether nobody has said whether another try may help, in words or by a status.
    pub(crate) fn says_nothing_of_retries(&self) -> bool {
        self.inner.facts.retryable.is_none() && self.inner.facts.status.is_none()
    }

    /// Whether the same request may succeed later: the connection failed or timed out, the stream was cut, or
    /// the status is 408, 409, 429 or 5xx.
    pub fn is_retryable(&self) -> bool {
        let facts = &self.inner.facts;
        facts.retryable.unwrap_or_else(|| {
            let by_kind =
                matches!(facts.kind, ErrorKind::Transport | ErrorKind::Timeout | ErrorKind::Truncated);
            by_kind || facts.status.is_some_and(|status| matches!(status, 408 | 409 | 429 | 500..=599))
        })
    }

    /// Whether nothing arrived for too long.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether the stream ended before the provider said that it was complete.
    pub fn is_truncated(&self) -> bool {
        self.kind() == ErrorKind::Truncated
    }

    /// Whether the provider answered with an error.
    pub fn is_provider(&self) -> bool {
        self.kind() == ErrorKind::Provider
    }

    /// The first error of type `E` in the chain of causes, nearest first.
    pub fn downcast_ref<E: StdError + 'static>(&self) -> Option<&E> {
        let mut at: Option<&(dyn StdError + 'static)> =
            self.inner.cause.as_deref().map(|cause| cause.held() as _);
        while let Some(error) = at {
            if let Some(found) = error.downcast_ref::<E>() {
                return Some(found);
            }
            at = error.source();
        }
        None
    }
}

impl Facts {
    fn of(kind: ErrorKind) -> Self {
        Self {
            kind,
            status: None,
            code: None,
            request_id: None,
            retry_after: None,
            retryable: None,
            partial: None,
            others: Arc::default(),
        }
    }
}

/// The facts of the first of our errors in the chain, else those of a failed step.
fn facts_within(error: &(dyn StdError + 'static)) -> Facts {
    let mut at = Some(error);
    while let Some(error) = at {
        if let Some(ours) = error.downcast_ref::<Error>() {
            return ours.inner.facts.clone();
        }
        at = error.source();
    }
    Facts::of(ErrorKind::Step)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.inner.message, &self.inner.cause) {
            (Some(message), _) => f.write_str(message),
            (None, Some(cause)) => fmt::Display::fmt(cause.held(), f),
            (None, None) => f.write_str("unknown error"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Facts { kind, status, code, request_id, retry_after, others, .. } = &self.inner.facts;
        let mut out = f.debug_struct("Error");
        out.field("kind", kind).field("message", &format_args!("{:?}", self.to_string()));
        if let Some(status) = status {
            out.field("status", status);
        }
        if let Some(code) = code {
            out.field("code", code);
        }
        if let Some(id) = request_id {
            out.field("request_id", id);
        }
        if let Some(wait) = retry_after {
            out.field("retry_after", wait);
        }
        if let Some(source) = self.source() {
            out.field("source", &source);
        }
        if !others.is_empty() {
            out.field("others", others);
        }
        out.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let cause = self.inner.cause.as_deref()?.held();
        match self.inner.message {
            Some(_) => Some(cause),
            None => cause.source(),
        }
    }
}

impl From<String> for Error {
    fn from(message: String) -> Self {
        Self::new(ErrorKind::Step, message)
    }
}

impl From<&str> for Error {
    fn from(message: &str) -> Self {
        Self::new(ErrorKind::Step, message)
    }
}

impl From<BoxError> for Error {
    fn from(error: BoxError) -> Self {
        Self::from_any(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::from_any(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::from_any(error)
    }
}

impl From<fmt::Error> for Error {
    fn from(error: fmt::Error) -> Self {
        Self::from_any(error)
    }
}
