//! Messages, as turns.

use std::collections::HashMap;

use runnable::message::{AiMessage, Content as OurContent, ToolMessage, ToolStatus};
use runnable::{ContentBlock, Error, ErrorKind, Message, Result};
use serde_json::Value;

use super::super::body::{Block, Content, Role, ToolResult, Turn};
use super::super::models;
use super::{answer, block, id};
use crate::dialect::Request;
use crate::refusal::{self, Refusal};

/// A conversation as the API takes it.
#[derive(Debug)]
pub(super) struct Conversation<'a> {
    pub(super) system: Option<Content<'a>>,
    pub(super) turns: Vec<Turn<'a>>,
}

pub(super) fn conversation<'a>(request: &Request<'a>) -> Result<Conversation<'a>> {
    let messages = request.messages;
    let last = messages.iter().rposition(|message| !matches!(message, Message::System(_)));
    let mut writer = Writer { request, system: None, turns: Vec::new(), toolsets: HashMap::new() };
    for (position, message) in messages.iter().enumerate() {
        let follows = position.checked_sub(1).map(|before| &messages[before]);
        match message {
            Message::System(message) => writer.system(position, &message.content, follows)?,
            Message::Human(message) => writer.human(position, &message.content, follows)?,
            Message::Tool(message) => writer.tool(position, message, follows)?,
            Message::Ai(message) => writer.answer(position, message, Some(position) == last)?,
            _ => return Err(refusal::unknown_role(position, "Anthropic")),
        }
    }
    Ok(Conversation { system: writer.system, turns: writer.turns })
}

struct Writer<'r, 'a> {
    request: &'r Request<'a>,
    system: Option<Content<'a>>,
    turns: Vec<Turn<'a>>,
    /// The toolset of each call that has one: the result names it too.
    toolsets: HashMap<String, &'a Value>,
}

impl<'a> Writer<'_, 'a> {
    /// Instructions: those at the start, and those that follow each other, are one text.
    fn system(&mut self, position: usize, content: &'a OurContent, follows: Option<&Message>) -> Result<()> {
        let content = match content.as_plain_text() {
            Some(text) => Content::Text(text),
            None => Content::Blocks(blocks(position, content.blocks(), block::instruction)?),
        };
        let goes_on = matches!(follows, None | Some(Message::System(_)));
        if goes_on && self.turns.last().is_some_and(|turn| turn.role == Role::System) {
            append(self.turns.last_mut().map(|turn| &mut turn.content), content);
            return Ok(());
        }
        if !goes_on && self.may_stand_in_place(position) {
            self.turns.push(Turn { role: Role::System, content });
            return Ok(());
        }
        match &mut self.system {
            Some(_) if !goes_on => {
                let text = format!("message {position} is a system message apart from those before it");
                return Err(Error::new(ErrorKind::Input, text));
            }
            Some(system) => append(Some(system), content),
            none => *none = Some(content),
        }
        if !goes_on {
            tracing::warn!(message = position, "a system message now applies to the whole conversation");
        }
        Ok(())
    }

    /// Whether the model takes a system turn between what is before and what is behind this message.
    fn may_stand_in_place(&self, position: usize) -> bool {
        let after =
            self.request.messages[position..].iter().find(|message| !matches!(message, Message::System(_)));
        models::takes_system_in_place(&self.request.options.model)
            && self.turns.last().is_some_and(|turn| turn.role == Role::User)
            && matches!(after, None | Some(Message::Ai(_)))
    }

    fn human(&mut self, position: usize, content: &'a OurContent, follows: Option<&Message>) -> Result<()> {
        let content = of_user(position, content)?;
        self.user(content, follows);
        Ok(())
    }

    fn tool(&mut self, position: usize, message: &'a ToolMessage, follows: Option<&Message>) -> Result<()> {
        let content = if is_native_result(&message.content) {
            of_user(position, &message.content)?
        } else {
            let id = id::accepted(&message.tool_call_id);
            let (content, cache_control) = result(position, &message.content)?;
            Content::Blocks(vec![Block::ToolResult(ToolResult {
                toolset_name: self.toolsets.get(&*id).copied(),
                tool_use_id: id,
                content,
                is_error: message.status == ToolStatus::Error,
                cache_control,
            })])
        };
        self.user(content, follows);
        Ok(())
    }

    /// What the user and the tools say between two answers is one turn.
    fn user(&mut self, content: Content<'a>, follows: Option<&Message>) {
        match (follows, self.turns.last_mut()) {
            (Some(Message::Human(_) | Message::Tool(_)), Some(turn)) if turn.role == Role::User => {
                append(Some(&mut turn.content), content);
            }
            _ => self.turns.push(Turn { role: Role::User, content }),
        }
    }

    /// An answer without content is left out unless it is the last, and the last may not end with white space.
    fn answer(&mut self, position: usize, message: &'a AiMessage, is_last: bool) -> Result<()> {
        let content = match message.content.as_plain_text() {
            Some(text) => Content::Text(if is_last { text.trim_end() } else { text }),
            None => {
                let is_ours = answer::is_ours(message, self.request.host.name);
                let mut blocks = blocks(position, message.blocks(), |block| answer::block(block, is_ours))?;
                if let (true, Some(Block::Text { text, .. })) = (is_last, blocks.last_mut()) {
                    *text = text.trim_end();
                }
                Content::Blocks(blocks)
            }
        };
        if let Content::Blocks(blocks) = &content {
            let calls = blocks.iter().filter_map(|block| match block {
                Block::ToolUse(call) => Some((call.id.to_string(), call.toolset_name?)),
                _ => None,
            });
            self.toolsets.extend(calls);
        }
        if is_last || !is_empty(&content) {
            self.turns.push(Turn { role: Role::Assistant, content });
        }
        Ok(())
    }
}

fn of_user(position: usize, content: &OurContent) -> Result<Content<'_>> {
    match content.as_plain_text() {
        Some(text) => Ok(Content::Text(text)),
        None => blocks(position, content.blocks(), block::block).map(Content::Blocks),
    }
}

/// The content of a tool's result, and its cache control: the API takes that beside the content, not in it.
fn result(position: usize, content: &OurContent) -> Result<(Content<'_>, Option<&Value>)> {
    let mut content = of_user(position, content)?;
    let mut cache_control = None;
    if let Content::Blocks(blocks) = &mut content {
        for block in blocks {
            let own = match block {
                Block::Text { cache_control, .. } | Block::Image { cache_control, .. } => {
                    cache_control.take()
                }
                Block::Document(document) => document.cache_control.take(),
                _ => None,
            };
            cache_control = own.or(cache_control);
        }
    }
    Ok((content, cache_control))
}

/// Whether a tool's message holds nothing but results in Anthropic's own form.
fn is_native_result(content: &OurContent) -> bool {
    let is_result = |block: &ContentBlock| match block {
        ContentBlock::NonStandard(native) => {
            native.value.get("type").is_some_and(|kind| kind == "tool_result")
        }
        _ => false,
    };
    !content.is_empty() && content.blocks().iter().all(is_result)
}

fn blocks<'a>(
    position: usize,
    blocks: &'a [ContentBlock],
    write: impl Fn(&'a ContentBlock) -> Result<Option<Block<'a>>, Refusal>,
) -> Result<Vec<Block<'a>>> {
    let written = blocks.iter().enumerate().filter_map(|(number, block)| {
        write(block).map_err(|refusal| refusal.at(position, number)).transpose()
    });
    written.collect()
}

/// Adds content behind other content; two texts become two blocks.
fn append<'a>(content: Option<&mut Content<'a>>, more: Content<'a>) {
    let Some(content) = content else { return };
    let before = std::mem::replace(content, Content::Blocks(Vec::new()));
    let mut blocks = into_blocks(before);
    blocks.extend(into_blocks(more));
    *content = Content::Blocks(blocks);
}

fn into_blocks(content: Content<'_>) -> Vec<Block<'_>> {
    match content {
        Content::Text(text) if text.trim().is_empty() => Vec::new(),
        Content::Text(text) => vec![Block::Text { text, citations: Vec::new(), cache_control: None }],
        Content::Blocks(blocks) => blocks,
    }
}

fn is_empty(content: &Content<'_>) -> bool {
    match content {
        Content::Text(text) => text.is_empty(),
        Content::Blocks(blocks) => blocks.is_empty(),
    }
}
