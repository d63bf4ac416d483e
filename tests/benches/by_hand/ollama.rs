//! Ollama's Chat, line by line.

use super::Reads;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct Line {
    model: String,
    created_at: String,
    message: Message,
    done: bool,
    done_reason: Option<String>,
    prompt_eval_count: Option<u64>,
    eval_count: Option<u64>,
}

#[derive(Deserialize)]
struct Message {
    role: String,
    content: String,
    thinking: Option<String>,
    tool_calls: Option<Vec<Value>>,
}

impl Reads for Line {
    fn text(self) -> Option<String> {
        Some(self.message.content)
    }
}
