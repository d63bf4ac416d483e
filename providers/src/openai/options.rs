//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::Value;

use crate::ChatOpenAi;
use crate::host::Host;

/// OpenAI's Chat Completions API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct OpenAi {
    /// The options, as fields of the request's body.
    pub(super) body: JsonObject,
    /// Whether a stream is asked to say what it used; unless set, the host decides.
    pub(super) stream_usage: Option<bool>,
}

impl OpenAi {
    /// Whether a stream of this host is asked to say what it used.
    pub(super) fn asks_usage(&self, host: &Host) -> bool {
        self.stream_usage.unwrap_or(host.is_asked_for_usage)
    }

    /// The format of the sound that is asked for, in OpenAI's word.
    pub(super) fn sound_format(&self) -> Option<&str> {
        self.body.get("audio")?.get("format")?.as_str()
    }
}

impl fmt::Debug for OpenAi {
    /// Of the options that are JSON only the names are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenAi")
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .field("stream_usage", &self.stream_usage)
            .finish()
    }
}

/// Options that only Chat Completions has. Those that are JSON here are described in OpenAI's documentation. Another
/// host may not know all of them.
impl ChatOpenAi {
    /// Sets how much the model thinks before it answers: `"none"`, `"minimal"`, `"low"`, `"medium"`, `"high"` and, where
    /// the model knows it, `"xhigh"`.
    #[must_use]
    pub fn reasoning_effort(self, effort: impl Into<String>) -> Self {
        self.body("reasoning_effort", effort.into())
    }

    /// Sets how many words the model makes: `"low"`, `"medium"` or `"high"`.
    #[must_use]
    pub fn verbosity(self, verbosity: impl Into<String>) -> Self {
        self.body("verbosity", verbosity.into())
    }

    /// Sets how much a word counts against being said once more, from -2 to 2.
    #[must_use]
    pub fn presence_penalty(self, penalty: f64) -> Self {
        self.body("presence_penalty", penalty)
    }

    /// Sets how much a word counts against being said again, by how often it was said, from -2 to 2.
    #[must_use]
    pub fn frequency_penalty(self, penalty: f64) -> Self {
        self.body("frequency_penalty", penalty)
    }

    /// Sets the number that chance begins with: the same one gives the same answer, mostly.
    #[must_use]
    pub fn seed(self, seed: i64) -> Self {
        self.body("seed", seed)
    }

    /// Asks how probable each word was, and for so many others, at most 20. They are in the response metadata, as
    /// `logprobs`.
    #[must_use]
    pub fn logprobs(self, others: u32) -> Self {
        self.body("logprobs", true).body("top_logprobs", others)
    }

    /// Makes tokens more or less probable: an object of their numbers, each with a bias from -100 to 100.
    #[must_use]
    pub fn logit_bias(self, bias: impl Into<Value>) -> Self {
        self.body("logit_bias", bias)
    }

    /// Sets which capacity may be used: `"auto"`, `"default"`, `"flex"` or `"priority"`.
    #[must_use]
    pub fn service_tier(self, tier: impl Into<String>) -> Self {
        self.body("service_tier", tier.into())
    }

    /// Asks for an answer that is spoken: `{"voice": "alloy", "format": "wav"}`. In a stream the format is `"pcm16"`.
    #[must_use]
    pub fn audio(self, audio: impl Into<Value>) -> Self {
        self.body("modalities", vec!["text", "audio"]).body("audio", audio)
    }

    /// Sets what the answer will most probably be, so that it comes faster: `{"type": "content", "content": "…"}`.
    #[must_use]
    pub fn prediction(self, prediction: impl Into<Value>) -> Self {
        self.body("prediction", prediction)
    }

    /// Lets a model that searches the web do so: `{}` or `{"search_context_size": "low"}`.
    #[must_use]
    pub fn web_search_options(self, options: impl Into<Value>) -> Self {
        self.body("web_search_options", options)
    }

    /// Sets whether OpenAI keeps the answer.
    #[must_use]
    pub fn store(self, is_kept: bool) -> Self {
        self.body("store", is_kept)
    }

    /// Names what the requests with the same beginning have in common, so that they share a cache.
    #[must_use]
    pub fn prompt_cache_key(self, key: impl Into<String>) -> Self {
        self.body("prompt_cache_key", key.into())
    }

    /// Names the user that the request is made for, by an id that says nothing about them.
    #[must_use]
    pub fn safety_identifier(self, id: impl Into<String>) -> Self {
        self.body("safety_identifier", id.into())
    }

    /// Sets whether a stream is asked to say how many tokens it used; as the host knows it unless called. A host that
    /// refuses to be asked is sent the request once more without the question.
    #[must_use]
    pub fn stream_usage(self, is_asked: bool) -> Self {
        self.change_dialect(|dialect| dialect.stream_usage = Some(is_asked))
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
