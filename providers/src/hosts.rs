//! The hosts that are known by name. Any other one is [`ChatModel::base_url`](crate::ChatModel::base_url) away.

/// A list of hosts. Each has a constant, and the names by which [`init_chat_model`](crate::init_chat_model) knows it:
/// one for each wire format that it speaks.
macro_rules! hosts {
    ($LIST:ident; $($(#[$doc:meta])* pub const $NAME:ident: Host = $host:expr => [$($row:expr),* $(,)?];)+) => {
        $($(#[$doc])* pub const $NAME: Host = $host;)+

        pub(super) const $LIST: &[crate::Provider] = &[$($($row.at($NAME),)*)+];
    };
}

mod clouds;
mod compatible;
mod makers;
mod servers;

pub use clouds::*;
pub use compatible::*;
pub use makers::*;
pub use servers::*;

use crate::feature::{Feature, Features};
use crate::providers::Provider;

/// What a host of language models cannot be shown.
const TEXT_PICTURES_AND_FILMS: Features = Features::of(&[Feature::FileInput, Feature::AudioInput]);
const TEXT_AND_PICTURES: Features = TEXT_PICTURES_AND_FILMS.with(&[Feature::VideoInput]);
const TEXT_ONLY: Features = TEXT_AND_PICTURES.with(&[Feature::ImageInput]);

/// What OpenAI's own models do not do by its older API.
const UNTOLD: &[Feature] = &[Feature::Reasoning, Feature::VideoInput];

/// The rows of all hosts.
pub(crate) fn rows() -> Vec<Provider> {
    [MAKERS, CLOUDS, COMPATIBLE, SERVERS].concat()
}
