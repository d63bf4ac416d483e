//! The options that all dialects have.

use std::sync::Arc;
use std::time::Duration;

use runnable::ToolChoice;
use serde_json::Value;

use super::ChatModel;
use super::settings::Settings;
use crate::aws::credentials::AwsCredentials;
use crate::dialect::Dialect;
use crate::feature::Feature;
use crate::host::Host;
use crate::http::Transport;
use crate::key::ApiKey;
use crate::options::{ResponseFormat, Tool};
use crate::transport::Http;

impl<D: Dialect + Default> ChatModel<D> {
    /// The model of this name, at the dialect's own host, with every option as the provider has it.
    pub fn new(model: impl Into<String>) -> Self {
        Self::with_dialect(D::default(), model)
    }
}

impl<D: Dialect> ChatModel<D> {
    /// The model of this name, with the dialect's options.
    pub fn with_dialect(dialect: D, model: impl Into<String>) -> Self {
        Self { settings: Arc::new(Settings::new(dialect, model.into())) }
    }

    /// Speaks to another host. Unless called, the dialect's own.
    #[must_use]
    pub fn host(self, host: Host) -> Self {
        self.change(|settings| settings.host = host)
    }

    /// Speaks to the host at another URL, such as a proxy or a replay server: there, a key is optional. Unless called,
    /// the URL in the host's environment variable, else the host's own.
    #[must_use]
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.change(|settings| settings.base_url = Some(url.into()))
    }

    /// Gives a variable of the host's address, such as a region. Unless called, it is read from the environment.
    #[must_use]
    pub fn variable(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.change(|settings| {
            settings.variables.insert(name.into(), value.into());
        })
    }

    /// Gives the key. Unless called, it is read from the host's environment variable by each call.
    #[must_use]
    pub fn api_key(self, key: impl Into<ApiKey>) -> Self {
        self.change(|settings| settings.key = Some(key.into()))
    }

    /// Gives the credentials that requests are signed with, for hosts at Amazon Web Services. Unless called, and without a
    /// key, they are read from the environment by each call.
    #[must_use]
    pub fn aws_credentials(self, credentials: AwsCredentials) -> Self {
        self.change(|settings| settings.credentials = Some(credentials))
    }

    /// Adds a header to every request. One of the same name is replaced, also one of the library's own. Its value is
    /// treated as a secret.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.change(|settings| settings.headers.set_secret(name, value))
    }

    /// Sets how many tokens the answer may have, thoughts included.
    #[must_use]
    pub fn max_tokens(self, tokens: u32) -> Self {
        self.change(|settings| settings.options.max_tokens = Some(tokens))
    }

    /// Sets how freely the model chooses its words; 0 is the most predictable.
    #[must_use]
    pub fn temperature(self, temperature: f64) -> Self {
        self.change(|settings| settings.options.temperature = Some(temperature))
    }

    /// Sets the share of probability that the words are chosen from, from 0 to 1.
    #[must_use]
    pub fn top_p(self, share: f64) -> Self {
        self.change(|settings| settings.options.top_p = Some(share))
    }

    /// Sets the number of words that each is chosen from.
    #[must_use]
    pub fn top_k(self, words: u32) -> Self {
        self.change(|settings| settings.options.top_k = Some(words))
    }

    /// Sets the texts that end the answer.
    #[must_use]
    pub fn stop(self, texts: impl IntoIterator<Item: Into<String>>) -> Self {
        self.change(|settings| settings.options.stop = texts.into_iter().map(Into::into).collect())
    }

    /// Sets what the model may call: tools of the caller's ([`ToolSpec`](runnable::ToolSpec)), or the provider's own as
    /// JSON.
    #[must_use]
    pub fn tools(self, tools: impl IntoIterator<Item: Into<Tool>>) -> Self {
        self.change(|settings| settings.options.tools = tools.into_iter().map(Into::into).collect())
    }

    /// The same model with tools; this one is unchanged.
    #[must_use]
    pub fn bind_tools(&self, tools: impl IntoIterator<Item: Into<Tool>>) -> Self {
        self.clone().tools(tools)
    }

    /// Sets whether the model calls a tool, and which: `"auto"`, `"any"`, `"none"`, or the name of a tool.
    #[must_use]
    pub fn tool_choice(self, choice: impl Into<ToolChoice>) -> Self {
        self.change(|settings| settings.options.tool_choice = Some(choice.into()))
    }

    /// Sets whether the model may call several tools at once. Most providers allow it unless told otherwise.
    #[must_use]
    pub fn parallel_tool_calls(self, is_allowed: bool) -> Self {
        self.change(|settings| settings.options.parallel_tool_calls = Some(is_allowed))
    }

    /// Sets the form that the answer has, as the provider itself sees to it: a [`ToolSpec`](runnable::ToolSpec) whose
    /// schema it follows, [`ResponseFormat::Json`], or the provider's own words as JSON.
    ///
    /// Models write the fields in the order of the schema. That is their order by name, unless a crate of the program
    /// switches `serde_json`'s feature `preserve_order` on.
    #[must_use]
    pub fn response_format(self, format: impl Into<ResponseFormat>) -> Self {
        self.change(|settings| settings.options.response_format = Some(format.into()))
    }

    /// Says that the model can do this, where [`profile`](Self::profile) does not know it.
    #[must_use]
    pub fn supports(self, features: impl IntoIterator<Item = Feature>) -> Self {
        let features: Vec<_> = features.into_iter().collect();
        self.change(|settings| settings.known_features = settings.known_features.with(&features))
    }

    /// Sets a field of the request's body. It wins over one that an option set.
    #[must_use]
    pub fn extra_body(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.change(|settings| {
            settings.options.extra_body.insert(key.into(), value.into());
        })
    }

    /// Sets how often a request is sent again when the connection fails or the host is busy; 2 unless called. Once an
    /// answer has begun, it is never asked for again.
    #[must_use]
    pub fn max_retries(self, times: u32) -> Self {
        self.change(|settings| settings.max_retries = times)
    }

    /// Sets how long the host may be silent before and inside an answer; 10 minutes unless called.
    #[must_use]
    pub fn timeout(self, silence: Duration) -> Self {
        self.change(|settings| settings.timeout = silence)
    }

    /// Sets how long a connection may take to be made; 10 seconds unless called. The model has its own connections from
    /// then on.
    #[must_use]
    pub fn connect_timeout(self, duration: Duration) -> Self {
        self.change(|settings| settings.transport = Arc::new(Http::new(duration)))
    }

    /// Makes every call stream, or none: `stream` then gives the answer in one chunk. Unless called, `stream` streams
    /// and `call` does not.
    #[must_use]
    pub fn streaming(self, is_streaming: bool) -> Self {
        self.change(|settings| settings.streaming = Some(is_streaming))
    }

    /// Sends requests by something else than HTTP, such as a replay inside the process.
    #[must_use]
    pub fn transport(self, transport: impl Transport) -> Self {
        self.change(|settings| settings.transport = Arc::new(transport))
    }
}
