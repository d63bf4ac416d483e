//! The key of an account.

use std::fmt;
use std::sync::Arc;

use runnable::{Error, ErrorKind, Result};

use crate::host::{Host, KeyHeader};

/// The key of an account at a provider. It is shown as `[redacted]` and nothing prints it.
///
/// ```
/// use runnable_providers::ApiKey;
///
/// let key = ApiKey::from("sk-ant-1234567890");
/// assert_eq!(format!("{key:?}"), "ApiKey([redacted])");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Arc<str>);

/// The shortest secret that is looked for in texts of the provider; shorter ones may be words.
const SHORTEST_SECRET: usize = 8;

impl ApiKey {
    /// The key itself, for the header that carries it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// The key in the first of the host's environment variables that holds one.
    pub(crate) fn from_environment(host: &Host) -> Option<Self> {
        let set = host.key_variables.iter().filter_map(|variable| std::env::var(variable).ok());
        set.map(Self::from).find(|key| !key.expose().is_empty())
    }

    /// The error of a host that needs a key when there is none.
    pub(crate) fn missing(host: &Host) -> Error {
        let name = host.name;
        let text = match host.key_variables {
            [] => format!("no key for {name}: give one with `.api_key(…)`"),
            names => {
                let mut names = names.join(" or ");
                if matches!(host.key_header, KeyHeader::AwsSignature { .. }) {
                    names.push_str(", or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
                }
                format!("no key for {name}: set the variable {names}, or give one with `.api_key(…)`")
            }
        };
        Error::new(ErrorKind::Config, text)
    }
}

impl From<&str> for ApiKey {
    fn from(key: &str) -> Self {
        Self(key.trim().into())
    }
}

impl From<String> for ApiKey {
    fn from(key: String) -> Self {
        key.as_str().into()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}

/// What a request carries in secret: the key, and the headers that the caller added.
#[derive(Debug, Clone, Default)]
pub(crate) struct Secrets(Arc<[ApiKey]>);

impl Secrets {
    /// The text without them: a provider may repeat what it was sent.
    pub(crate) fn redact(&self, text: String) -> String {
        let secrets = self.0.iter().map(ApiKey::expose).filter(|secret| secret.len() >= SHORTEST_SECRET);
        secrets.fold(
            text,
            |text, secret| if text.contains(secret) { text.replace(secret, "[redacted]") } else { text },
        )
    }
}

impl FromIterator<ApiKey> for Secrets {
    fn from_iter<I: IntoIterator<Item = ApiKey>>(secrets: I) -> Self {
        Self(secrets.into_iter().collect())
    }
}

/// The key to send: the one that was given, else the environment's. A host at its own address needs one.
pub(crate) fn resolve(given: Option<&ApiKey>, host: &Host, is_own_address: bool) -> Result<Option<ApiKey>> {
    match given.cloned().or_else(|| ApiKey::from_environment(host)) {
        None if is_own_address && host.needs_key => Err(ApiKey::missing(host)),
        key => Ok(key),
    }
}
