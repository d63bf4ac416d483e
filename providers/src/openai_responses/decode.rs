//! What the Responses API sends, as chunks.
//!
//! | event | chunk |
//! |---|---|
//! | `response.created` | no content; the response's id |
//! | `response.output_item.added` | a call begins, thoughts begin; for a message its phase, or no content |
//! | `response.output_text.delta`, `….reasoning_summary_text.delta`, `….reasoning_text.delta` | the next piece of a text or thought |
//! | `response.function_call_arguments.delta` | the next fragment of a call's arguments |
//! | `response.output_text.annotation.added` | a text without words, with the annotation |
//! | `response.output_text.done` | a text without words, with the message's id and the log probabilities |
//! | `response.refusal.done` | the refusal, a non-standard block |
//! | `response.output_item.done` | what a tool of the provider's own did, and all that came in no pieces |
//! | `response.completed`, `response.incomplete` | no content; usage and metadata: the message is complete |
//! | `response.failed`, `error` | none: an error |
//!
//! What `….done` events repeat is left out, unless none of it came before. Every chunk carries the response's id and
//! `model_provider`, shared by all. Blocks have LangChain's standard form:
//!
//! | item | becomes |
//! |---|---|
//! | `message` | texts, with id, annotations and, among the extras, `phase` and `logprobs`; refusals as they came |
//! | `reasoning` | reasoning: a block a part, with the item's id; `encrypted_content` among the extras of the first |
//! | `function_call` | pieces of a tool call; the item's id among the extras as `item_id` |
//! | `custom_tool_call` | a tool call with the argument `__arg1`; `block_type` among the extras says what it is |
//! | `image_generation_call` | a picture |
//! | web and file search, code, MCP, tool search | a server tool call and its result |
//! | any other | a non-standard block, as it came |
//!
//! Thoughts that are told word for word have the `block_type` `reasoning_text` among their extras.

mod citation;
mod failure;
mod item;
mod places;
mod server;
mod usage;
mod whole;

pub(super) use whole::whole;

use compact_str::CompactString;
use runnable::message::{ReasoningBlock, TextBlock};
use runnable::{AiMessageChunk, ContentBlock, JsonObject, ToolCallChunk};
use serde_json::Value;

use super::wire::{AnnotationAdded, Done, ItemEvent, Piece, Response, ResponseEvent, Typed};
use crate::dialect::{Chunks, Decode, Malformed, Step};
use crate::framing::Frame;
use crate::stamp::Stamp;
use crate::wire::Str;
use places::{Named, Part, Places, Spot};

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    places: Places,
}

impl Decoder {
    pub(super) fn new(provider: &str) -> Self {
        Self { stamp: Stamp::new(provider), places: Places::default() }
    }

    fn chunk(&self, content: impl Into<runnable::message::Content>) -> AiMessageChunk {
        self.stamp.chunk(content)
    }

    /// A chunk without content, with these facts beside those that all chunks have.
    fn facts(&self, facts: impl IntoIterator<Item = (&'static str, Value)>) -> AiMessageChunk {
        self.stamp.put_with(AiMessageChunk::default(), facts)
    }

    fn created(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let ResponseEvent { response } = serde_json::from_str(data)?;
        self.stamp.set_id(response.id.as_deref());
        Ok(self.facts(response.id.map(|id| ("id", String::from(id).into()))))
    }

    fn completed(&self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let ResponseEvent { response } = serde_json::from_str(data)?;
        let counts = response.usage.and_then(|counts| usage::usage(counts, response.service_tier.as_deref()));
        let chunk = self.facts(facts_of(response)).into_last();
        Ok(counts.into_iter().fold(chunk, AiMessageChunk::with_usage))
    }

    fn text_delta(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let piece: Piece<'_> = serde_json::from_str(data)?;
        let text = CompactString::new(said(&piece)?);
        let part = Part::Text(piece.content_index.unwrap_or(0));
        let number = self.places.piece(named(&piece.item_id, piece.output_index), part).number;
        Ok(self.chunk(ContentBlock::Text(TextBlock { text, index: Some(number), more: None })))
    }

    fn arguments_delta(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let piece: Piece<'_> = serde_json::from_str(data)?;
        let args = said(&piece)?.to_owned();
        let number = self.places.piece(named(&piece.item_id, piece.output_index), Part::Whole).number;
        Ok(self.chunk(fragment(args, number)))
    }

    fn summary_delta(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let piece: Piece<'_> = serde_json::from_str(data)?;
        let part = Part::Summary(piece.summary_index.unwrap_or(0));
        Ok(self.thought(said(&piece)?, named(&piece.item_id, piece.output_index), part))
    }

    fn verbatim_delta(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let piece: Piece<'_> = serde_json::from_str(data)?;
        let part = Part::Verbatim(piece.content_index.unwrap_or(0));
        Ok(self.thought(said(&piece)?, named(&piece.item_id, piece.output_index), part))
    }

    fn thought(&mut self, text: &str, named: Named<'_>, part: Part) -> AiMessageChunk {
        let Spot { number, is_first } = self.places.piece(named, part);
        if is_first && matches!(part, Part::Verbatim(_)) {
            let id = named.id.map(str::to_owned);
            return self.chunk(item::thought(text, number, id, item::verbatim_mark()));
        }
        let (reasoning, index) = (CompactString::new(text), Some(number));
        self.chunk(ContentBlock::Reasoning(ReasoningBlock { reasoning, index, more: None }))
    }

    /// A part of a summary begins.
    fn summary_part(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let piece: Piece<'_> = serde_json::from_str(data)?;
        let place = self.places.of(named(&piece.item_id, piece.output_index));
        let number = self.places.block(place, Part::Summary(piece.summary_index.unwrap_or(0)));
        Ok(self.chunk(item::thought("", number, piece.item_id.map(String::from), JsonObject::new())))
    }

    fn annotation(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let added: AnnotationAdded<'_> = serde_json::from_str(data)?;
        let place = self.places.of(named(&added.item_id, added.output_index));
        let number = self.places.block(place, Part::Text(added.content_index.unwrap_or(0)));
        let annotations = vec![citation::annotation(added.annotation)];
        Ok(self.chunk(item::text_block("", number, None, annotations, JsonObject::new())))
    }

    /// A text is complete. Its words are here once more; they are read if none came before.
    fn text_done(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let done: Done<'_> = serde_json::from_str(data)?;
        let part = Part::Text(done.content_index.unwrap_or(0));
        let place = self.places.of(named(&done.item_id, done.output_index));
        let text = done.text.filter(|_| self.places.is_silent(place, part)).unwrap_or_default();
        let number = self.places.block(place, part);
        let extras = item::logprobs_of(done.logprobs);
        let id = done.item_id.map(String::from);
        Ok(self.chunk(item::text_block(&text, number, id, Vec::new(), extras)))
    }

    /// The arguments of a call are complete: read if none came before.
    fn arguments_done(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        let done: Done<'_> = serde_json::from_str(data)?;
        let named = named(&done.item_id, done.output_index);
        let is_silent = self.places.is_silent(self.places.of(named), Part::Whole);
        let Some(args) = done.arguments.filter(|args| is_silent && !args.is_empty()) else { return Ok(None) };
        let number = self.places.piece(named, Part::Whole).number;
        Ok(Some(self.chunk(fragment(args.into(), number))))
    }

    /// A part of a summary is complete: read if none of it came before.
    fn summary_done(&mut self, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        let done: Done<'_> = serde_json::from_str(data)?;
        let named = named(&done.item_id, done.output_index);
        let part = Part::Summary(done.summary_index.unwrap_or(0));
        let is_silent = self.places.is_silent(self.places.of(named), part);
        let text = done.text.filter(|text| is_silent && !text.is_empty());
        Ok(text.map(|text| self.thought(&text, named, part)))
    }

    fn refusal(&mut self, data: &str) -> Result<AiMessageChunk, Malformed> {
        let done: Done<'_> = serde_json::from_str(data)?;
        let words = done.refusal.ok_or(Malformed::missing("refusal"))?;
        let place = self.places.of(named(&done.item_id, done.output_index));
        let number = self.places.block(place, Part::Refusal(done.content_index.unwrap_or(0)));
        Ok(self.chunk(item::refusal(&words, number)))
    }

    fn item(
        &mut self,
        data: &str,
        blocks: fn(JsonObject, u32, &mut Places) -> Option<Vec<ContentBlock>>,
    ) -> Result<Option<AiMessageChunk>, Malformed> {
        let ItemEvent { item, output_index } = serde_json::from_str(data)?;
        let id = item.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
        let place = self.places.item(Named { id, place: output_index });
        Ok(blocks(item, place, &mut self.places).map(|blocks| self.chunk(blocks)))
    }

    fn event(&mut self, kind: &str, data: &str, out: &mut Chunks) -> Result<Step, Malformed> {
        match kind {
            "response.output_text.delta" => out.push_back(self.text_delta(data)?),
            "response.function_call_arguments.delta" => out.push_back(self.arguments_delta(data)?),
            "response.reasoning_summary_text.delta" => out.push_back(self.summary_delta(data)?),
            "response.reasoning_text.delta" => out.push_back(self.verbatim_delta(data)?),
            "response.output_item.added" => out.extend(self.item(data, item::added)?),
            "response.output_item.done" => out.extend(self.item(data, item::done)?),
            "response.output_text.annotation.added" => out.push_back(self.annotation(data)?),
            "response.output_text.done" => out.push_back(self.text_done(data)?),
            "response.function_call_arguments.done" => out.extend(self.arguments_done(data)?),
            "response.reasoning_summary_part.added" => out.push_back(self.summary_part(data)?),
            "response.reasoning_summary_text.done" => out.extend(self.summary_done(data)?),
            "response.refusal.done" => out.push_back(self.refusal(data)?),
            "response.created" => out.push_back(self.created(data)?),
            "response.completed" | "response.incomplete" => {
                out.push_back(self.completed(data)?);
                return Ok(Step::Finished);
            }
            "response.failed" | "error" => return failure::event(data).map(Step::Failed),
            known if says_nothing_new(known) => {}
            _ => return Ok(Step::Unknown),
        }
        Ok(Step::Decoded)
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        let Frame { name, data, .. } = frame;
        if name.starts_with("response.") || name == "error" {
            return self.event(name, data, out);
        }
        // Gateways send a mark that ends streams of another API; only the event that ends a response does so here.
        if data.trim() == "[DONE]" {
            return Ok(Step::Decoded);
        }
        let typed: Typed<'_> = serde_json::from_str(data)?;
        match (typed.kind, typed.error) {
            (Some(kind), _) => self.event(&kind, data, out),
            (None, Some(_)) => self.event("error", data, out),
            (None, None) => Err(Malformed::missing("type")),
        }
    }
}

/// What a response says about itself, as metadata.
fn facts_of(response: Response<'_>) -> impl Iterator<Item = (&'static str, Value)> {
    let text = |text: Option<Str<'_>>| text.map(|text| Value::from(String::from(text)));
    let model = text(response.model);
    let facts = [
        ("created_at", response.created_at),
        ("incomplete_details", response.incomplete_details),
        ("metadata", response.metadata),
        ("model_name", model.clone()),
        ("model", model),
        ("object", response.object),
        ("service_tier", text(response.service_tier)),
        ("status", text(response.status)),
        ("user", response.user),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((key, value?)))
}

fn named<'a>(id: &'a Option<Str<'_>>, place: Option<u32>) -> Named<'a> {
    Named { id: id.as_deref(), place }
}

fn said<'a>(piece: &'a Piece<'_>) -> Result<&'a str, Malformed> {
    piece.delta.as_deref().ok_or(Malformed::missing("delta"))
}

fn fragment(args: String, number: u32) -> ContentBlock {
    ToolCallChunk { args, index: Some(number), ..ToolCallChunk::default() }.into()
}

/// What the names of events begin with that repeat others, or say how far a tool of the provider's own has come.
const NOTHING_NEW: [&str; 14] = [
    "response.in_progress",
    "response.queued",
    "response.content_part.",
    "response.reasoning_part.",
    "response.reasoning_summary_part.done",
    "response.reasoning_text.done",
    "response.refusal.delta",
    "response.custom_tool_call_input.",
    "response.apply_patch_call_operation_diff.",
    "response.web_search_call.",
    "response.file_search_call.",
    "response.code_interpreter_call",
    "response.mcp_",
    "response.image_generation_call.",
];

fn says_nothing_new(kind: &str) -> bool {
    NOTHING_NEW.iter().any(|beginning| kind.starts_with(beginning))
}
