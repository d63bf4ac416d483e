//! Messages, as turns.

use std::borrow::Cow;

use runnable::message::{AiMessage, Content, ToolMessage, ToolStatus};
use runnable::{ContentBlock, Message, Result};
use serde_json::Value;

use super::super::body::{Block, Role, ToolResult, Turn};
use super::answer::Origin;
use super::block::{self, Names, cache_point};
use crate::dialect::Request;
use crate::refusal;

/// What is said where nothing is: the API refuses a turn without content. LangChain says the same.
const NOTHING: &str = ".";

/// A conversation as the API takes it.
#[derive(Debug, Default)]
pub(super) struct Conversation<'a> {
    pub(super) system: Vec<Block<'a>>,
    pub(super) turns: Vec<Turn<'a>>,
    names: Names,
}

pub(super) fn conversation<'a>(request: &Request<'a>, has_tools: bool) -> Result<Conversation<'a>> {
    let mut written = Conversation::default();
    let last = request.messages.len().saturating_sub(1);
    for (position, message) in request.messages.iter().enumerate() {
        match message {
            Message::System(message) => {
                let blocks = written.blocks(position, &message.content)?;
                written.system.extend(blocks);
            }
            Message::Human(message) => {
                let blocks = written.blocks(position, &message.content)?;
                written.say(Role::User, blocks);
            }
            Message::Tool(message) => written.result(position, message)?,
            Message::Ai(message) => {
                let origin = Origin::of(message, request.host.name, &request.options.model);
                written.answer(position, message, origin, position == last)?;
            }
            _ => return Err(refusal::unknown_role(position, "Bedrock")),
        }
    }
    if written.turns.is_empty() {
        written.say(Role::User, Vec::new());
    }
    if !has_tools {
        written.turns.iter_mut().flat_map(|turn| &mut turn.content).for_each(tell);
    }
    Ok(written)
}

impl<'a> Conversation<'a> {
    /// What one side says until the other speaks is one turn.
    fn say(&mut self, role: Role, mut content: Vec<Block<'a>>) {
        if content.is_empty() {
            content.push(Block::Text(Cow::Borrowed(NOTHING)));
        }
        match self.turns.last_mut() {
            Some(turn) if turn.role == role => turn.content.extend(content),
            _ => self.turns.push(Turn { role, content }),
        }
    }

    fn blocks(&mut self, position: usize, content: &'a Content) -> Result<Vec<Block<'a>>> {
        let mut written = Vec::new();
        for (number, block) in content.blocks().iter().enumerate() {
            let one = block::block(block, &mut self.names).map_err(|refusal| refusal.at(position, number))?;
            written.extend(one);
            written.extend(point_behind(block));
        }
        Ok(written)
    }

    /// A point of the cache stands behind the result, not in it.
    fn result(&mut self, position: usize, message: &'a ToolMessage) -> Result<()> {
        let blocks = self.blocks(position, &message.content)?;
        let (points, mut content): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_cache_point);
        if content.is_empty() {
            content.push(Block::Text(Cow::Borrowed(NOTHING)));
        }
        let status = match message.status {
            ToolStatus::Success => "success",
            ToolStatus::Error => "error",
        };
        let tool_use_id = &message.tool_call_id;
        let result = Block::ToolResult(ToolResult { tool_use_id, content, status, kind: None });
        self.say(Role::User, std::iter::once(result).chain(points).collect());
        Ok(())
    }

    /// The last message may not end with white space, if it is the model's.
    fn answer(
        &mut self,
        position: usize,
        message: &'a AiMessage,
        origin: Origin<'_>,
        is_last: bool,
    ) -> Result<()> {
        let mut written = Vec::new();
        for (number, block) in message.blocks().iter().enumerate() {
            written.extend(origin.block(block).map_err(|refusal| refusal.at(position, number))?);
            written.extend(point_behind(block));
        }
        if let (true, Some(Block::Text(Cow::Borrowed(text)))) = (is_last, written.last_mut()) {
            *text = text.trim_end();
        }
        if written.is_empty() && !message.content.is_empty() {
            tracing::warn!(message = position, "nothing of an answer can be sent back");
        }
        self.say(Role::Assistant, written);
        Ok(())
    }
}

fn point_behind(block: &ContentBlock) -> Option<Block<'_>> {
    if matches!(block, ContentBlock::NonStandard(_)) {
        return None;
    }
    block.extra("cache_control").filter(|control| !control.is_null()).map(cache_point).map(Block::CachePoint)
}

fn is_cache_point(block: &Block<'_>) -> bool {
    match block {
        Block::CachePoint(_) => true,
        Block::Native(value) => value.get("cachePoint").is_some(),
        _ => false,
    }
}

/// Says a call or a result in words: the API refuses both where no tools are offered. LangChain uses the same words.
fn tell(block: &mut Block<'_>) {
    let told = match block {
        Block::ToolUse(call) if call.input.as_object().is_some_and(|input| !input.is_empty()) => {
            format!("[Called {} with parameters: {}]", call.name, call.input)
        }
        Block::ToolUse(call) => format!("[Called {}]", call.name),
        Block::ToolResult(result) => {
            let parts = result.content.iter().filter_map(|part| match part {
                Block::Text(text) => Some(text.to_string()),
                Block::Native(value) => value.get("json").map(Value::to_string),
                _ => None,
            });
            format!("[Tool output: {}]", parts.collect::<String>())
        }
        _ => return,
    };
    *block = Block::Text(Cow::Owned(told));
}
