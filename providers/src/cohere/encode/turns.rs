//! Messages, as messages.

use runnable::message::{Content as OurContent, ToolMessage};
use runnable::{ContentBlock, Message, Result};

use super::super::body::{Block, Content, Turn};
use super::{answer, block};
use crate::dialect::Request;
use crate::refusal::{self, Refusal};

pub(super) fn turns<'a>(request: &Request<'a>) -> Result<Vec<Turn<'a>>> {
    let provider = request.host.name;
    let turn = |(position, message): (usize, &'a Message)| match message {
        Message::System(message) => Ok(Turn::System { content: content(position, &message.content)? }),
        Message::Human(message) => Ok(Turn::User { content: content(position, &message.content)? }),
        Message::Tool(message) => result(position, message),
        Message::Ai(message) => answer::answer(position, message, provider),
        _ => Err(refusal::unknown_role(position, "Cohere")),
    };
    request.messages.iter().enumerate().map(turn).collect()
}

fn content(position: usize, content: &OurContent) -> Result<Content<'_>> {
    Ok(match content.as_plain_text() {
        Some(text) => Content::Text(text.into()),
        None => Content::Blocks(blocks(position, content.blocks(), block::block)?),
    })
}

/// A tool's result, as documents. One that says nothing is an empty document: the API wants one.
fn result(position: usize, message: &ToolMessage) -> Result<Turn<'_>> {
    let mut content = blocks(position, message.content.blocks(), block::document)?;
    if content.is_empty() {
        content.push(block::output(""));
    }
    Ok(Turn::Tool { tool_call_id: &message.tool_call_id, content })
}

pub(super) fn blocks<'a>(
    position: usize,
    blocks: &'a [ContentBlock],
    write: impl Fn(&'a ContentBlock) -> Result<Block<'a>, Refusal>,
) -> Result<Vec<Block<'a>>> {
    let written = blocks.iter().enumerate();
    written.map(|(number, block)| write(block).map_err(|refusal| refusal.at(position, number))).collect()
}
