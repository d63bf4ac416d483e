//! Anthropic's Messages.

use super::Reads;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Event {
    MessageStart {
        message: Message,
    },
    ContentBlockStart {
        index: u32,
        content_block: Block,
    },
    ContentBlockDelta {
        index: u32,
        delta: Delta,
    },
    MessageDelta {
        delta: Ending,
        usage: Usage,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub(crate) struct Message {
    id: String,
    model: String,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
pub(crate) struct Block {
    r#type: String,
    text: Option<String>,
    id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Delta {
    TextDelta {
        text: String,
    },
    InputJsonDelta {
        partial_json: String,
    },
    ThinkingDelta {
        thinking: String,
    },
    SignatureDelta {
        signature: String,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub(crate) struct Ending {
    stop_reason: Option<String>,
    stop_sequence: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Usage {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
    service_tier: Option<String>,
}

impl Reads for Event {
    fn text(self) -> Option<String> {
        match self {
            Self::ContentBlockDelta { delta: Delta::TextDelta { text }, .. } => Some(text),
            _ => None,
        }
    }
}
