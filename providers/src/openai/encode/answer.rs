//! What the model said, to be sent back.
//!
//! Text, refusals and calls go back to every host. What another provider's model sent in its own form, and what the
//! API has no place for, such as pictures that a model made and tools that a host ran, is left out.

use std::borrow::Cow;

use runnable::message::AiMessage;
use runnable::{ContentBlock, Result};

use super::super::body::{Answer, AudioId, Content, Function, Marks, Part, ToolCall};
use super::thoughts;
use crate::host::Host;
use crate::origin;
use crate::refusal::Refusal;

pub(super) fn answer<'a>(position: usize, message: &'a AiMessage, host: &Host) -> Result<Answer<'a>> {
    let is_ours = origin::is_by(message, &[host.name]);
    let mut tool_calls = Vec::new();
    for (number, block) in message.blocks().iter().enumerate() {
        tool_calls.extend(tool_call(block).map_err(|refusal| refusal.at(position, number))?);
    }
    let content = content(message, is_ours, host.takes_flat_text);
    let is_silent = matches!(&content, Content::Text(text) if text.is_empty());
    let sound = message.blocks().iter().find_map(|block| match block {
        ContentBlock::Audio(sound) => sound.id.as_deref(),
        _ => None,
    });
    Ok(Answer {
        content: (!is_silent || tool_calls.is_empty()).then_some(content),
        name: message.name.as_deref(),
        tool_calls,
        audio: sound.filter(|_| is_ours).map(|id| AudioId { id }),
        thoughts: if is_ours { thoughts::thoughts(message, host) } else { Default::default() },
    })
}

/// One piece of text is a text, several are parts.
fn content(message: &AiMessage, is_ours: bool, is_flat: bool) -> Content<'_> {
    let parts: Vec<_> = message.blocks().iter().filter_map(|block| said(block, is_ours)).collect();
    let is_text = |part: &Part<'_>| matches!(part, Part::Text { .. });
    match parts.as_slice() {
        [] => Content::Text(Cow::Borrowed("")),
        [Part::Text { text, .. }] => Content::Text(Cow::Borrowed(text)),
        parts if is_flat && parts.iter().all(is_text) => Content::Text(message.text()),
        _ => Content::Parts(parts),
    }
}

fn said(block: &ContentBlock, is_ours: bool) -> Option<Part<'_>> {
    match block {
        ContentBlock::Text(text) if text.text.is_empty() => None,
        ContentBlock::Text(text) => Some(Part::Text { text: &text.text, marks: Marks::default() }),
        ContentBlock::NonStandard(native) => {
            let is_refusal = native.value.get("type").is_some_and(|kind| kind == "refusal");
            (is_ours || is_refusal).then_some(Part::Native(&native.value))
        }
        _ => None,
    }
}

fn tool_call(block: &ContentBlock) -> Result<Option<ToolCall<'_>>, Refusal> {
    let (name, id, arguments) = match block {
        ContentBlock::ToolCall(call) => {
            (Some(call.name.as_str()), call.id.as_deref(), Cow::Owned(call.args.to_string()))
        }
        ContentBlock::InvalidToolCall(call) => {
            (call.name.as_deref(), call.id.as_deref(), Cow::Borrowed(call.args.as_str()))
        }
        ContentBlock::ToolCallChunk(call) => {
            (call.name.as_deref(), call.id.as_deref(), Cow::Borrowed(call.args.as_str()))
        }
        _ => return Ok(None),
    };
    let Some(name) = name else { return Err(Refusal::new("a call does not say what it calls")) };
    let Some(id) = id else { return Err(Refusal::new(format!("the call of `{name}` has no id"))) };
    Ok(Some(ToolCall { kind: "function", id, function: Function { name, arguments } }))
}
