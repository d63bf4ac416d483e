//! Messages that the model made.
//!
//! One of another provider's model keeps what every model has: text, and calls of the caller's tools.

use std::borrow::Cow;

use runnable::{AiMessage, ContentBlock, Result};
use serde_json::Value;

use super::super::body::{Block, Called, Content, ToolCall, Turn};
use crate::origin;
use crate::refusal::Refusal;

/// What of an answer goes where.
#[derive(Default)]
struct Parts<'a> {
    thoughts: Vec<Block<'a>>,
    texts: Vec<&'a str>,
    calls: Vec<ToolCall<'a>>,
    others: Vec<Block<'a>>,
}

/// The text of a message that calls tools is the plan for them; a message needs content where there is none.
pub(super) fn answer<'a>(position: usize, message: &'a AiMessage, provider: &str) -> Result<Turn<'a>> {
    let is_ours = is_ours(message, provider);
    let mut parts = Parts::default();
    for (number, block) in message.blocks().iter().enumerate() {
        parts.add(block, is_ours).map_err(|refusal| refusal.at(position, number))?;
    }
    let Parts { thoughts, texts, calls, others } = parts;
    let text = match texts.as_slice() {
        [text] => Cow::Borrowed(*text),
        texts => Cow::Owned(texts.concat()),
    };
    let has_calls = !calls.is_empty();
    let mut blocks = thoughts;
    let (content, tool_plan) = if has_calls {
        blocks.extend(others);
        ((!blocks.is_empty()).then_some(Content::Blocks(blocks)), (!text.is_empty()).then_some(text))
    } else if blocks.is_empty() && others.is_empty() {
        (Some(Content::Text(text)), None)
    } else {
        blocks.extend(texts.into_iter().map(|text| Block::Text { text }));
        blocks.extend(others);
        (Some(Content::Blocks(blocks)), None)
    };
    Ok(Turn::Assistant { content, tool_plan, tool_calls: calls })
}

/// Whether the message is one of this provider's. One that does not say is taken to be.
fn is_ours(message: &AiMessage, provider: &str) -> bool {
    origin::is_by(message, &[provider, "cohere"])
}

impl<'a> Parts<'a> {
    fn add(&mut self, block: &'a ContentBlock, is_ours: bool) -> Result<(), Refusal> {
        match block {
            ContentBlock::Text(text) => self.texts.push(&text.text),
            ContentBlock::Reasoning(thought) if is_ours && !thought.reasoning.is_empty() => {
                self.thoughts.push(Block::Thinking { thinking: &thought.reasoning });
            }
            ContentBlock::Reasoning(_) => {}
            ContentBlock::ToolCall(call) => {
                let Some(id) = call.id.as_deref() else {
                    return Err(Refusal::new(format!("the call of `{}` has no id", call.name)));
                };
                self.calls.push(tool_call(id, &call.name, call.args.to_string()));
            }
            ContentBlock::ToolCallChunk(chunk) => {
                self.unfinished(chunk.id.as_deref(), chunk.name.as_deref(), &chunk.args);
            }
            ContentBlock::InvalidToolCall(call) => {
                self.unfinished(call.id.as_deref(), call.name.as_deref(), &call.args);
            }
            ContentBlock::NonStandard(native) if is_ours => self.others.push(Block::Native(&native.value)),
            ContentBlock::NonStandard(_) => {}
            other => return Err(Refusal::of_kind(other)),
        }
        Ok(())
    }

    /// A call whose arguments are not an object is sent without them: its result says what was wrong.
    fn unfinished(&mut self, id: Option<&'a str>, name: Option<&'a str>, args: &str) {
        let (Some(id), Some(name)) = (id, name) else { return };
        let is_object = serde_json::from_str::<Value>(args).is_ok_and(|args| args.is_object());
        self.calls.push(tool_call(id, name, if is_object { args } else { "{}" }.to_owned()));
    }
}

fn tool_call<'a>(id: &'a str, name: &'a str, arguments: String) -> ToolCall<'a> {
    ToolCall { id, kind: "function", function: Called { name, arguments } }
}
