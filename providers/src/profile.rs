//! What a model and its host support, and what a request needs.

use std::fmt;

use runnable::{ContentBlock, Error, ErrorKind, Message, Result};

use crate::feature::{Feature, Features};
use crate::options::Options;

/// What a model at a host supports, as far as it is known here.
///
/// Only what is known to be missing is missing: a model that nobody here has heard of is thought to do whatever its
/// wire format can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// What the model can do.
    pub features: Features,
    /// How many tokens an answer may have, where it is known or set.
    pub max_output_tokens: Option<u32>,
}

impl Profile {
    /// Whether the model can do this.
    pub const fn supports(&self, feature: Feature) -> bool {
        self.features.has(feature)
    }

    /// Checks that the model can do what the request needs.
    ///
    /// # Errors
    /// Of kind [`Input`](ErrorKind::Input): it cannot. The error says what, and where it was asked for.
    pub(crate) fn check(&self, provider: &str, messages: &[Message], options: &Options) -> Result<()> {
        let mut needs = needs_of_options(options).chain(needs_of_messages(messages));
        let Some((feature, place)) = needs.find(|(feature, _)| !self.supports(*feature)) else {
            return Ok(());
        };
        let text = format!(
            "{place}: `{}` at {provider} knows no {feature}; if it does, say `.supports([Feature::{feature:?}])`",
            options.model
        );
        Err(Error::new(ErrorKind::Input, text))
    }
}

/// What asks for a feature.
enum Place {
    Option(&'static str),
    Block { message: usize, block: usize },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) => write!(f, "the {name}"),
            Self::Block { message, block } => write!(f, "message {message}, block {block}"),
        }
    }
}

fn needs_of_options(options: &Options) -> impl Iterator<Item = (Feature, Place)> {
    let needs = [
        (!options.tools.is_empty(), Feature::ToolCalling, "tools"),
        (options.tool_choice.is_some(), Feature::ToolChoice, "tool choice"),
        (options.response_format.is_some(), Feature::StructuredOutput, "response format"),
    ];
    let needs = needs.into_iter().filter(|(is_needed, ..)| *is_needed);
    needs.map(|(_, feature, name)| (feature, Place::Option(name)))
}

/// What a model is shown. What a model said itself is sent back as its dialect can.
fn needs_of_messages(messages: &[Message]) -> impl Iterator<Item = (Feature, Place)> {
    let shown = messages.iter().enumerate().filter(|(_, message)| !matches!(message, Message::Ai(_)));
    shown.flat_map(|(message, shown)| {
        let blocks = shown.blocks().iter().enumerate();
        blocks.filter_map(move |(block, content)| Some((need_of(content)?, Place::Block { message, block })))
    })
}

fn need_of(block: &ContentBlock) -> Option<Feature> {
    match block {
        ContentBlock::Image(_) => Some(Feature::ImageInput),
        ContentBlock::File(_) => Some(Feature::FileInput),
        ContentBlock::Audio(_) => Some(Feature::AudioInput),
        ContentBlock::Video(_) => Some(Feature::VideoInput),
        _ => None,
    }
}
