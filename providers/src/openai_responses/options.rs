//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::{Value, json};

use crate::ChatOpenAiResponses;

/// OpenAI's Responses API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct OpenAiResponses {
    /// Whether what the host holds already is not sent again.
    pub(super) continues: bool,
    /// The other options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for OpenAiResponses {
    /// Of the options that are JSON only the names are shown: what is in them may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenAiResponses")
            .field("continues", &self.continues)
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// Options that only the Responses API has. Those that are JSON here are described in its documentation.
impl ChatOpenAiResponses {
    /// Sets how much the model thinks before it answers: `"none"`, `"minimal"`, `"low"`, `"medium"`, `"high"` or what
    /// else the model knows.
    #[must_use]
    pub fn reasoning_effort(self, effort: impl Into<String>) -> Self {
        self.part("reasoning", "effort", effort.into())
    }

    /// Asks for a summary of the model's thoughts: `"auto"`, `"concise"` or `"detailed"`. Unless called, there is none.
    #[must_use]
    pub fn reasoning_summary(self, summary: impl Into<String>) -> Self {
        self.part("reasoning", "summary", summary.into())
    }

    /// Sets how many words the model makes: `"low"`, `"medium"` or `"high"`.
    #[must_use]
    pub fn verbosity(self, verbosity: impl Into<String>) -> Self {
        self.part("text", "verbosity", verbosity.into())
    }

    /// Asks for more than answers have by themselves, such as `"reasoning.encrypted_content"`,
    /// `"message.output_text.logprobs"` or `"web_search_call.action.sources"`.
    #[must_use]
    pub fn include(self, parts: impl IntoIterator<Item: Into<String>>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(Into::into).collect();
        self.body("include", parts)
    }

    /// Sets whether the host keeps the answer; it does unless told otherwise. What it does not keep is not named by its
    /// id in later requests, and thoughts are sent back only with their encrypted content, which
    /// [`include`](Self::include) asks for.
    #[must_use]
    pub fn store(self, is_stored: bool) -> Self {
        self.body("store", is_stored)
    }

    /// Goes on from the response with this id: the host puts what it was made of before the messages.
    #[must_use]
    pub fn previous_response_id(self, id: impl Into<String>) -> Self {
        self.body("previous_response_id", id.into())
    }

    /// Sends only what follows the last answer of the conversation that the host keeps, and that answer's id. Unless
    /// called, every request holds the whole conversation.
    #[must_use]
    pub fn use_previous_response_id(self) -> Self {
        self.change_dialect(|dialect| dialect.continues = true)
    }

    /// Sets the instructions of this request, before the messages. Where it goes on from a
    /// [response](Self::previous_response_id), the instructions of that one do not count.
    #[must_use]
    pub fn instructions(self, instructions: impl Into<String>) -> Self {
        self.body("instructions", instructions.into())
    }

    /// Sets what happens to a conversation that is too long: `"disabled"` (an error, unless called) or `"auto"` (its
    /// middle is left out).
    #[must_use]
    pub fn truncation(self, truncation: impl Into<String>) -> Self {
        self.body("truncation", truncation.into())
    }

    /// Sets which capacity is used: `"auto"`, `"default"`, `"flex"` or `"priority"`.
    #[must_use]
    pub fn service_tier(self, tier: impl Into<String>) -> Self {
        self.body("service_tier", tier.into())
    }

    /// Sets notes on the request that the host keeps, an object of up to 16 texts.
    #[must_use]
    pub fn request_metadata(self, metadata: impl Into<Value>) -> Self {
        self.body("metadata", metadata)
    }

    /// Asks for the most probable words at each place of the answer, up to 20, with their log probabilities.
    #[must_use]
    pub fn top_logprobs(self, words: u32) -> Self {
        self.body("top_logprobs", words)
    }

    /// Names those whose requests are alike, so that they find each other's cached prompts.
    #[must_use]
    pub fn prompt_cache_key(self, key: impl Into<String>) -> Self {
        self.body("prompt_cache_key", key.into())
    }

    /// Sets what the host may leave out of a conversation that grows long, or sum up: a list.
    #[must_use]
    pub fn context_management(self, management: impl Into<Value>) -> Self {
        self.body("context_management", management)
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }

    /// Sets a field of a field that is an object.
    fn part(self, key: &str, part: &str, value: String) -> Self {
        self.change_dialect(|dialect| {
            let object = dialect.body.entry(key).or_insert_with(|| json!({}));
            object[part] = value.into();
        })
    }
}
