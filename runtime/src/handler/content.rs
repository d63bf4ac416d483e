//! Messages in the JSON of OpenTelemetry's conventions: roles with parts.

use serde_json::{Value, json};

use crate::message::{AiMessage, ContentBlock, Message, Messages};

/// The conversation that a model is given.
pub(super) fn messages(messages: &Messages) -> Value {
    messages.iter().map(message).collect()
}

/// What a model said.
pub(super) fn answer(message: &AiMessage) -> Value {
    let finish = message.stop_reason();
    json!([{ "role": "assistant", "parts": parts(message.blocks()), "finish_reason": finish }])
}

fn message(message: &Message) -> Value {
    let role = match message {
        Message::System(_) => "system",
        Message::Human(_) => "user",
        Message::Ai(_) => "assistant",
        Message::Tool(tool) => {
            let response = json!({
                "type": "tool_call_response",
                "id": tool.tool_call_id,
                "response": tool.content.text(),
            });
            return json!({ "role": "tool", "parts": [response] });
        }
    };
    json!({ "role": role, "parts": parts(message.blocks()) })
}

fn parts(blocks: &[ContentBlock]) -> Vec<Value> {
    blocks.iter().map(part).collect()
}

/// Blocks that the conventions do not name are shown in LangChain's form.
fn part(block: &ContentBlock) -> Value {
    match block {
        ContentBlock::Text(text) => json!({ "type": "text", "content": text.text }),
        ContentBlock::Reasoning(thought) => json!({ "type": "reasoning", "content": thought.reasoning }),
        ContentBlock::ToolCall(call) => {
            json!({ "type": "tool_call", "id": call.id, "name": call.name, "arguments": call.args })
        }
        other => serde_json::to_value(other).unwrap_or_else(|error| json!({ "type": error.to_string() })),
    }
}
