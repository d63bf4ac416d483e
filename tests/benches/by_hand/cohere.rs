//! Cohere's Chat v2.

use super::Reads;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum Event {
    MessageStart {
        id: String,
    },
    ContentDelta {
        index: u32,
        delta: Delta,
    },
    MessageEnd {
        delta: Ending,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub(crate) struct Delta {
    message: Message,
}

#[derive(Deserialize)]
pub(crate) struct Message {
    content: Content,
}

#[derive(Deserialize)]
pub(crate) struct Content {
    text: Option<String>,
    thinking: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Ending {
    finish_reason: Option<String>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
pub(crate) struct Usage {
    tokens: Option<Tokens>,
}

#[derive(Deserialize)]
pub(crate) struct Tokens {
    input_tokens: f64,
    output_tokens: f64,
}

impl Reads for Event {
    fn text(self) -> Option<String> {
        match self {
            Self::ContentDelta { delta, .. } => delta.message.content.text,
            _ => None,
        }
    }
}
