//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::Value;

use crate::ChatOllama;

/// Ollama's chat API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct Ollama {
    /// How the model is run: fields of the request's `options`.
    pub(super) run: JsonObject,
    /// The other options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for Ollama {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ollama")
            .field("run", &self.run.keys().collect::<Vec<_>>())
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .finish()
    }
}

impl Ollama {
    /// Whether thoughts that come are part of the answer: unless the model was told not to think.
    pub(super) fn keeps_thoughts(&self) -> bool {
        self.body.get("think") != Some(&Value::Bool(false))
    }
}

/// Options that only Ollama has. `max_tokens` is Ollama's `num_predict`.
impl ChatOllama {
    /// Sets whether the model thinks before it answers: `true`, `false`, or how much (`"low"`, `"medium"`, `"high"`),
    /// where the model knows that. Unless called, the model decides, and what it thinks is kept; with `false`, thoughts
    /// that come all the same are left out.
    #[must_use]
    pub fn think(self, think: impl Into<Value>) -> Self {
        self.body("think", think)
    }

    /// Sets how long the model stays loaded after the call: a text such as `"10m"`, or seconds; 0 unloads it at once,
    /// a negative number keeps it. Ollama's own default is 5 minutes.
    #[must_use]
    pub fn keep_alive(self, time: impl Into<Value>) -> Self {
        self.body("keep_alive", time)
    }

    /// Sets how many tokens prompt and answer may have together.
    #[must_use]
    pub fn num_ctx(self, tokens: u32) -> Self {
        self.run_option("num_ctx", tokens)
    }

    /// Sets the number that chance starts from: the same one gives the same answer.
    #[must_use]
    pub fn seed(self, seed: i64) -> Self {
        self.run_option("seed", seed)
    }

    /// Asks for the log probability of each token of the answer, and of so many others in its place, up to 20. They are
    /// the response metadata's `logprobs`.
    #[must_use]
    pub fn logprobs(self, others: u8) -> Self {
        let asked = self.body("logprobs", true);
        if others == 0 { asked } else { asked.body("top_logprobs", others) }
    }

    /// Sets how the model is run, by Ollama's own name for it: `repeat_penalty`, `mirostat`, `num_gpu`, `min_p`, … It
    /// wins over an option that all models have.
    #[must_use]
    pub fn run_option(self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.run.insert(name.into(), value.into());
        })
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
