//! Token counts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// How many tokens a call used.
///
/// In a stream each chunk carries what it adds: the sum over the chunks is the usage of the message, so a
/// provider's cumulative counters are never added. A count that the provider did not give is absent, which is not
/// the same as zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the prompt, those read from and written to a cache included.
    pub input_tokens: u64,
    /// Tokens of the answer, reasoning included.
    pub output_tokens: u64,
    /// Both together, as the provider counts them.
    pub total_tokens: u64,
    /// Parts of the prompt's tokens.
    #[serde(default, skip_serializing_if = "TokenDetails::is_empty")]
    pub input_token_details: TokenDetails,
    /// Parts of the answer's tokens.
    #[serde(default, skip_serializing_if = "TokenDetails::is_empty")]
    pub output_token_details: TokenDetails,
}

/// Parts of a token count, by name: `cache_read`, `cache_creation`, `audio`, `reasoning` and a provider's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenDetails(BTreeMap<Cow<'static, str>, u64>);

impl Usage {
    /// Usage of these tokens, without details; the total is their sum.
    pub fn new(input_tokens: u64, output_tokens: u64) -> Self {
        Self {
            input_tokens,
            output_tokens,
            total_tokens: input_tokens.saturating_add(output_tokens),
            ..Self::default()
        }
    }
}

impl TokenDetails {
    /// The count under this name, absent where the provider did not give it.
    pub fn get(&self, name: &str) -> Option<u64> {
        self.0.get(name).copied()
    }

    /// Sets the count under this name.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, tokens: u64) {
        self.0.insert(name.into(), tokens);
    }

    /// All counts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(name, tokens)| (name.as_ref(), *tokens))
    }

    /// Whether the provider gave none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Prompt tokens that were read from a cache.
    pub fn cache_read(&self) -> Option<u64> {
        self.get("cache_read")
    }

    /// Prompt tokens that were written to a cache.
    pub fn cache_creation(&self) -> Option<u64> {
        self.get("cache_creation")
    }

    /// Answer tokens that the model thought with.
    pub fn reasoning(&self) -> Option<u64> {
        self.get("reasoning")
    }

    /// Tokens of sound.
    pub fn audio(&self) -> Option<u64> {
        self.get("audio")
    }
}

impl AddAssign for TokenDetails {
    fn add_assign(&mut self, other: Self) {
        for (name, tokens) in other.0 {
            let sum = self.0.entry(name).or_insert(0);
            *sum = sum.saturating_add(tokens);
        }
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.input_tokens = self.input_tokens.saturating_add(other.input_tokens);
        self.output_tokens = self.output_tokens.saturating_add(other.output_tokens);
        self.total_tokens = self.total_tokens.saturating_add(other.total_tokens);
        self.input_token_details += other.input_token_details;
        self.output_token_details += other.output_token_details;
    }
}

impl Add for Usage {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}
