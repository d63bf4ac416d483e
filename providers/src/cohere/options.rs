//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::{Value, json};

use crate::ChatCohere;

/// Cohere's Chat API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct Cohere {
    /// The options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for Cohere {
    /// Only the names are shown: documents may be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cohere").field("body", &self.body.keys().collect::<Vec<_>>()).finish()
    }
}

/// Options that only Cohere has. They are described in its documentation.
impl ChatCohere {
    /// Sets the documents that the answer is made of and cites: texts, or objects such as
    /// `{"id": "1", "data": {"title": "…", "text": "…"}}`.
    #[must_use]
    pub fn documents(self, documents: impl IntoIterator<Item: Into<Value>>) -> Self {
        self.body("documents", documents.into_iter().map(Into::into).collect::<Value>())
    }

    /// Sets how citations are made: `"fast"`, `"accurate"` or `"off"`.
    #[must_use]
    pub fn citations(self, mode: impl Into<String>) -> Self {
        self.body("citation_options", json!({ "mode": mode.into() }))
    }

    /// Sets how many tokens a model that reasons may think with; none at all switches it off. Unless called, it
    /// thinks as long as it finds useful.
    #[must_use]
    pub fn thinking(self, tokens: u32) -> Self {
        let thinking = match tokens {
            0 => json!({"type": "disabled"}),
            tokens => json!({"type": "enabled", "token_budget": tokens}),
        };
        self.body("thinking", thinking)
    }

    /// Sets the instructions for safety: `"CONTEXTUAL"`, `"STRICT"` or `"OFF"`.
    #[must_use]
    pub fn safety_mode(self, mode: impl Into<String>) -> Self {
        self.body("safety_mode", mode.into())
    }

    /// Makes calls follow the schemas of their tools exactly.
    #[must_use]
    pub fn strict_tools(self, is_strict: bool) -> Self {
        self.body("strict_tools", is_strict)
    }

    /// Makes answers to the same request alike, as far as the provider can.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.body("seed", seed)
    }

    /// Sets how much words that were said often are avoided, from 0 to 1.
    #[must_use]
    pub fn frequency_penalty(self, penalty: f64) -> Self {
        self.body("frequency_penalty", penalty)
    }

    /// Sets how much words that were said at all are avoided, from 0 to 1.
    #[must_use]
    pub fn presence_penalty(self, penalty: f64) -> Self {
        self.body("presence_penalty", penalty)
    }

    /// Asks for the log probability of every token; they are in the metadata under `logprobs`.
    #[must_use]
    pub fn logprobs(self, are_wanted: bool) -> Self {
        self.body("logprobs", are_wanted)
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
