//! What the model said, as the items that it was.
//!
//! A message of another provider's model keeps what every model has: text, and calls of the caller's tools.

use std::borrow::Cow;

use runnable::message::{MediaBlock, MediaSource, NonStandardBlock, ReasoningBlock, TextBlock, ToolCall};
use runnable::{AiMessage, ContentBlock, JsonObject, Result};
use serde_json::Value;

use super::super::body::{Content, FunctionCall, Item, Message, Part, Reasoning};
use super::citation::citation;
use super::input::Writer;
use super::{Refusal, server};
use crate::origin;

/// Adds the items of an answer.
pub(super) fn items<'a>(position: usize, message: &'a AiMessage, writer: &mut Writer<'a>) -> Result<()> {
    let is_ours = origin::is_by(message, &[writer.provider, "openai"]);
    let start = writer.items.len();
    let mut answer = Answer { blocks: message.blocks(), is_ours, start, messages: Vec::new(), writer };
    for number in 0..answer.blocks.len() {
        answer.block(number).map_err(|refusal| refusal.at(position, number))?;
    }
    Ok(())
}

/// Whether this is a call of a tool that takes any text.
pub(super) fn is_custom(extras: &JsonObject) -> bool {
    extras.get("block_type").is_some_and(|kind| kind == "custom_tool_call")
}

struct Answer<'w, 'a> {
    blocks: &'a [ContentBlock],
    /// Whether the message is one of this provider's. One that does not say is taken to be.
    is_ours: bool,
    /// Where its items begin.
    start: usize,
    /// Its messages: the id that each has here, and the position of its item.
    messages: Vec<(&'a str, usize)>,
    writer: &'w mut Writer<'a>,
}

impl<'a> Answer<'_, 'a> {
    fn block(&mut self, number: usize) -> Result<(), Refusal> {
        let block = &self.blocks[number];
        match block {
            ContentBlock::Text(text) => self.text(block, text),
            ContentBlock::ToolCall(call) => self.call(call)?,
            ContentBlock::ToolCallChunk(chunk) => {
                self.unfinished(chunk.name.as_deref(), chunk.id.as_deref(), &chunk.args, &chunk.extras);
            }
            ContentBlock::InvalidToolCall(call) => {
                self.unfinished(call.name.as_deref(), call.id.as_deref(), &call.args, &call.extras);
            }
            ContentBlock::Reasoning(thought) => self.thought(thought),
            ContentBlock::Image(image) if self.is_ours => {
                let item = self.image(image).ok_or_else(|| Refusal::of_kind(block))?;
                self.writer.items.push(item);
            }
            ContentBlock::NonStandard(native) => self.native(native),
            ContentBlock::ServerToolCall(call) if self.is_ours => {
                let result = self.blocks[number..].iter().find_map(|block| match block {
                    ContentBlock::ServerToolResult(result) if result.tool_call_id == call.id => {
                        Some(&**result)
                    }
                    _ => None,
                });
                self.push_native(server::call(call, result));
            }
            ContentBlock::ServerToolResult(result) if self.is_ours => {
                self.push_native(server::result(result));
            }
            ContentBlock::ServerToolCall(_)
            | ContentBlock::ServerToolCallChunk(_)
            | ContentBlock::ServerToolResult(_) => {}
            other => return Err(Refusal::of_kind(other)),
        }
        Ok(())
    }

    fn push_native(&mut self, item: Option<Value>) {
        self.writer.items.extend(item.map(|item| Item::Native(Cow::Owned(item))));
    }

    fn text(&mut self, block: &'a ContentBlock, text: &'a TextBlock) {
        let annotations = if self.is_ours { text.annotations() } else { &[] };
        let annotations = annotations.iter().map(citation).collect();
        let id = text.more.as_ref().and_then(|more| more.id.as_deref());
        let phase = block.extra("phase").filter(|_| self.is_ours);
        self.part(Part::OutputText { text: &text.text, annotations }, id, phase);
    }

    /// A part of the message with this id, or of a new message. The id is sent where the host knows it.
    fn part(&mut self, part: Part<'a>, id: Option<&'a str>, phase: Option<&'a Value>) {
        let known = id.and_then(|id| self.messages.iter().find(|(known, _)| *known == id));
        if let Some(Item::Message(message)) = known.map(|(_, at)| &mut self.writer.items[*at])
            && let Content::Parts(parts) = &mut message.content
        {
            parts.push(part);
            message.phase = message.phase.or(phase);
            return;
        }
        self.messages.extend(id.map(|id| (id, self.writer.items.len())));
        let id = id.filter(|_| self.is_ours && self.writer.is_stored);
        let content = Content::Parts(vec![part]);
        self.writer.items.push(Item::Message(Message { role: "assistant", content, id, phase }));
    }

    fn call(&mut self, call: &'a ToolCall) -> Result<(), Refusal> {
        let Some(call_id) = call.id.as_deref() else {
            return Err(Refusal::new(format!("the call of `{}` has no id", call.name)));
        };
        let item = if is_custom(&call.extras) {
            let input = call.args.get("__arg1").and_then(Value::as_str).unwrap_or_default();
            let id = self.own(&call.extras, "item_id");
            Item::CustomToolCall { call_id, id, name: &call.name, input: input.into() }
        } else {
            self.function_call(&call.name, call_id, call.args.to_string().into(), &call.extras)
        };
        self.writer.items.push(item);
        Ok(())
    }

    /// A call whose arguments are not an object is sent with their text: its result says what was wrong.
    fn unfinished(
        &mut self,
        name: Option<&'a str>,
        call_id: Option<&'a str>,
        args: &'a str,
        extras: &'a JsonObject,
    ) {
        if let (Some(name), Some(call_id)) = (name, call_id) {
            let item = self.function_call(name, call_id, args.into(), extras);
            self.writer.items.push(item);
        }
    }

    fn function_call(
        &self,
        name: &'a str,
        call_id: &'a str,
        arguments: Cow<'a, str>,
        extras: &'a JsonObject,
    ) -> Item<'a> {
        Item::FunctionCall(FunctionCall {
            call_id,
            id: self.own(extras, "item_id"),
            name,
            arguments,
            namespace: self.own(extras, "namespace"),
            is_async: self.own(extras, "async"),
        })
    }

    fn own(&self, extras: &'a JsonObject, key: &str) -> Option<&'a Value> {
        extras.get(key).filter(|value| self.is_ours && !value.is_null())
    }

    /// A thought, as a part of the item that it is of. One that the API could not know again is left out.
    fn thought(&mut self, thought: &'a ReasoningBlock) {
        let more = thought.more.as_deref();
        let extra = |key: &str| more?.extras.get(key).filter(|value| !value.is_null());
        let (id, encrypted_content) = (more.and_then(|more| more.id.as_deref()), extra("encrypted_content"));
        let is_verbatim = extra("block_type").is_some();
        let text = Some(&*thought.reasoning).filter(|text| !text.is_empty());
        let summary = text.filter(|_| !is_verbatim).map(|text| Part::SummaryText { text });
        let content = text.filter(|_| is_verbatim).map(|text| Part::ReasoningText { text });

        if let Some(Item::Reasoning(item)) = self.writer.items[self.start..].last_mut()
            && id.is_some()
            && item.id == id
        {
            item.summary.extend(summary);
            item.content.extend(content);
            return;
        }
        let is_known_again = if self.writer.is_stored { id.is_some() } else { is_verbatim };
        if self.is_ours && (is_known_again || encrypted_content.is_some()) {
            let (summary, content) = (Vec::from_iter(summary), Vec::from_iter(content));
            self.writer.items.push(Item::Reasoning(Reasoning { id, summary, content, encrypted_content }));
        }
    }

    fn image(&self, image: &'a MediaBlock) -> Option<Item<'a>> {
        let id = image.id.as_deref().filter(|id| id.starts_with("ig_"))?;
        let MediaSource::Base64(data) = &image.source else { return None };
        let (result, status) = match self.writer.is_stored {
            true => (None, None),
            false => (Some(data.as_str()), image.extras.get("status")),
        };
        Some(Item::ImageGenerationCall { id, result, status })
    }

    fn native(&mut self, native: &'a NonStandardBlock) {
        if !self.is_ours {
            return;
        }
        match (native.value.get("type").and_then(Value::as_str), native.value.get("refusal")) {
            (Some("refusal"), Some(refusal)) => {
                let id = native.value.get("id").and_then(Value::as_str);
                self.part(Part::Refusal { refusal }, id, None);
            }
            _ => self.writer.items.push(Item::Native(Cow::Borrowed(&native.value))),
        }
    }
}
