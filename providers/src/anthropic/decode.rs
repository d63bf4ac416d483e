//! What Anthropic sends, as chunks.
//!
//! | event | chunk |
//! |---|---|
//! | `message_start` | no content; `model_name`. Its counts are kept for what `message_delta` leaves out |
//! | `content_block_start` | the block, unless it is an empty text or thought |
//! | `content_block_delta` | the next piece of the block |
//! | `message_delta` | no content; usage and how the message ended |
//! | `message_stop` | none: the message is complete |
//! | `ping`, `content_block_stop` | none |
//!
//! Every chunk carries the message's id and `model_provider`, shared by all. Blocks have LangChain's standard form:
//!
//! | block | becomes |
//! |---|---|
//! | `text` | text, its citations as annotations |
//! | `thinking` | reasoning, its signature among the extras |
//! | `tool_use` | pieces of a tool call |
//! | `server_tool_use` | pieces of a server tool call; `code_execution` is called `code_interpreter` |
//! | `mcp_tool_use` | the same with the name `remote_mcp`, tool and server among the extras |
//! | `*_tool_result` | a server tool result, the block's own type among the extras as `block_type` |
//! | `redacted_thinking`, `compaction`, any other | a non-standard block, as it came |

mod block;
mod citation;
mod usage;
mod whole;

pub(super) use whole::{failure, whole};

use std::collections::BTreeMap;

use compact_str::CompactString;
use runnable::message::{NonStandardBlock, ReasoningBlock, TextBlock};
use runnable::{AiMessageChunk, ContentBlock, Usage};
use serde_json::{Value, json};

use super::wire::{
    self, BlockDelta, BlockStart, CallStart, Delta, Ending, MessageDelta, MessageStart, Typed,
};
use crate::arguments::spaced;
use crate::dialect::{Chunks, Decode, Malformed, Step};
use crate::framing::Frame;
use crate::stamp::Stamp;
use crate::template::Template;
use crate::usage::since;
use crate::wire::Str;
use block::Kind;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    /// The kinds of the blocks that have begun and not ended.
    open: BTreeMap<u32, Kind>,
    /// The counts of `message_start`.
    first_counts: wire::Usage,
    /// What the chunks so far add up to.
    reported: Usage,
    /// The last delta that was nothing but text. The next one is like it, more often than not.
    last: Template<(Piece, u32)>,
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
            first_counts: wire::Usage::default(),
            reported: Usage::default(),
            last: Template::default(),
        }
    }

    fn chunk(&self, block: ContentBlock) -> AiMessageChunk {
        self.stamp.chunk(block)
    }

    /// A chunk without content, with these facts beside those that all chunks have.
    fn facts(&self, facts: impl IntoIterator<Item = (&'static str, Value)>) -> AiMessageChunk {
        self.stamp.put_with(AiMessageChunk::default(), facts)
    }

    fn message_start(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let MessageStart { message } = serde_json::from_str(data)?;
        self.stamp.set_id(message.id.as_deref());
        self.first_counts = message.usage.unwrap_or_default();
        Ok(self.facts(message.model.map(|model| ("model_name", String::from(model).into()))))
    }

    fn block_start(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        let BlockStart { index, content_block } = serde_json::from_str(data)?;
        let (kind, block) = block::begin(index, content_block, || {
            let start: CallStart<'_> = serde_json::from_str(data)?;
            Ok(spaced(start.content_block.input.get()))
        })?;
        self.open.insert(index, kind);
        Ok(block.map(|block| self.chunk(block)))
    }

    fn block_stop(&mut self, data: &str) -> Result<(), Malformed> {
        let wire::BlockStop { index } = serde_json::from_str(data)?;
        self.open.remove(&index);
        Ok(())
    }

    fn block_delta(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        if let Some((text, (piece, index))) = self.last.text(data) {
            return Ok(Some(self.chunk(self.piece(piece, index, text))));
        }
        let BlockDelta { index, mut delta } = serde_json::from_str(data)?;
        if let Some((piece, text, field)) = piece_of(&mut delta) {
            let text = text.ok_or(Malformed::missing(field))?;
            if delta.estimated_tokens.is_none() {
                self.last.learn(data, &text, None, (piece, index));
            }
            let block = self.piece(piece, index, text);
            return Ok(Some(self.chunk(match delta.estimated_tokens {
                Some(tokens) => block.with_extra("estimated_tokens", tokens),
                None => block,
            })));
        }
        let block = match &*delta.kind {
            "signature_delta" => Some(signature(index, delta)?),
            "citations_delta" => Some(cited(index, &delta)?),
            "compaction_delta" => Some(compaction(index, data)?),
            _ => self.other(index, data)?,
        };
        Ok(block.map(|block| self.chunk(block)))
    }

    fn piece(&self, piece: Piece, index: u32, text: Str<'_>) -> ContentBlock {
        let compact = || CompactString::new(&*text);
        match piece {
            Piece::Text => ContentBlock::Text(TextBlock { text: compact(), index: Some(index), more: None }),
            Piece::Thought => ContentBlock::Reasoning(ReasoningBlock {
                reasoning: compact(),
                index: Some(index),
                more: None,
            }),
            Piece::Arguments => self.arguments(index, text.into()),
        }
    }

    /// A fragment of the arguments of the call that began under this index.
    fn arguments(&self, index: u32, fragment: String) -> ContentBlock {
        match self.open.get(&index) {
            Some(Kind::ToolUse) => block::tool_fragment(index, fragment),
            Some(Kind::Other) => non_standard(index, json!({ "partial_json": fragment })),
            Some(Kind::Known) | None => block::server_tool_fragment(index, fragment),
        }
    }

    /// A delta of an unknown type, as a piece of the unknown block that it belongs to.
    fn other(&self, index: u32, data: &str) -> Result<Option<ContentBlock>, Malformed> {
        if !matches!(self.open.get(&index), Some(Kind::Other)) {
            return Ok(None);
        }
        let wire::OtherDelta { mut delta } = serde_json::from_str(data)?;
        delta.remove("type");
        Ok(Some(non_standard(index, delta.into())))
    }

    fn message_delta(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let MessageDelta { delta, usage, context_management } = serde_json::from_str(data)?;
        let is_last = delta.stop_reason.is_some();
        let mut chunk = self.facts(ending(delta, context_management));
        if let Some(counts) = usage {
            let total = usage::total(counts, self.first_counts);
            chunk = chunk.with_usage(since(&self.reported, &total));
            self.reported = total;
        }
        Ok(if is_last { chunk.into_last() } else { chunk })
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
            "content_block_delta" => match self.block_delta(data)? {
                Some(chunk) => out.push_back(chunk),
                None => return Ok(Step::Unknown),
            },
            "content_block_start" => out.extend(self.block_start(data)?),
            "content_block_stop" => self.block_stop(data)?,
            "message_start" => out.push_back(self.message_start(data)?),
            "message_delta" => out.push_back(self.message_delta(data)?),
            "message_stop" => return Ok(Step::Finished),
            "error" => return whole::failure_event(data).map(Step::Failed),
            "ping" => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Decoded)
    }
}

/// How a message ended, as metadata. LangChain names a stop sequence that there was none of.
fn ending(
    ending: Ending<'_>,
    context_management: Option<Value>,
) -> impl Iterator<Item = (&'static str, Value)> {
    let Ending { stop_reason, stop_sequence, stop_details, container } = ending;
    let always = [
        ("stop_reason", stop_reason.map(String::from).into()),
        ("stop_sequence", stop_sequence.map(String::from).into()),
    ];
    let sometimes = [
        ("stop_details", stop_details),
        ("context_management", context_management),
        ("container", container),
    ];
    always.into_iter().chain(sometimes.into_iter().filter_map(|(key, value)| Some((key, value?))))
}

/// What the delta is a piece of, and its text with the name of the field, if it is nothing but text.
fn piece_of<'a>(delta: &mut Delta<'a>) -> Option<(Piece, Option<Str<'a>>, &'static str)> {
    match &*delta.kind {
        "text_delta" => Some((Piece::Text, delta.text.take(), "delta.text")),
        "thinking_delta" => Some((Piece::Thought, delta.thinking.take(), "delta.thinking")),
        "input_json_delta" => Some((Piece::Arguments, delta.partial_json.take(), "delta.partial_json")),
        _ => None,
    }
}

fn signature(index: u32, delta: Delta<'_>) -> Result<ContentBlock, Malformed> {
    let signature = delta.signature.ok_or(Malformed::missing("delta.signature"))?;
    Ok(ContentBlock::reasoning("").with_index(index).with_extra("signature", String::from(signature)))
}

fn cited(index: u32, delta: &Delta<'_>) -> Result<ContentBlock, Malformed> {
    let citation = delta.citation.ok_or(Malformed::missing("delta.citation"))?;
    let annotation = citation::annotation(serde_json::from_str(citation.get())?);
    Ok(block::annotated("", index, vec![annotation]))
}

fn compaction(index: u32, data: &str) -> Result<ContentBlock, Malformed> {
    let wire::OtherDelta { mut delta } = serde_json::from_str(data)?;
    delta.retain(|key, value| !(key == "encrypted_content" && value.is_null()));
    delta.insert("type".to_owned(), "compaction".into());
    Ok(non_standard(index, delta.into()))
}

fn non_standard(index: u32, value: Value) -> ContentBlock {
    ContentBlock::NonStandard(Box::new(NonStandardBlock { value, id: None, index: Some(index) }))
}
