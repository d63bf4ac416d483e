//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::{Value, json};

use super::body::SafetySetting;
use crate::ChatGoogle;

/// Google's Gemini API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct Google {
    pub(super) safety: Vec<SafetySetting>,
    /// Options that are fields of `generationConfig`.
    pub(super) generation: JsonObject,
    /// The other options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for Google {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Google")
            .field("safety", &self.safety)
            .field("generation", &self.generation)
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// Options that only Google has. Those that are JSON here are described in its documentation.
impl ChatGoogle {
    /// Sets how many tokens the model may think with: 0 for none, -1 for as many as it finds useful. For Gemini 2.5.
    #[must_use]
    pub fn thinking_budget(self, tokens: i32) -> Self {
        self.thinking("thinkingBudget", tokens)
    }

    /// Sets how much the model thinks: `"minimal"`, `"low"`, `"medium"` or `"high"`. For Gemini 3 and later.
    #[must_use]
    pub fn thinking_level(self, level: impl Into<String>) -> Self {
        self.thinking("thinkingLevel", level.into())
    }

    /// Sets whether a summary of the model's thoughts comes with the answer; no unless called.
    #[must_use]
    pub fn include_thoughts(self, is_included: bool) -> Self {
        self.thinking("includeThoughts", is_included)
    }

    /// Sets from how much harm of a kind on an answer is blocked: `"HARM_CATEGORY_HARASSMENT"`, `"BLOCK_ONLY_HIGH"`.
    /// One for the same category is replaced.
    #[must_use]
    pub fn safety_setting(self, category: impl Into<String>, threshold: impl Into<String>) -> Self {
        let (category, threshold) = (category.into(), threshold.into());
        self.change_dialect(|dialect| {
            dialect.safety.retain(|setting| setting.category != category);
            dialect.safety.push(SafetySetting { category, threshold });
        })
    }

    /// Sets what an answer may hold: `"TEXT"`, `"IMAGE"`, `"AUDIO"`.
    #[must_use]
    pub fn response_modalities<S: Into<String>>(self, modalities: impl IntoIterator<Item = S>) -> Self {
        let modalities: Vec<String> = modalities.into_iter().map(Into::into).collect();
        self.generation("responseModalities", modalities)
    }

    /// Sets the number that chance begins with: the same one gives much the same answer.
    #[must_use]
    pub fn seed(self, seed: i32) -> Self {
        self.generation("seed", seed)
    }

    /// Sets how a spoken answer sounds.
    #[must_use]
    pub fn speech_config(self, config: impl Into<Value>) -> Self {
        self.generation("speechConfig", config)
    }

    /// Sets what a picture in the answer is like, such as its `aspectRatio`.
    #[must_use]
    pub fn image_config(self, config: impl Into<Value>) -> Self {
        self.generation("imageConfig", config)
    }

    /// Sets how finely pictures and films are looked at: `"MEDIA_RESOLUTION_LOW"`. A block may say its own, as its
    /// extra field `media_resolution`.
    #[must_use]
    pub fn media_resolution(self, resolution: impl Into<String>) -> Self {
        self.generation("mediaResolution", resolution.into())
    }

    /// Begins with what is cached under this name: `cachedContents/…`.
    #[must_use]
    pub fn cached_content(self, name: impl Into<String>) -> Self {
        self.body("cachedContent", name.into())
    }

    /// Sets the names and values that the bill is sorted by. For Vertex AI.
    #[must_use]
    pub fn labels(self, labels: impl Into<Value>) -> Self {
        self.body("labels", labels)
    }

    fn thinking(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            let config = dialect.generation.entry("thinkingConfig").or_insert_with(|| json!({}));
            config[key] = value.into();
        })
    }

    fn generation(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.generation.insert(key.to_owned(), value.into());
        })
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
