//! What Google sends, as chunks: one for each response of a stream that says anything.
//!
//! | field | chunk |
//! |---|---|
//! | `candidates[0].content.parts` | the blocks below |
//! | `finishReason` | `finish_reason` and `model_name` in the metadata; the stream may end from here on |
//! | `safetyRatings`, `urlContextMetadata`, `citationMetadata`, `logprobsResult` | in the metadata, in snake case |
//! | `groundingMetadata` | the same; citations of the chunk's first text |
//! | `promptFeedback` without candidates | in the metadata; the prompt was blocked and nothing follows |
//! | `usageMetadata` | what it adds to the one before: the counts of a stream are cumulative |
//!
//! Every chunk carries `responseId` as the message's id and `model_provider`. Of several candidates the first is read.
//! Blocks have LangChain's standard form:
//!
//! | part | becomes |
//! |---|---|
//! | `text` | text, or reasoning where `thought` says so |
//! | `functionCall` | a tool call in one piece, once it is complete |
//! | `executableCode`, `toolCall` | a server tool call; code is called `code_interpreter` |
//! | `codeExecutionResult`, `toolResponse` | a server tool result |
//! | `inlineData`, `fileData` | a picture, sound, film or file |
//! | any other | a non-standard block, as it came |
//!
//! A `thoughtSignature` is the extra field `signature` of the block that it came with.

mod arguments;
mod grounding;
mod growing;
mod part;
mod usage;
mod whole;

pub(super) use whole::{failure, whole};

use runnable::{AiMessageChunk, ContentBlock, JsonObject, Usage};
use serde_json::Value;
use serde_json::value::RawValue;

use super::wire::{Candidate, OtherResponse, Response};
use crate::dialect::{Chunks, Decode, Malformed, Step};
use crate::framing::Frame;
use crate::stamp::Stamp;
use crate::usage::since;
use part::Places;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    places: Places,
    /// What the chunks so far add up to.
    reported: Usage,
    /// Whether the provider said why it stopped.
    has_ended: bool,
}

impl Decoder {
    pub(super) fn new(provider: &str) -> Self {
        Self {
            stamp: Stamp::new(provider),
            places: Places::default(),
            reported: Usage::default(),
            has_ended: false,
        }
    }

    /// The chunk of a response; nothing for one that says nothing.
    fn response(&mut self, response: Response<'_>, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        let Response { candidates, prompt_feedback, usage_metadata, model_version, response_id, .. } =
            response;
        if let (false, Some(id)) = (self.stamp.has_id(), &response_id) {
            self.stamp.set_id(Some(id));
            self.places.response = String::from(&**id);
        }
        let had_ended = self.has_ended;
        let candidates = candidates.unwrap_or_default();
        let feedback = prompt_feedback.filter(|_| candidates.is_empty());
        let mut facts = JsonObject::new();
        if let Some(feedback) = feedback {
            self.blocked(feedback, &mut facts)?;
        }
        let first = candidates.into_iter().enumerate().find(|(_, one)| one.index.unwrap_or(0) == 0);
        let mut blocks = Vec::new();
        if let Some((position, mut candidate)) = first {
            let parts = candidate.content.take().and_then(|content| content.parts).unwrap_or_default();
            for (number, part) in parts.into_iter().enumerate() {
                if part.is_other() {
                    let other = other_part(data, position, number)?;
                    self.places.other(other, part.thought_signature, &mut blocks);
                } else {
                    self.places.part(part, &mut blocks)?;
                }
            }
            if candidate.finish_reason.is_some() {
                blocks.extend(self.places.unfinished_call());
                facts
                    .extend(model_version.map(|model| ("model_name".to_owned(), String::from(model).into())));
                self.has_ended = true;
            }
            self::facts(&candidate, &mut facts, &mut blocks)?;
        }
        let usage = usage_metadata.and_then(usage::total).map(|total| since(&self.reported, &total));
        let usage = usage.filter(usage::says_something);
        let is_last = self.has_ended && !had_ended;
        if blocks.is_empty() && facts.is_empty() && usage.is_none() && !is_last {
            return Ok(None);
        }
        Ok(Some(self.chunk(blocks, facts, usage, is_last)))
    }

    fn chunk(
        &mut self,
        mut blocks: Vec<ContentBlock>,
        facts: JsonObject,
        usage: Option<Usage>,
        is_last: bool,
    ) -> AiMessageChunk {
        let mut chunk = match blocks.pop() {
            None => AiMessageChunk::default(),
            Some(only) if blocks.is_empty() => AiMessageChunk::new(only),
            Some(last) => {
                blocks.push(last);
                AiMessageChunk::new(blocks)
            }
        };
        chunk = self.stamp.put_with(chunk, facts);
        if let Some(usage) = usage {
            self.reported += usage.clone();
            chunk = chunk.with_usage(usage);
        }
        if is_last { chunk.into_last() } else { chunk }
    }

    /// The prompt was blocked: no candidate will come.
    fn blocked(&mut self, feedback: &RawValue, facts: &mut JsonObject) -> Result<(), Malformed> {
        let feedback = grounding::snake_case(serde_json::from_str(feedback.get())?);
        let reason = feedback.get("block_reason").and_then(Value::as_str);
        tracing::warn!(reason, "the prompt was blocked, so the answer is empty");
        self.has_ended = true;
        facts.insert("prompt_feedback".to_owned(), feedback);
        Ok(())
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        let response: Response<'_> = serde_json::from_str(frame.data)?;
        if let Some(error) = response.error {
            return Ok(Step::Failed(whole::failure_of(*error)));
        }
        if !response.is_known() {
            return Ok(Step::Unknown);
        }
        out.extend(self.response(response, frame.data)?);
        Ok(Step::Decoded)
    }

    /// The API has no last event: a stream is complete once it said why it stopped.
    fn may_end(&self) -> bool {
        self.has_ended
    }
}

/// What a candidate says beside its parts.
fn facts(
    candidate: &Candidate<'_>,
    facts: &mut JsonObject,
    blocks: &mut [ContentBlock],
) -> Result<(), Malformed> {
    if let Some(reason) = candidate.finish_reason.as_deref() {
        facts.insert("finish_reason".to_owned(), reason.into());
        let message = candidate.finish_message.as_deref().filter(|_| reason != "STOP");
        facts.extend(message.map(|message| ("finish_message".to_owned(), message.into())));
    }
    let raw = [
        ("safety_ratings", candidate.safety_ratings),
        ("grounding_metadata", candidate.grounding_metadata),
        ("url_context_metadata", candidate.url_context_metadata),
        ("citation_metadata", candidate.citation_metadata),
        ("logprobs_result", candidate.logprobs_result),
    ];
    for (key, raw) in raw {
        let Some(raw) = raw else { continue };
        let value = grounding::snake_case(serde_json::from_str(raw.get())?);
        if key == "grounding_metadata" {
            grounding::cite(&value, blocks);
        }
        let is_empty = value.as_object().is_some_and(JsonObject::is_empty)
            || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            facts.insert(key.to_owned(), value);
        }
    }
    Ok(())
}

/// A part of an unknown kind, as it came.
fn other_part(data: &str, candidate: usize, part: usize) -> Result<JsonObject, Malformed> {
    let mut response: OtherResponse = serde_json::from_str(data)?;
    let content = response.candidates.get_mut(candidate).and_then(|one| one.content.as_mut());
    Ok(content.and_then(|content| content.parts.get_mut(part)).map(std::mem::take).unwrap_or_default())
}
