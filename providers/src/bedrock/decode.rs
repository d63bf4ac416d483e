//! What Bedrock sends, as chunks.
//!
//! | event | chunk |
//! |---|---|
//! | `messageStart` | no content |
//! | `contentBlockStart` | a call that begins. Texts and thoughts begin with their first delta |
//! | `contentBlockDelta` | the next piece of the block |
//! | `messageStop` | no content; how the message ended |
//! | `metadata` | no content; usage, metrics, and what a guardrail did: the message is complete |
//! | `contentBlockStop` | what a tool gave that Amazon ran; else none |
//! | an exception | none: the stream has failed |
//!
//! Every chunk carries `model_provider`; the answer has no id. Blocks have LangChain's standard form:
//!
//! | block | becomes |
//! |---|---|
//! | `text`, `citation` | text with annotations |
//! | `reasoningContent` | reasoning; signature and redacted content (in base64) among the extras |
//! | `toolUse` | pieces of a tool call; of a server tool call, if Amazon runs the tool |
//! | `toolResult` | a server tool result, its type among the extras as `block_type` |
//! | `image` | an image |
//! | any other, in an answer that comes at once | a non-standard block, as it came |

mod block;
mod usage;
mod whole;

pub(super) use whole::{failure, whole};

use std::collections::BTreeMap;

use compact_str::CompactString;
use runnable::message::{ReasoningBlock, TextBlock};
use runnable::{AiMessageChunk, ContentBlock};
use serde_json::Value;
use serde_json::value::RawValue;

use super::wire::{
    BlockDelta, BlockStart, BlockStop, Delta, MessageStop, Metadata, ReasoningDelta, ToolResult,
};
use crate::dialect::{Chunks, Decode, Malformed, Step};
use crate::framing::Frame;
use crate::stamp::Stamp;
use crate::template::Template;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    /// The blocks that have begun and not ended, where their deltas do not say all.
    open: BTreeMap<u32, Open>,
    /// What the model's own fields of the response say about thinking.
    thinking_tokens: Option<u64>,
    has_stopped: bool,
    has_usage: bool,
    /// The last delta that was nothing but text. The next one is like it, more often than not.
    last: Template<(Piece, u32)>,
}

/// A payload, and what in it is padding.
#[derive(Debug, Clone, Copy)]
struct Whole<'a> {
    data: &'a str,
    padding: Option<&'a str>,
}

/// A block whose deltas do not say all.
#[derive(Debug)]
enum Open {
    ServerToolUse,
    ToolResult(ToolResult),
    Image(String),
}

/// What a delta that is nothing but text is a piece of.
#[derive(Debug, Clone, Copy, Default)]
enum Piece {
    #[default]
    Text,
    Thought,
    Arguments,
}

impl Decoder {
    pub(super) fn new(provider: &str) -> Self {
        Self {
            stamp: Stamp::new(provider),
            open: BTreeMap::new(),
            thinking_tokens: None,
            has_stopped: false,
            has_usage: false,
            last: Template::default(),
        }
    }

    fn chunk(&self, block: ContentBlock) -> AiMessageChunk {
        self.stamp.chunk(block)
    }

    /// A chunk without content, with these facts beside those that all chunks have.
    fn facts(&self, facts: impl IntoIterator<Item = (String, Value)>) -> AiMessageChunk {
        self.stamp
            .put_with(AiMessageChunk::default(), facts.into_iter().filter(|(_, value)| !value.is_null()))
    }

    fn block_start(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        let BlockStart { content_block_index: index, start } = serde_json::from_str(data)?;
        if let Some(call) = start.tool_use {
            if block::is_server_tool(&call) {
                self.open.insert(index, Open::ServerToolUse);
            }
            return Ok(Some(self.chunk(block::call(index, call))));
        }
        if let Some(result) = start.tool_result {
            let shown = block::tool_result(index, result.clone());
            self.open.insert(index, Open::ToolResult(result));
            return Ok(Some(self.chunk(shown)));
        }
        if let Some(image) = start.image {
            self.open.insert(index, Open::Image(image.format.unwrap_or_default()));
        }
        Ok(None)
    }

    fn block_delta(&mut self, data: &str, out: &mut Chunks) -> Result<Step, Malformed> {
        if let Some((text, (piece, index))) = self.last.text(data) {
            out.push_back(self.chunk(self.piece(piece, index, &text)));
            return Ok(Step::Decoded);
        }
        let BlockDelta { content_block_index: index, delta, p } = serde_json::from_str(data)?;
        let whole = Whole { data, padding: p.map(RawValue::get) };
        let Delta { text, tool_use, reasoning_content, tool_result, citation, image } = delta;
        if let Some(text) = text {
            self.learn(whole, &text, (Piece::Text, index), out);
        } else if let Some(call) = tool_use {
            match (call.input, call.tool_use_id, call.name) {
                (Some(input), None, None) => self.learn(whole, &input, (Piece::Arguments, index), out),
                (input, id, name) => {
                    let args = input.map(String::from).unwrap_or_default();
                    let fragment =
                        block::call_piece(index, name.map(String::from), id.map(String::from), args);
                    out.push_back(self.chunk(fragment));
                }
            }
        } else if let Some(thought) = reasoning_content {
            self.thought(whole, index, thought, out);
        } else if let Some(citation) = citation {
            out.push_back(self.chunk(block::cited(index, "", vec![citation])));
        } else if let Some(contents) = tool_result {
            self.keep_result(index, contents);
        } else if let Some(bytes) = image.and_then(|image| image.source?.bytes) {
            let format = match self.open.get(&index) {
                Some(Open::Image(format)) => format.as_str(),
                _ => "",
            };
            out.push_back(self.chunk(block::image(format, bytes).with_index(index)));
        } else {
            return Ok(Step::Unknown);
        }
        Ok(Step::Decoded)
    }

    /// Gives the piece, and remembers the delta that it came in.
    fn learn(&mut self, whole: Whole<'_>, text: &str, (piece, index): (Piece, u32), out: &mut Chunks) {
        self.last.learn(whole.data, text, whole.padding, (piece, index));
        out.push_back(self.chunk(self.piece(piece, index, text)));
    }

    /// A thought, or what proves it. A delta that holds several gives a chunk for each, as LangChain has it.
    fn thought(&mut self, whole: Whole<'_>, index: u32, thought: ReasoningDelta<'_>, out: &mut Chunks) {
        let ReasoningDelta { text, signature, redacted_content } = thought;
        let extras = [("redacted_content", redacted_content), ("signature", signature)];
        if let (Some(text), true) = (&text, extras.iter().all(|(_, value)| value.is_none())) {
            return self.learn(whole, text, (Piece::Thought, index), out);
        }
        out.extend(text.map(|text| self.chunk(self.piece(Piece::Thought, index, &text))));
        for (key, value) in extras {
            let block = value.map(|value| {
                ContentBlock::reasoning("").with_index(index).with_extra(key, String::from(value))
            });
            out.extend(block.map(|block| self.chunk(block)));
        }
    }

    fn piece(&self, piece: Piece, index: u32, text: &str) -> ContentBlock {
        let compact = || CompactString::new(text);
        match piece {
            Piece::Text => ContentBlock::Text(TextBlock { text: compact(), index: Some(index), more: None }),
            Piece::Thought => ContentBlock::Reasoning(ReasoningBlock {
                reasoning: compact(),
                index: Some(index),
                more: None,
            }),
            Piece::Arguments => match self.open.get(&index) {
                Some(Open::ServerToolUse) => block::server_call_piece(index, None, None, text.to_owned()),
                _ => block::call_piece(index, None, None, text.to_owned()),
            },
        }
    }

    /// Keeps what a server's tool gave until the block ends: a result is one value, not pieces.
    fn keep_result(&mut self, index: u32, contents: Vec<Value>) {
        if let Some(Open::ToolResult(result)) = self.open.get_mut(&index) {
            result.content.get_or_insert_default().extend(contents);
        }
    }

    /// The end of a block: a result is shown, in the place of what it began as.
    fn block_end(&mut self, index: u32) -> Option<AiMessageChunk> {
        match self.open.remove(&index) {
            Some(Open::ToolResult(result)) if result.content.is_some() => {
                Some(self.chunk(block::tool_result(index, result)))
            }
            Some(Open::ToolResult(_) | Open::ServerToolUse | Open::Image(_)) | None => None,
        }
    }

    fn message_stop(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let MessageStop { stop_reason, additional_model_response_fields } = serde_json::from_str(data)?;
        let fields = additional_model_response_fields.unwrap_or_default();
        self.thinking_tokens = usage::thinking_tokens(&fields);
        self.has_stopped = true;
        Ok(self.facts([
            ("stopReason".to_owned(), stop_reason.into()),
            ("additionalModelResponseFields".to_owned(), fields),
        ]))
    }

    fn metadata(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let Metadata { usage, mut rest } = serde_json::from_str(data)?;
        rest.remove("p");
        self.has_usage = true;
        let mut chunk = self.facts(rest);
        if let Some(usage) = usage {
            chunk = chunk.with_usage(usage::total(&usage, self.thinking_tokens));
        }
        Ok(if self.has_stopped { chunk.into_last() } else { chunk })
    }

    fn ended(&self) -> Step {
        if self.has_stopped && self.has_usage { Step::Finished } else { Step::Decoded }
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        let data = frame.data;
        match frame.name {
            "contentBlockDelta" => return self.block_delta(data, out),
            "contentBlockStart" => out.extend(self.block_start(data)?),
            "contentBlockStop" => {
                let BlockStop { content_block_index } = serde_json::from_str(data)?;
                out.extend(self.block_end(content_block_index));
            }
            "messageStart" => out.push_back(self.facts([])),
            "messageStop" => {
                for index in self.open.keys().copied().collect::<Vec<_>>() {
                    out.extend(self.block_end(index));
                }
                let chunk = self.message_stop(data)?;
                out.push_back(if self.has_usage { chunk.into_last() } else { chunk });
                return Ok(self.ended());
            }
            "metadata" => {
                out.push_back(self.metadata(data)?);
                return Ok(self.ended());
            }
            name => match name.strip_prefix('!') {
                Some(code) => return whole::exception(code, data).map(Step::Failed),
                None => return Ok(Step::Unknown),
            },
        }
        Ok(Step::Decoded)
    }
}
