//! What Cohere sends, as chunks.
//!
//! | event | chunk |
//! |---|---|
//! | `message-start` | no content. Its id is that of all chunks |
//! | `content-start`, `content-delta` | text or reasoning, unless it is empty |
//! | `tool-plan-delta` | text: what the model says before it calls tools |
//! | `tool-call-start`, `tool-call-delta` | pieces of a tool call |
//! | `citation-start` | an annotation of the text |
//! | `message-end` | no content; usage and how the message ended: the message is complete |
//! | `content-end`, `tool-call-end`, `citation-end`, `debug` | none |
//!
//! Contents, plans and calls are numbered apart on the wire; here each has a number of its own, in the order in which
//! they appear.

mod citation;
mod usage;
mod whole;

pub(super) use whole::{failure, whole};

use compact_str::CompactString;
use runnable::message::{BlockDetails, ReasoningBlock, TextBlock};
use runnable::{AiMessageChunk, ContentBlock, JsonObject, ToolCallChunk};
use serde_json::{Value, json};

use super::wire::{
    Call, CallOf, CitationOf, Content, ContentOf, Ending, Event, MessageEnd, MessageStart, PlanOf, Typed,
};
use crate::dialect::{Chunks, Decode, Failure, Malformed, Step};
use crate::framing::Frame;
use crate::stamp::Stamp;
use crate::template::Template;
use crate::wire::Str;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    /// What the blocks so far are, and their numbers on the wire.
    blocks: Vec<(Piece, u32)>,
    /// The last delta that was nothing but text. The next one is like it, more often than not.
    last: Template<(Piece, u32)>,
}

/// What a delta is a piece of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Piece {
    #[default]
    Text,
    Thought,
    Plan,
    Call,
}

impl Decoder {
    pub(super) fn new(provider: &str) -> Self {
        Self { stamp: Stamp::new(provider), blocks: Vec::new(), last: Template::default() }
    }

    fn chunk(&self, block: ContentBlock) -> AiMessageChunk {
        self.stamp.chunk(block)
    }

    /// The number of the block with this number on the wire.
    fn number(&mut self, piece: Piece, index: u32) -> u32 {
        let known = self.blocks.iter().rposition(|block| *block == (piece, index));
        let position = known.unwrap_or_else(|| {
            self.blocks.push((piece, index));
            self.blocks.len() - 1
        });
        u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// A block that begins: most often it says nothing yet.
    fn content_start(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        let event: Event<ContentOf<'_>> = serde_json::from_str(data)?;
        let Some((piece, text)) = piece_of(event.delta.message.content) else { return Ok(None) };
        let number = self.number(piece, event.index.unwrap_or_default());
        Ok((!text.is_empty()).then(|| self.chunk(block(piece, number, &text))))
    }

    fn content(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        if let Some((text, (piece @ (Piece::Text | Piece::Thought), number))) = self.last.text(data) {
            return Ok(Some(self.chunk(block(piece, number, &text))));
        }
        let Event { index, delta, logprobs } = serde_json::from_str::<Event<ContentOf<'_>>>(data)?;
        let Some((piece, text)) = piece_of(delta.message.content) else { return Ok(None) };
        let number = self.number(piece, index.unwrap_or_default());
        let chunk = self.chunk(block(piece, number, &text));
        Ok(Some(match logprobs {
            Some(logprobs) => self.stamp.put_with(chunk, [("logprobs", json!([logprobs]))]),
            None => {
                self.last.learn(data, &text, None, (piece, number));
                chunk
            }
        }))
    }

    fn plan(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        if let Some((text, (Piece::Plan, number))) = self.last.text(data) {
            return Ok(self.chunk(block(Piece::Plan, number, &text)));
        }
        let event: Event<PlanOf<'_>> = serde_json::from_str(data)?;
        let text = event.delta.message.tool_plan;
        let number = self.number(Piece::Plan, 0);
        self.last.learn(data, &text, None, (Piece::Plan, number));
        Ok(self.chunk(block(Piece::Plan, number, &text)))
    }

    /// A call that begins. Each is one of its own, whatever number it has on the wire: a fragment like the last one may
    /// belong to another call now.
    fn call_start(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let event: Event<CallOf<'_>> = serde_json::from_str(data)?;
        let Call { id, function } = event.delta.message.tool_calls;
        let number = self.begun(event.index);
        self.last = Template::default();
        Ok(self.chunk(call(number, id, function.name, function.arguments)))
    }

    /// The number of a call that begins.
    fn begun(&mut self, index: Option<u32>) -> u32 {
        self.blocks.push((Piece::Call, index.unwrap_or_default()));
        u32::try_from(self.blocks.len() - 1).unwrap_or(u32::MAX)
    }

    fn call_delta(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        if let Some((text, (Piece::Call, number))) = self.last.text(data) {
            return Ok(self.chunk(call(number, None, None, Some(text))));
        }
        let event: Event<CallOf<'_>> = serde_json::from_str(data)?;
        let Call { id, function } = event.delta.message.tool_calls;
        let number = self.number(Piece::Call, event.index.unwrap_or_default());
        if let (None, None, Some(fragment)) = (&id, &function.name, &function.arguments) {
            self.last.learn(data, fragment, None, (Piece::Call, number));
        }
        Ok(self.chunk(call(number, id, function.name, function.arguments)))
    }

    /// The text that the citation is about, again, with nothing but the citation.
    fn citation(&mut self, citation: JsonObject) -> AiMessageChunk {
        let piece = match citation.get("type").and_then(Value::as_str) {
            Some("PLAN") => Piece::Plan,
            Some("THINKING_CONTENT") => Piece::Thought,
            _ => Piece::Text,
        };
        let said = citation.get("content_index").and_then(Value::as_u64);
        let last = self.blocks.iter().rev().find(|(known, _)| *known == piece).map(|(_, index)| *index);
        let index = said.and_then(|index| u32::try_from(index).ok()).or(last).unwrap_or_default();
        let number = self.number(piece, index);
        let annotations = vec![citation::annotation(citation)];
        let more = Some(Box::new(BlockDetails { annotations, ..BlockDetails::default() }));
        let (text, index) = (CompactString::default(), Some(number));
        self.chunk(match piece {
            Piece::Thought => ContentBlock::Reasoning(ReasoningBlock { reasoning: text, index, more }),
            Piece::Text | Piece::Plan | Piece::Call => ContentBlock::Text(TextBlock { text, index, more }),
        })
    }

    /// How the message ended, and whether it failed. What it cost is told in either case.
    fn ending(&self, ending: Ending<'_>) -> Result<(AiMessageChunk, Option<Failure>), Malformed> {
        let Ending { finish_reason, error, usage } = ending;
        let usage = usage.filter(|usage| !usage.is_null());
        let counts = usage.as_ref().map(usage::read).transpose()?;
        let failure = failure_of(finish_reason.as_deref(), error.as_deref());
        let facts = [("finish_reason", finish_reason.map(String::from).map(Value::from)), ("usage", usage)];
        let facts = facts.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let mut chunk = self.stamp.put_with(AiMessageChunk::default(), facts);
        if let Some(counts) = counts {
            chunk = chunk.with_usage(counts);
        }
        Ok((if failure.is_none() { chunk.into_last() } else { chunk }, failure))
    }

    fn message_end(&self, data: &str, out: &mut Chunks) -> Result<Step, Malformed> {
        let MessageEnd { delta } = serde_json::from_str(data)?;
        let (chunk, failure) = self.ending(delta)?;
        Ok(match failure {
            None => {
                out.push_back(chunk);
                Step::Finished
            }
            Some(failure) => {
                out.extend(chunk.usage().is_some().then_some(chunk));
                Step::Failed(failure)
            }
        })
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        let data = frame.data;
        let typed: Typed<'_>;
        let kind = if frame.name.is_empty() {
            typed = serde_json::from_str(data)?;
            &*typed.kind
        } else {
            frame.name
        };
        match kind {
            "content-delta" => out.extend(self.content(data)?),
            "content-start" => out.extend(self.content_start(data)?),
            "tool-plan-delta" => out.push_back(self.plan(data)?),
            "tool-call-start" => out.push_back(self.call_start(data)?),
            "tool-call-delta" => out.push_back(self.call_delta(data)?),
            "citation-start" => {
                let event: Event<CitationOf> = serde_json::from_str(data)?;
                out.push_back(self.citation(event.delta.message.citations));
            }
            "message-start" => {
                let MessageStart { id } = serde_json::from_str(data)?;
                self.stamp.set_id(id.as_deref());
                out.push_back(self.stamp.put(AiMessageChunk::default()));
            }
            "message-end" => return self.message_end(data, out),
            "error" => return whole::failure_event(data).map(Step::Failed),
            "content-end" | "tool-call-end" | "citation-end" | "debug" => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Decoded)
    }
}

fn piece_of(content: Content<'_>) -> Option<(Piece, Str<'_>)> {
    match content {
        Content { thinking: Some(thought), .. } => Some((Piece::Thought, thought)),
        Content { text: Some(text), .. } => Some((Piece::Text, text)),
        Content { text: None, thinking: None } => None,
    }
}

fn block(piece: Piece, number: u32, text: &str) -> ContentBlock {
    let (text, index) = (CompactString::new(text), Some(number));
    match piece {
        Piece::Thought => ContentBlock::Reasoning(ReasoningBlock { reasoning: text, index, more: None }),
        Piece::Call => call(number, None, None, Some(Str::from(&*text))),
        Piece::Text | Piece::Plan => ContentBlock::Text(TextBlock { text, index, more: None }),
    }
}

fn call(number: u32, id: Option<Str<'_>>, name: Option<Str<'_>>, args: Option<Str<'_>>) -> ContentBlock {
    ToolCallChunk {
        name: name.map(String::from),
        args: args.map(String::from).unwrap_or_default(),
        id: id.map(String::from),
        index: Some(number),
        extras: JsonObject::new(),
    }
    .into()
}

/// The error that a message ended with, where it did not end well.
fn failure_of(finish_reason: Option<&str>, error: Option<&str>) -> Option<Failure> {
    let code = finish_reason.filter(|reason| reason.starts_with("ERROR") || *reason == "TIMEOUT");
    if code.is_none() && error.is_none() {
        return None;
    }
    let message = error.unwrap_or("the answer could not be finished").to_owned();
    let is_retryable = matches!(code, Some("ERROR" | "TIMEOUT")).then_some(true);
    Some(Failure { code: code.map(str::to_owned), message, is_retryable, ..Failure::default() })
}
