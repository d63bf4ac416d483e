//! Messages, as items.

use std::borrow::Cow;
use std::collections::HashSet;

use runnable::message::{AiMessage, Content as OurContent, ToolMessage};
use runnable::{ContentBlock, Message, Result};
use serde_json::Value;

use super::super::body::{self, Content, Item};
use super::{answer, part};
use crate::dialect::Request;
use crate::refusal;

/// The items that the messages behind the first `skipped` ones are.
pub(super) fn items<'a>(request: &Request<'a>, skipped: usize, is_stored: bool) -> Result<Vec<Item<'a>>> {
    let mut writer =
        Writer { provider: request.host.name, is_stored, items: Vec::new(), custom_calls: HashSet::new() };
    for (position, message) in request.messages.iter().enumerate() {
        if let Message::Ai(message) = message {
            writer.custom_calls.extend(custom_calls(message));
        }
        if position < skipped {
            continue;
        }
        match message {
            Message::System(message) => writer.message(position, "system", &message.content)?,
            Message::Human(message) => writer.message(position, "user", &message.content)?,
            Message::Tool(message) => writer.tool(position, message)?,
            Message::Ai(message) => answer::items(position, message, &mut writer)?,
            _ => return Err(refusal::unknown_role(position, "the Responses API")),
        }
    }
    Ok(writer.items)
}

/// Writes items.
pub(super) struct Writer<'a> {
    pub(super) provider: &'static str,
    /// Whether the host keeps items, so that an id says which one is meant.
    pub(super) is_stored: bool,
    pub(super) items: Vec<Item<'a>>,
    /// The calls of tools that take any text: their results are items of another type.
    custom_calls: HashSet<&'a str>,
}

impl<'a> Writer<'a> {
    /// A message; a block in it that is an item of its own comes before it.
    fn message(&mut self, position: usize, role: &'static str, content: &'a OurContent) -> Result<()> {
        let content = match content.as_plain_text() {
            Some(text) => Content::Text(text),
            None => {
                let mut parts = Vec::new();
                for (number, block) in content.blocks().iter().enumerate() {
                    match native_item(block) {
                        Some(item) => self.items.push(Item::Native(Cow::Borrowed(item))),
                        None => {
                            parts.push(part::part(block).map_err(|refusal| refusal.at(position, number))?)
                        }
                    }
                }
                if parts.is_empty() && !content.is_empty() {
                    return Ok(());
                }
                Content::Parts(parts)
            }
        };
        self.items.push(Item::Message(body::Message { role, content, id: None, phase: None }));
        Ok(())
    }

    /// What a tool gave. A block that is such an item already is sent as it is.
    fn tool(&mut self, position: usize, message: &'a ToolMessage) -> Result<()> {
        let is_output = |item: &&Value| {
            item.get("type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("_output"))
        };
        if let Some(item) = message.content.blocks().iter().filter_map(native_item).find(is_output) {
            self.items.push(Item::Native(Cow::Borrowed(item)));
            return Ok(());
        }
        let output = match message.content.as_plain_text() {
            Some(text) => Content::Text(text),
            None => {
                let blocks = message.content.blocks().iter().enumerate();
                let parts = blocks
                    .map(|(number, block)| part::part(block).map_err(|refusal| refusal.at(position, number)));
                Content::Parts(parts.collect::<Result<_>>()?)
            }
        };
        let call_id = message.tool_call_id.as_str();
        self.items.push(if self.custom_calls.contains(call_id) {
            Item::CustomToolCallOutput { call_id, output }
        } else {
            Item::FunctionCallOutput { call_id, output }
        });
        Ok(())
    }
}

/// The item that a block in the API's own form is; nothing for a part of a message.
fn native_item(block: &ContentBlock) -> Option<&Value> {
    let ContentBlock::NonStandard(native) = block else { return None };
    let kind = native.value.get("type").and_then(Value::as_str)?;
    (!part::is_part(kind)).then_some(&native.value)
}

fn custom_calls(message: &AiMessage) -> impl Iterator<Item = &str> {
    message.tool_calls().filter(|call| answer::is_custom(&call.extras)).filter_map(|call| call.id.as_deref())
}
