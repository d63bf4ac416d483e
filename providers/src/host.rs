//! Where models are: one row for each host.

use crate::feature::{Feature, Features};

/// A host that speaks a dialect. What sets it apart from others is a field here, never a test of its name.
///
/// ```
/// use runnable_providers::{ChatAnthropic, Host};
///
/// const OURS: Host = Host {
///     key_variables: &["OUR_GATEWAY_KEY"],
///     ..Host::new("our gateway", "https://{OUR_REGION|=eu}.models.example.com")
/// };
/// let chat = ChatAnthropic::new("claude-haiku-4-5").host(OURS);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host {
    /// What chunks and events name as the provider.
    pub name: &'static str,
    /// The name of its models' runs; unless there is one, the dialect's.
    pub run_name: Option<&'static str>,
    /// The URL that paths are appended to, without a slash at its end.
    ///
    /// `{REGION}` in it stands for the value of that variable: the one given with
    /// [`variable`](crate::ChatModel::variable), else the environment's. `{A|B|=c}` is the first that there is of
    /// `A`, `B`, and the text `c`. In `{REGION;global=;*=*-}` an empty text stands for the value `global`, and for any
    /// other the value with a `-` behind it.
    pub base_url: &'static str,
    /// The environment variables that may hold another base URL, first one first.
    pub base_url_variables: &'static [&'static str],
    /// The port of another base URL that has no scheme and no port, where such a one is understood: `192.168.0.7` and
    /// `:8080` are `http://192.168.0.7:11434` and `http://127.0.0.1:8080` to Ollama.
    pub default_port: Option<u16>,
    /// The environment variables that may hold the key, first one first.
    pub key_variables: &'static [&'static str],
    /// Whether no request is sent to [`base_url`](Self::base_url) without a key.
    pub needs_key: bool,
    /// How the key is sent.
    pub key_header: KeyHeader,
    /// Headers of every request.
    pub headers: &'static [(&'static str, &'static str)],
    /// Headers whose values are in environment variables: the name of the header, that of the variable. One that is
    /// not set is not sent.
    pub header_variables: &'static [(&'static str, &'static str)],
    /// Whether it is asked, in the OpenAI dialect, for the usage of a stream: it tells it to those who ask.
    pub is_asked_for_usage: bool,
    /// Whether it calls the limit of an answer `max_tokens`, in the OpenAI dialect, and not `max_completion_tokens`.
    pub has_max_tokens: bool,
    /// Whether texts must be strings and not lists of parts, in the OpenAI dialect.
    pub takes_flat_text: bool,
    /// The field of an assistant message in which it wants the model's thoughts back; `None` if it wants none.
    pub thoughts_field: Option<&'static str>,
    /// The header of an error's response that holds the provider's code, where the body need not.
    pub error_code_header: Option<&'static str>,
    /// For hosts of Anthropic's Messages API that pass a request on to the model that its path names, as in
    /// `/models/claude-haiku-4-5:rawPredict`: the `anthropic_version` that the body then says.
    pub raw_predict: Option<&'static str>,
    /// What no model of this host can do, though the dialect could say it.
    pub lacks: Features,
}

impl Host {
    /// A host that needs a key, sent as `authorization: Bearer …`, and has nothing else that others have not.
    pub const fn new(name: &'static str, base_url: &'static str) -> Self {
        Self {
            name,
            run_name: None,
            base_url,
            base_url_variables: &[],
            default_port: None,
            key_variables: &[],
            needs_key: true,
            key_header: KeyHeader::Bearer,
            headers: &[],
            header_variables: &[],
            is_asked_for_usage: true,
            has_max_tokens: false,
            takes_flat_text: false,
            thoughts_field: None,
            error_code_header: None,
            raw_predict: None,
            lacks: Features::NONE,
        }
    }

    /// The same host, where no model can do this.
    #[must_use]
    pub const fn lacking(self, features: &[Feature]) -> Self {
        Self { lacks: self.lacks.with(features), ..self }
    }

    /// The same host, where a key is sent if there is one and not asked for.
    #[must_use]
    pub const fn without_key(self) -> Self {
        Self { needs_key: false, ..self }
    }
}

/// How a key is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyHeader {
    /// As `authorization: Bearer …`.
    Bearer,
    /// As the whole value of the header with this name.
    Named(&'static str),
    /// As `authorization: Bearer …` where there is a key; else the request is signed with
    /// [credentials](crate::AwsCredentials), as Amazon Web Services want it (Signature Version 4).
    AwsSignature {
        /// The service that is asked, such as `bedrock`.
        service: &'static str,
        /// The region that is asked, with variables as in [`Host::base_url`].
        region: &'static str,
    },
}
