//! What a model may be able to do.

use std::fmt;

/// Something that one model can do and another cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Feature {
    /// The answer comes token by token.
    TokenStreaming,
    /// The model calls tools.
    ToolCalling,
    /// The caller says whether a tool is called, and which.
    ToolChoice,
    /// The answer follows a JSON schema, as the provider itself sees to it.
    StructuredOutput,
    /// What the model thought is told, where the model thinks.
    Reasoning,
    /// A stream says how many tokens it cost.
    UsageInStream,
    /// A message may hold pictures.
    ImageInput,
    /// A message may hold documents, such as PDF.
    FileInput,
    /// A message may hold sound.
    AudioInput,
    /// A message may hold films.
    VideoInput,
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::TokenStreaming,
        Self::ToolCalling,
        Self::ToolChoice,
        Self::StructuredOutput,
        Self::Reasoning,
        Self::UsageInStream,
        Self::ImageInput,
        Self::FileInput,
        Self::AudioInput,
        Self::VideoInput,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// What is asked for, in words that follow "does not take" or "has no".
    fn words(self) -> &'static str {
        match self {
            Self::TokenStreaming => "streams",
            Self::ToolCalling => "tools",
            Self::ToolChoice => "choice of a tool",
            Self::StructuredOutput => "answers that follow a schema",
            Self::Reasoning => "reasoning",
            Self::UsageInStream => "usage in streams",
            Self::ImageInput => "pictures",
            Self::FileInput => "documents",
            Self::AudioInput => "sound",
            Self::VideoInput => "films",
        }
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A set of [`Feature`]s.
///
/// ```
/// use runnable_providers::{Feature, Features};
///
/// const TEXT: Features = Features::ALL.without(&[Feature::ImageInput, Feature::FileInput]);
/// assert!(TEXT.has(Feature::ToolCalling) && !TEXT.has(Feature::ImageInput));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Features(u16);

impl Features {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self::NONE.with(&Feature::ALL);

    /// The set of these.
    pub const fn of(features: &[Feature]) -> Self {
        Self::NONE.with(features)
    }

    /// The set with these too.
    #[must_use]
    pub const fn with(self, features: &[Feature]) -> Self {
        let (mut bits, mut at) = (self.0, 0);
        while at < features.len() {
            bits |= features[at].bit();
            at += 1;
        }
        Self(bits)
    }

    /// The set without these.
    #[must_use]
    pub const fn without(self, features: &[Feature]) -> Self {
        Self(self.0 & !Self::of(features).0)
    }

    /// The set without what is in the other one.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this is one of them.
    pub const fn has(self, feature: Feature) -> bool {
        self.0 & feature.bit() != 0
    }

    /// Those that are in the set.
    pub fn iter(self) -> impl Iterator<Item = Feature> {
        Feature::ALL.into_iter().filter(move |feature| self.has(*feature))
    }
}

impl fmt::Debug for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
