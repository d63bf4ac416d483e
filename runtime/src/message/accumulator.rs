//! The sum of many chunks, in time linear in their length.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::ai::AiMessage;
use super::block::ContentBlock;
use super::chunk::AiMessageChunk;
use super::content::Content;
use super::id::MessageId;
use crate::error::Result;
use crate::json::PartialJson;
use crate::value::Streamable;

/// Collects the chunks of a stream.
///
/// The same sum as `+`, with two things more: blocks are found by index at once, however many there are, and the
/// arguments of tool calls can be read while they grow without reading any of their text twice.
///
/// ```
/// use runnable::{Accumulator, ContentBlock, ToolCallChunk};
///
/// let piece = |args: &str| {
///     ContentBlock::from(ToolCallChunk { args: args.into(), index: Some(0), ..Default::default() })
/// };
/// let mut sum = Accumulator::default();
/// sum.push(piece(r#"{"city": "San Fr"#).into());
/// assert_eq!(sum.tool_calls()[0].args, Some(&serde_json::json!({"city": "San Fr"})));
/// sum.push(piece(r#"ancisco"}"#).into());
/// assert_eq!(sum.finish().tool_calls().next().unwrap().args["city"], "San Francisco");
/// ```
#[derive(Debug, Default)]
pub struct Accumulator {
    sum: AiMessageChunk,
    /// Where the last block of a kind and index stands.
    positions: HashMap<(&'static str, u32), usize>,
    /// The parsed part of each tool call's arguments, by the position of its block. Filled when asked for.
    arguments: HashMap<usize, PartialJson>,
}

/// A tool call whose arguments are still arriving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GrowingToolCall<'a> {
    /// The tool's name.
    pub name: Option<&'a str>,
    /// The id of the call.
    pub id: Option<&'a str>,
    /// The arguments as far as they can be read. Absent until the first character of a value.
    pub args: Option<&'a Value>,
}

impl Accumulator {
    /// Adds the next chunk.
    pub fn push(&mut self, chunk: AiMessageChunk) {
        for piece in self.push_rest(chunk) {
            self.push_block(piece);
        }
    }

    /// Adds everything but the content, which it gives back.
    pub(crate) fn push_rest(&mut self, mut chunk: AiMessageChunk) -> Content {
        self.sum.absorb_rest(&mut chunk);
        chunk.content
    }

    /// Adds a piece of the content. Gives the position of the block that it went into.
    pub(crate) fn push_block(&mut self, piece: ContentBlock) -> usize {
        let blocks = self.sum.content.blocks();
        let Some(index) = piece.index() else { return self.sum.content.merge(piece) };
        let last = blocks.len().saturating_sub(1);
        let known = match blocks.last() {
            Some(block) if block.owns(&piece) => Some(last),
            _ => self.positions.get(&(piece.kind(), index)).copied().filter(|&at| blocks[at].owns(&piece)),
        };
        match known {
            Some(position) => {
                self.sum.content.merge_at(position, piece);
                position
            }
            None => {
                let position = blocks.len();
                self.positions.insert((piece.kind(), index), position);
                self.sum.content.push(piece);
                position
            }
        }
    }

    /// The sum so far.
    pub fn sum(&self) -> &AiMessageChunk {
        &self.sum
    }

    /// The tool calls so far, with their arguments as far as they can be read.
    pub fn tool_calls(&mut self) -> Vec<GrowingToolCall<'_>> {
        let chunks = || {
            self.sum.blocks().iter().enumerate().filter_map(|(position, block)| match block {
                ContentBlock::ToolCallChunk(chunk) => Some((position, chunk)),
                _ => None,
            })
        };
        for (position, chunk) in chunks() {
            let json = self.arguments.entry(position).or_default();
            let unread = json.text().len();
            json.push(&chunk.args[unread..]);
        }
        chunks()
            .map(|(position, chunk)| GrowingToolCall {
                name: chunk.name.as_deref(),
                id: chunk.id.as_deref(),
                args: self.arguments.get(&position).and_then(PartialJson::value),
            })
            .collect()
    }

    /// The finished message.
    pub fn finish(self) -> AiMessage {
        self.sum.into()
    }
}

impl Streamable for AiMessage {
    type Chunk = AiMessageChunk;
    type Accumulator = Accumulator;

    fn push(accumulator: &mut Accumulator, chunk: AiMessageChunk) {
        accumulator.push(chunk);
    }

    fn finish(accumulator: Accumulator) -> Result<Self> {
        Ok(accumulator.finish())
    }

    fn into_chunk(self) -> AiMessageChunk {
        self.into()
    }

    fn stamp(chunk: &mut AiMessageChunk, run_id: Uuid) {
        if chunk.id.is_none() {
            chunk.id = Some(MessageId::Run(run_id));
        }
    }

    fn stamp_whole(&mut self, run_id: Uuid) {
        self.id.get_or_insert(MessageId::Run(run_id));
    }

    fn token(chunk: &AiMessageChunk) -> Option<Cow<'_, str>> {
        Some(chunk.text())
    }

    fn partial(accumulator: Accumulator) -> Option<Arc<AiMessage>> {
        Some(Arc::new(accumulator.finish()))
    }
}
