//! Messages, as the API takes them.

use runnable::message::Content as OurContent;
use runnable::{ContentBlock, Message, Result};

use super::super::body::{Content, Part, Said, Turn};
use super::{answer, part};
use crate::dialect::Request;
use crate::refusal::{self, Refusal};

pub(super) fn turns<'a>(request: &Request<'a>) -> Result<Vec<Turn<'a>>> {
    let turns =
        request.messages.iter().enumerate().map(|(position, message)| turn(request, position, message));
    turns.collect()
}

fn turn<'a>(request: &Request<'a>, position: usize, message: &'a Message) -> Result<Turn<'a>> {
    let is_flat = request.host.takes_flat_text;
    Ok(match message {
        Message::System(message) => {
            let name = message.name.as_deref();
            let said =
                Said { content: content(position, &message.content, is_flat, part::instruction)?, name };
            if is_reasoner(&request.options.model) { Turn::Developer(said) } else { Turn::System(said) }
        }
        Message::Human(message) => Turn::User(Said {
            content: content(position, &message.content, is_flat, part::part)?,
            name: message.name.as_deref(),
        }),
        Message::Tool(message) => Turn::Tool {
            content: content(position, &message.content, is_flat, part::part)?,
            tool_call_id: &message.tool_call_id,
        },
        Message::Ai(message) => Turn::Assistant(Box::new(answer::answer(position, message, request.host)?)),
        _ => return Err(refusal::unknown_role(position, "OpenAI")),
    })
}

/// A model of the o series: `o1`, `o3-mini`, … They call the system the developer.
fn is_reasoner(model: &str) -> bool {
    model.strip_prefix('o').is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// A content, as text where it is one.
fn content<'a>(
    position: usize,
    content: &'a OurContent,
    is_flat: bool,
    write: impl Fn(&'a ContentBlock) -> Result<Part<'a>, Refusal>,
) -> Result<Content<'a>> {
    if let Some(text) = content.as_plain_text() {
        return Ok(Content::Text(text.into()));
    }
    let is_text = |block: &ContentBlock| matches!(block, ContentBlock::Text(_));
    if is_flat && content.blocks().iter().all(is_text) {
        return Ok(Content::Text(content.text()));
    }
    let parts = content.blocks().iter().enumerate();
    let parts = parts.map(|(number, block)| write(block).map_err(|refusal| refusal.at(position, number)));
    parts.collect::<Result<_>>().map(Content::Parts)
}
