//! Who asks: the two halves of an access key, and the token of a session.

use crate::key::ApiKey;

/// The credentials of an account at Amazon Web Services. The secret parts are shown as `[redacted]`.
///
/// ```
/// use runnable_providers::AwsCredentials;
///
/// let credentials = AwsCredentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI").session_token("AQoDYXdzEPT");
/// assert!(format!("{credentials:?}").contains("secret_access_key: ApiKey([redacted])"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsCredentials {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: ApiKey,
    pub(crate) session_token: Option<ApiKey>,
}

impl AwsCredentials {
    /// A long-term access key.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<ApiKey>) -> Self {
        let (access_key_id, secret_access_key) = (access_key_id.into(), secret_access_key.into());
        Self { access_key_id, secret_access_key, session_token: None }
    }

    /// The token of a session that the access key belongs to.
    #[must_use]
    pub fn session_token(mut self, token: impl Into<ApiKey>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// The credentials in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, where there is one, `AWS_SESSION_TOKEN`.
    pub(crate) fn from_environment() -> Option<Self> {
        let set = |name: &str| {
            let value = std::env::var(name).ok()?;
            (!value.trim().is_empty()).then(|| value.trim().to_owned())
        };
        let credentials = Self::new(set("AWS_ACCESS_KEY_ID")?, set("AWS_SECRET_ACCESS_KEY")?);
        Some(match set("AWS_SESSION_TOKEN") {
            Some(token) => credentials.session_token(token),
            None => credentials,
        })
    }

    /// The parts that nobody may learn.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = ApiKey> {
        std::iter::once(self.secret_access_key.clone()).chain(self.session_token.clone())
    }
}
