//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::Value;

use crate::ChatMistral;

/// Mistral's chat completions, with the options that only they have.
#[derive(Clone, Default, PartialEq)]
pub struct Mistral {
    /// The options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for Mistral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mistral").field("body", &self.body.keys().collect::<Vec<_>>()).finish()
    }
}

/// Options that only Mistral has.
impl ChatMistral {
    /// Sets the number that chance starts from: the same one gives the same answer.
    #[must_use]
    pub fn random_seed(self, seed: u64) -> Self {
        self.body("random_seed", seed)
    }

    /// Sets whether Mistral puts its safety prompt before the conversation; it does not unless told to.
    #[must_use]
    pub fn safe_prompt(self, is_safe: bool) -> Self {
        self.body("safe_prompt", is_safe)
    }

    /// Sets whose system prompt a Magistral model thinks by: `"reasoning"` for Mistral's own, which is the default, or
    /// null for none.
    #[must_use]
    pub fn prompt_mode(self, mode: impl Into<Value>) -> Self {
        self.body("prompt_mode", mode)
    }

    /// Sets how much the model thinks before it answers: `"none"`, or `"high"`, where the model knows that.
    #[must_use]
    pub fn reasoning_effort(self, effort: impl Into<String>) -> Self {
        self.body("reasoning_effort", effort.into())
    }

    /// Sets how much the model avoids words that were there already, from -2 to 2.
    #[must_use]
    pub fn presence_penalty(self, penalty: f64) -> Self {
        self.body("presence_penalty", penalty)
    }

    /// Sets how much the model avoids words the more often they were there, from -2 to 2.
    #[must_use]
    pub fn frequency_penalty(self, penalty: f64) -> Self {
        self.body("frequency_penalty", penalty)
    }

    /// Gives a text that much of the answer will repeat, such as a file to be edited: the answer then comes faster.
    #[must_use]
    pub fn prediction(self, text: impl Into<String>) -> Self {
        self.body("prediction", serde_json::json!({"type": "content", "content": text.into()}))
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
