//! What a model is made of; the request that it makes of a conversation.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use runnable::{Message, Result};

use crate::address;
use crate::aws::credentials::AwsCredentials;
use crate::aws::sign::Signer;
use crate::dialect::{Dialect, Request};
use crate::feature::Features;
use crate::host::{Host, KeyHeader};
use crate::http::{Headers, Transport, WireRequest};
use crate::key::{self, ApiKey, Secrets};
use crate::options::Options;
use crate::profile::Profile;
use crate::transport::Http;

const TIMEOUT: Duration = Duration::from_secs(600);
const MAX_RETRIES: u32 = 2;

#[derive(Clone)]
pub(super) struct Settings<D> {
    pub(super) dialect: D,
    pub(super) host: Host,
    pub(super) base_url: Option<String>,
    /// What stands for `{NAME}` in the host's base URL.
    pub(super) variables: BTreeMap<String, String>,
    pub(super) key: Option<ApiKey>,
    pub(super) credentials: Option<AwsCredentials>,
    pub(super) headers: Headers,
    pub(super) options: Options,
    pub(super) max_retries: u32,
    pub(super) timeout: Duration,
    /// What the caller says that the model can do.
    pub(super) known_features: Features,
    /// Whether every call streams, or none; unless set, it depends on the call.
    pub(super) streaming: Option<bool>,
    pub(super) transport: Arc<dyn Transport>,
}

/// A request, with what it carries in secret.
pub(super) struct Prepared {
    pub(super) request: WireRequest,
    pub(super) secrets: Secrets,
    /// Signs the request, anew for each try.
    pub(super) signer: Option<Signer>,
}

impl Prepared {
    /// The request, as it may be sent at this time.
    pub(super) fn at(&self, now: SystemTime) -> WireRequest {
        let mut request = self.request.clone();
        if let Some(signer) = &self.signer {
            signer.sign(&mut request, now);
        }
        request
    }
}

impl<D: Dialect> Settings<D> {
    pub(super) fn new(dialect: D, model: String) -> Self {
        Self {
            host: dialect.host(),
            dialect,
            base_url: None,
            variables: BTreeMap::new(),
            key: None,
            credentials: None,
            headers: Headers::new(),
            options: Options { model, ..Options::default() },
            max_retries: MAX_RETRIES,
            timeout: TIMEOUT,
            known_features: Features::NONE,
            streaming: None,
            transport: Arc::new(Http::default()),
        }
    }

    /// The base URL that was given, else the environment's; `None` for the host's own.
    fn other_base_url(&self) -> Option<String> {
        let from_environment = || {
            let set = self.host.base_url_variables.iter().filter_map(|variable| std::env::var(variable).ok());
            set.map(|url| url.trim().to_owned()).find(|url| !url.is_empty())
        };
        let other = self.base_url.clone().or_else(from_environment)?;
        Some(match self.host.default_port {
            Some(port) => address::completed(&other, port),
            None => other,
        })
    }

    /// The variable that was given, else the environment's.
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned().or_else(|| std::env::var(name).ok())
    }

    /// What the model can do, as far as it is known.
    pub(super) fn profile(&self) -> Profile {
        let known = self.dialect.features(&self.options.model).minus(self.host.lacks);
        let features = known.or(self.known_features);
        Profile { features, max_output_tokens: self.dialect.max_tokens(&self.options) }
    }

    /// What signs the requests, where the host wants that and there is no key in its place. What was given goes before
    /// what the environment has.
    fn signer(&self) -> Result<Option<Signer>> {
        let KeyHeader::AwsSignature { service, region } = self.host.key_header else { return Ok(None) };
        let is_keyless = || self.key.is_none() && ApiKey::from_environment(&self.host).is_none();
        let credentials = match &self.credentials {
            Some(given) if self.key.is_none() => Some(given.clone()),
            Some(_) => None,
            None => is_keyless().then(AwsCredentials::from_environment).flatten(),
        };
        let Some(credentials) = credentials else { return Ok(None) };
        let region = address::filled(region, |name| self.variable(name))?;
        Ok(Some(Signer { credentials, service, region }))
    }

    /// The name of the model's runs.
    pub(super) fn run_name(&self) -> &'static str {
        self.host.run_name.unwrap_or_else(|| self.dialect.name())
    }

    pub(super) fn prepare(&self, messages: &[Message], is_streamed: bool) -> Result<Prepared> {
        let other = self.other_base_url();
        let signer = self.signer()?;
        let key = match &signer {
            Some(_) => None,
            None => key::resolve(self.key.as_ref(), &self.host, other.is_none())?,
        };
        let (host, options) = (&self.host, &self.options);
        self.profile().check(host.name, messages, options)?;
        let encoded = self.dialect.encode(&Request { messages, options, host, is_streamed })?;

        let base_url = match other {
            Some(url) => url,
            None => address::filled(host.base_url, |name| self.variable(name))?,
        };
        let url = format!("{}{}", base_url.trim_end_matches('/'), encoded.path);
        let mut headers = self.fixed_headers(is_streamed);
        encoded.headers.into_iter().for_each(|(name, value)| headers.set(name, value));
        if let Some(key) = &key {
            match self.host.key_header {
                KeyHeader::Bearer | KeyHeader::AwsSignature { .. } => {
                    headers.set_secret("authorization", format!("Bearer {}", key.expose()))
                }
                KeyHeader::Named(name) => headers.set_secret(name, key.expose()),
            }
        }
        self.headers.iter().for_each(|(name, value, _)| headers.set_secret(name, value));
        let signing = signer.iter().flat_map(|signer| signer.credentials.secrets());
        let given = self.headers.iter().map(|(_, value, _)| value.into());
        let secrets = key.into_iter().chain(signing).chain(given).collect();
        Ok(Prepared { request: WireRequest::new(url, headers, encoded.body), secrets, signer })
    }

    fn fixed_headers(&self, is_streamed: bool) -> Headers {
        let accept = if is_streamed { self.dialect.framing().media_type() } else { "application/json" };
        let always = [
            ("content-type", "application/json"),
            ("accept", accept),
            ("accept-encoding", "identity"),
            ("user-agent", concat!("runnable/", env!("CARGO_PKG_VERSION"))),
        ];
        let mut headers: Headers = always.into_iter().chain(self.host.headers.iter().copied()).collect();
        for (name, variable) in self.host.header_variables {
            if let Some(value) = std::env::var(variable).ok().filter(|value| !value.trim().is_empty()) {
                headers.set(*name, value.trim());
            }
        }
        headers
    }
}

impl<D: Dialect> fmt::Debug for Settings<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header_names: Vec<_> = self.headers.iter().map(|(name, ..)| name).collect();
        f.debug_struct(self.dialect.name())
            .field("dialect", &self.dialect)
            .field("host", &self.host.name)
            .field("base_url", &self.base_url.as_deref().map(without_credentials))
            .field("key", &self.key)
            .field("credentials", &self.credentials)
            .field("headers", &header_names)
            .field("options", &self.options)
            .field("max_retries", &self.max_retries)
            .field("timeout", &self.timeout)
            .field("streaming", &self.streaming)
            .finish_non_exhaustive()
    }
}

/// The URL without `user:password@` and without a query.
fn without_credentials(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let (authority, path) =
                rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
            let host = authority.rsplit('@').next().unwrap_or_default();
            if path.is_empty() { format!("{scheme}://{host}") } else { format!("{scheme}://{host}/{path}") }
        }
        None => url.to_owned(),
    }
}
