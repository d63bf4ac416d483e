//! OpenAI's Responses.

use super::Reads;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Event {
    #[serde(rename = "response.created")]
    Created { response: Response },
    #[serde(rename = "response.output_item.added")]
    ItemAdded { output_index: u32, item: Item },
    #[serde(rename = "response.output_text.delta")]
    Text { output_index: u32, delta: String },
    #[serde(rename = "response.function_call_arguments.delta")]
    Arguments { output_index: u32, delta: String },
    #[serde(rename = "response.completed")]
    Completed { response: Response },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub(crate) struct Response {
    id: String,
    model: Option<String>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
pub(crate) struct Item {
    r#type: String,
    id: Option<String>,
    call_id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Usage {
    input_tokens: u64,
    output_tokens: u64,
}

impl Reads for Event {
    fn text(self) -> Option<String> {
        match self {
            Self::Text { delta, .. } => Some(delta),
            _ => None,
        }
    }
}
