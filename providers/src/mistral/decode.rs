//! What Mistral sends, as chunks.
//!
//! | event | chunk |
//! |---|---|
//! | a text or list in `delta.content` | its pieces; an empty text is a chunk without content |
//! | `delta.tool_calls` | whole calls. A call without an id gets one: the same event always gives the same |
//! | `finish_reason` | `finish_reason` and `model_name` |
//! | `usage`, with or without choices | usage |
//! | `[DONE]` | the last, without content. A server may leave it out behind `finish_reason` and `usage` |
//! | an error, in any of its forms | none: the error of the stream |
//! | any other | none |
//!
//! Every chunk carries the message's id and `model_provider`. Of several choices the first is the answer.

use runnable::{AiMessageChunk, Content, ContentBlock, JsonObject, ToolCallChunk, Usage};
use serde_json::Value;
use serde_json::value::RawValue;

use super::content::{Kind, Numbers};
use super::wire::{Call, Choice, Chunk};
use super::{failure, id, usage};
use crate::arguments::spaced;
use crate::dialect::{Chunks, Decode, Malformed, Step};
use crate::framing::Frame;
use crate::stamp::Stamp;
use crate::template::Template;
use crate::wire::Str;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    numbers: Numbers,
    /// How many calls there were.
    calls: u32,
    /// Whether it was said why the model stopped.
    has_ended: bool,
    /// What the chunks so far add up to.
    reported: Option<Usage>,
    /// The last event that was nothing but text.
    last: Template<Kind>,
}

impl Decoder {
    pub(super) fn new(provider: &str) -> Self {
        Self {
            stamp: Stamp::new(provider),
            numbers: Numbers::default(),
            calls: 0,
            has_ended: false,
            reported: None,
            last: Template::default(),
        }
    }

    /// Reads an answer that came at once.
    pub(super) fn whole(mut self, body: &str) -> Result<AiMessageChunk, Malformed> {
        let chunk: Chunk<'_> = serde_json::from_str(body)?;
        if chunk.choices.as_ref().is_none_or(Vec::is_empty) {
            return Err(Malformed::missing("choices"));
        }
        let chunk = self.chunk(chunk, body)?;
        Ok(if self.has_ended { chunk.into_last() } else { chunk })
    }

    /// The chunk that says that the message is complete.
    fn end(&self) -> AiMessageChunk {
        self.stamp.chunk(Content::default()).into_last()
    }

    /// An event that differs from the last in nothing but its text.
    fn repeated(&mut self, data: &str) -> Option<AiMessageChunk> {
        let (text, kind) = self.last.text(data).filter(|(text, _)| !text.is_empty())?;
        let block = self.numbers.block(kind, &text);
        Some(self.stamp.chunk(block))
    }

    fn chunk<'a>(&mut self, chunk: Chunk<'a>, data: &'a str) -> Result<AiMessageChunk, Malformed> {
        let Chunk { id, model, choices, usage, p, .. } = chunk;
        if !self.stamp.has_id() {
            self.stamp.set_id(id.filter(|id| !id.is_empty()).as_deref());
        }
        let mut content = Content::default();
        let mut facts = JsonObject::new();
        if let Some(choice) = choices.into_iter().flatten().find(is_first) {
            let Choice { delta, finish_reason, logprobs, .. } = choice;
            let delta = delta.unwrap_or_default();
            let text = match delta.content {
                Some(json) => self.numbers.read(json, &mut content)?,
                None => None,
            };
            let has_calls = delta.tool_calls.as_ref().is_some_and(|calls| !calls.is_empty());
            for call in delta.tool_calls.unwrap_or_default() {
                content.push(self.call(call, data)?);
            }
            let is_bare = !has_calls && finish_reason.is_none() && logprobs.is_none() && usage.is_none();
            if let Some((kind, text)) = text.filter(|_| is_bare) {
                self.last.learn(data, &text, p.map(RawValue::get), kind);
            }
            self.has_ended |= finish_reason.is_some();
            facts = ending(finish_reason, model, logprobs);
        }
        let mut chunk = self.stamp.put_with(AiMessageChunk::new(content), facts);
        if let Some(total) = usage.and_then(usage::total) {
            let reported = self.reported.replace(total.clone()).unwrap_or_default();
            chunk = chunk.with_usage(crate::usage::since(&reported, &total));
        }
        Ok(chunk)
    }

    /// A call, or the next fragment of one: that has neither name nor id.
    fn call(&mut self, call: Call<'_>, data: &str) -> Result<ContentBlock, Malformed> {
        let Call { id, index, function } = call;
        let given = id.filter(|id| !id.is_empty() && **id != *"null").map(String::from);
        let name = function.name.filter(|name| !name.is_empty()).map(String::from);
        let id = match (given, &name) {
            (None, Some(_)) => Some(id::made(data, self.calls)),
            (given, _) => given,
        };
        self.calls += 1;
        let args = match function.arguments.map(|arguments| arguments.get()) {
            None => String::new(),
            Some(text) if text.starts_with('"') => serde_json::from_str(text)?,
            Some(object) => spaced(object),
        };
        Ok(ToolCallChunk { name, args, id, index, extras: JsonObject::new() }.into())
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        let data = frame.data.trim();
        if let Some(chunk) = self.repeated(data) {
            out.push_back(chunk);
            return Ok(Step::Decoded);
        }
        if data == "[DONE]" {
            out.push_back(self.end());
            return Ok(Step::Finished);
        }
        let chunk: Chunk<'_> = serde_json::from_str(data)?;
        let has_nothing = chunk.choices.is_none() && chunk.usage.is_none();
        if has_nothing || chunk.error.is_some() || chunk.object.as_deref() == Some("error") {
            return Ok(failure::failure(data).map_or(Step::Unknown, Step::Failed));
        }
        out.push_back(self.chunk(chunk, data)?);
        Ok(Step::Decoded)
    }

    /// Mistral tells usage with the reason why it stopped: where both were told, nothing is missing but the last event.
    fn may_end(&self) -> bool {
        self.has_ended && self.reported.is_some()
    }

    fn last(&mut self) -> Option<AiMessageChunk> {
        Some(self.end())
    }
}

fn is_first(choice: &Choice<'_>) -> bool {
    choice.index.unwrap_or(0) == 0
}

/// How a message ended, as metadata.
fn ending(finish_reason: Option<Str<'_>>, model: Option<Str<'_>>, logprobs: Option<Value>) -> JsonObject {
    let model = model.filter(|_| finish_reason.is_some());
    let facts = [
        ("model_name", model.map(|model| String::from(model).into())),
        ("finish_reason", finish_reason.map(|reason| String::from(reason).into())),
        ("logprobs", logprobs),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}
