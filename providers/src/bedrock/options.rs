//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::{Value, json};

use crate::ChatBedrock;

/// Amazon Bedrock's Converse API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct Bedrock {
    /// Fields for the model itself.
    pub(super) model_fields: JsonObject,
    /// The other options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for Bedrock {
    /// Of the options that are JSON only the names are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bedrock")
            .field("model_fields", &self.model_fields.keys().collect::<Vec<_>>())
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// Options that only Bedrock has. Those that are JSON here are described in its documentation.
impl ChatBedrock {
    /// Sets a field for the model itself (`additionalModelRequestFields`), in the words of who made it: for Anthropic's
    /// models `"thinking"` is `{"type": "enabled", "budget_tokens": 1024}`.
    #[must_use]
    pub fn model_field(self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.model_fields.insert(name.into(), value.into());
        })
    }

    /// Asks for fields of the model's own answer, by their JSON pointers, such as `"/usage"`. They are in the metadata
    /// under `additionalModelResponseFields`.
    #[must_use]
    pub fn response_fields(self, pointers: impl IntoIterator<Item: Into<String>>) -> Self {
        let pointers: Vec<String> = pointers.into_iter().map(Into::into).collect();
        self.body("additionalModelResponseFieldPaths", pointers)
    }

    /// Sets the guardrail that checks the conversation, by its id and version. What it did is in the metadata under
    /// `trace`.
    #[must_use]
    pub fn guardrail(self, id: impl Into<String>, version: impl Into<String>) -> Self {
        let (id, version) = (id.into(), version.into());
        let config = json!({"guardrailIdentifier": id, "guardrailVersion": version, "trace": "enabled"});
        self.body("guardrailConfig", config)
    }

    /// Sets whether the model answers fast: `"standard"` or `"optimized"`.
    #[must_use]
    pub fn latency(self, latency: impl Into<String>) -> Self {
        self.body("performanceConfig", json!({ "latency": latency.into() }))
    }

    /// Sets which capacity is used: `"priority"`, `"default"`, `"flex"` or `"reserved"`.
    #[must_use]
    pub fn service_tier(self, tier: impl Into<String>) -> Self {
        self.body("serviceTier", json!({ "type": tier.into() }))
    }

    /// Sets what the request is filed under in Amazon's logs: names and values.
    #[must_use]
    pub fn request_metadata(self, metadata: impl Into<Value>) -> Self {
        self.body("requestMetadata", metadata)
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
