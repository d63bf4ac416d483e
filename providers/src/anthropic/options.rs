//! The options that only this API has.

use std::fmt;

use runnable::JsonObject;
use serde_json::{Value, json};

use crate::ChatAnthropic;

/// Anthropic's Messages API, with the options that only it has.
#[derive(Clone, Default, PartialEq)]
pub struct Anthropic {
    pub(super) betas: Vec<String>,
    pub(super) user_id: Option<String>,
    /// The other options, as fields of the request's body.
    pub(super) body: JsonObject,
}

impl fmt::Debug for Anthropic {
    /// Of the options that are JSON only the names are shown: an MCP server is given a token there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Anthropic")
            .field("betas", &self.betas)
            .field("user_id", &self.user_id)
            .field("body", &self.body.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// How the model thinks before it answers. Made of a number of tokens, or of JSON in Anthropic's own form.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Thinking {
    /// With up to so many tokens, at least 1024 and fewer than the answer may have. For models before Opus 4.7.
    Budget(u32),
    /// As long as it finds useful, and tells a summary of it. For Opus 4.7, Sonnet 5 and later models.
    Adaptive,
    /// Not at all.
    Disabled,
    /// As the JSON says.
    Native(Value),
}

impl Thinking {
    fn into_value(self) -> Value {
        match self {
            Self::Budget(tokens) => json!({"type": "enabled", "budget_tokens": tokens}),
            Self::Adaptive => json!({"type": "adaptive", "display": "summarized"}),
            Self::Disabled => json!({"type": "disabled"}),
            Self::Native(value) => value,
        }
    }
}

impl From<u32> for Thinking {
    fn from(tokens: u32) -> Self {
        Self::Budget(tokens)
    }
}

impl From<Value> for Thinking {
    fn from(value: Value) -> Self {
        Self::Native(value)
    }
}

/// Options that only Anthropic has. Those that are JSON here are described in its documentation.
impl ChatAnthropic {
    /// Sets how the model thinks before it answers: a number of tokens, or [`Thinking`].
    #[must_use]
    pub fn thinking(self, thinking: impl Into<Thinking>) -> Self {
        self.body("thinking", thinking.into().into_value())
    }

    /// Sets how much the model may spend on an answer: `"low"`, `"medium"`, `"high"` and, where the model knows them,
    /// `"xhigh"` and `"max"`.
    #[must_use]
    pub fn effort(self, effort: impl Into<String>) -> Self {
        let effort = effort.into();
        self.change_dialect(|dialect| {
            let config = dialect.body.entry("output_config").or_insert_with(|| json!({}));
            config["effort"] = effort.into();
        })
    }

    /// Switches a beta feature on, by the name that its `anthropic-beta` header has. Those that a tool or option needs
    /// are switched on by themselves.
    #[must_use]
    pub fn beta(self, name: impl Into<String>) -> Self {
        self.change_dialect(|dialect| dialect.betas.push(name.into()))
    }

    /// Caches the conversation so far, up to its last block that can be cached: `{"type": "ephemeral"}`.
    #[must_use]
    pub fn cache_control(self, cache_control: impl Into<Value>) -> Self {
        self.body("cache_control", cache_control)
    }

    /// Names the user that the request is made for, by an id that says nothing about them.
    #[must_use]
    pub fn user_id(self, id: impl Into<String>) -> Self {
        self.change_dialect(|dialect| dialect.user_id = Some(id.into()))
    }

    /// Sets the MCP servers whose tools Anthropic may call, a list.
    #[must_use]
    pub fn mcp_servers(self, servers: impl Into<Value>) -> Self {
        self.body("mcp_servers", servers)
    }

    /// Sets the container that code runs in: the id of an earlier one, or what it holds.
    #[must_use]
    pub fn container(self, container: impl Into<Value>) -> Self {
        self.body("container", container)
    }

    /// Sets what Anthropic may leave out of a conversation that grows long, or sum up.
    #[must_use]
    pub fn context_management(self, management: impl Into<Value>) -> Self {
        self.body("context_management", management)
    }

    /// Sets which capacity may be used: `"auto"` or `"standard_only"`.
    #[must_use]
    pub fn service_tier(self, tier: impl Into<String>) -> Self {
        self.body("service_tier", tier.into())
    }

    fn body(self, key: &str, value: impl Into<Value>) -> Self {
        self.change_dialect(|dialect| {
            dialect.body.insert(key.to_owned(), value.into());
        })
    }
}
