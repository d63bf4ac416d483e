//! Messages, as turns.

use std::collections::HashMap;

use runnable::message::{AiMessage, Content as OurContent, ToolMessage};
use runnable::{ContentBlock, Error, ErrorKind, Message, Result};

use super::super::body::{Content, Part, Role};
use super::answer::{self, Maker};
use super::{part, result};
use crate::dialect::Request;
use crate::refusal::{self, Refusal};

/// A conversation as the API takes it.
#[derive(Debug)]
pub(super) struct Conversation<'a> {
    pub(super) system: Vec<Part<'a>>,
    pub(super) turns: Vec<Content<'a>>,
}

pub(super) fn conversation<'a>(request: &Request<'a>) -> Result<Conversation<'a>> {
    let mut writer = Writer { request, system: Vec::new(), turns: Vec::new(), calls: HashMap::new() };
    let mut follows: Option<&Message> = None;
    for (position, message) in request.messages.iter().enumerate() {
        match message {
            Message::System(message) => {
                if !matches!(follows, None | Some(Message::System(_))) {
                    tracing::warn!(
                        message = position,
                        "a system message now applies to the whole conversation"
                    );
                }
                writer.system.extend(parts(position, &message.content, instruction)?);
            }
            Message::Human(message) => writer.human(position, &message.content)?,
            Message::Tool(message) => writer.tool(position, message, follows)?,
            Message::Ai(message) => writer.answer(position, message)?,
            _ => return Err(refusal::unknown_role(position, "Google")),
        }
        follows = Some(message);
    }
    Ok(Conversation { system: writer.system, turns: writer.turns })
}

struct Writer<'r, 'a> {
    request: &'r Request<'a>,
    system: Vec<Part<'a>>,
    turns: Vec<Content<'a>>,
    /// The name of each call, and its id where the API gave it: a result names the tool.
    calls: HashMap<&'a str, (&'a str, Option<&'a str>)>,
}

impl<'a> Writer<'_, 'a> {
    /// The API refuses a turn without parts.
    fn human(&mut self, position: usize, content: &'a OurContent) -> Result<()> {
        let parts = parts(position, content, part::part)?;
        if parts.is_empty() {
            tracing::warn!(message = position, "an empty message is left out");
        } else {
            self.turns.push(Content { role: Some(Role::User), parts });
        }
        Ok(())
    }

    /// What the tools gave after one answer is one turn.
    fn tool(&mut self, position: usize, message: &'a ToolMessage, follows: Option<&Message>) -> Result<()> {
        let known = self.calls.get(&*message.tool_call_id).copied();
        let (name, id) = match (known, &message.name) {
            (Some((name, id)), _) => (name, id),
            (None, Some(name)) => (name.as_str(), None),
            (None, None) => {
                let text =
                    format!("message {position} is the result of a call that no message before it made");
                return Err(Error::new(ErrorKind::Input, text));
            }
        };
        let parts =
            result::parts(message, name, id).map_err(|(number, refusal)| refusal.at(position, number))?;
        match (follows, self.turns.last_mut()) {
            (Some(Message::Tool(_)), Some(turn)) => turn.parts.extend(parts),
            _ => self.turns.push(Content { role: Some(Role::User), parts }),
        }
        Ok(())
    }

    /// An answer without content is an empty text: without it two turns of the user would follow each other.
    fn answer(&mut self, position: usize, message: &'a AiMessage) -> Result<()> {
        let maker = Maker::of(message, self.request.host.name);
        let mut parts = parts(position, &message.content, |block| answer::block(block, maker))?;
        for block in message.blocks() {
            let (id, name) = match block {
                ContentBlock::ToolCall(call) => (call.id.as_deref(), Some(call.name.as_str())),
                ContentBlock::ToolCallChunk(call) => (call.id.as_deref(), call.name.as_deref()),
                ContentBlock::InvalidToolCall(call) => (call.id.as_deref(), call.name.as_deref()),
                _ => continue,
            };
            if let (Some(id), Some(name)) = (id, name) {
                self.calls.insert(id, (name, answer::known_id(Some(id), maker)));
            }
        }
        if parts.is_empty() {
            parts.push(Part::text(""));
        }
        self.turns.push(Content { role: Some(Role::Model), parts });
        Ok(())
    }
}

/// A block of a system message: text, or what only Google has.
fn instruction(block: &ContentBlock) -> Result<Option<Part<'_>>, Refusal> {
    match block {
        ContentBlock::Text(_) | ContentBlock::PlainText(_) | ContentBlock::NonStandard(_) => {
            part::part(block)
        }
        other => Err(Refusal::of_kind(other)),
    }
}

fn parts<'a>(
    position: usize,
    content: &'a OurContent,
    write: impl Fn(&'a ContentBlock) -> Result<Option<Part<'a>>, Refusal>,
) -> Result<Vec<Part<'a>>> {
    let written = content.blocks().iter().enumerate().filter_map(|(number, block)| {
        write(block).map_err(|refusal| refusal.at(position, number)).transpose()
    });
    written.collect()
}
