//! What Chat Completions send, as chunks.
//!
//! | payload | chunk |
//! |---|---|
//! | a delta | its pieces: reasoning, results of tools, text, refusal, calls; an empty delta gives an empty chunk |
//! | a delta with `finish_reason` | the same, and how the message ended: `finish_reason`, `model_name`, … |
//! | `usage`, with a delta or without, or in a choice | what it adds to the usage of the message |
//! | `[DONE]` | no content: the message is complete |
//!
//! Every chunk carries the message's id and `model_provider`, shared by all. Where several answers were asked for, the
//! first is the message. A block's number counts up whenever the kind of content changes; a call has that of the wire.
//!
//! | piece | becomes |
//! |---|---|
//! | `content`, a text or a list of parts | text; parts of other types as they are |
//! | `reasoning_content`, `reasoning` | reasoning; OpenRouter's `reasoning_details` among the extras |
//! | `refusal` | a non-standard block of that type, as in the Responses API |
//! | `tool_calls`, `function_call` | pieces of calls, see `calls` |
//! | `annotations` | citations of the text |
//! | `executed_tools` | calls and results of tools that the host ran |
//! | `images`, `audio` | pictures, sound |
//! | `citations` and other sources, what filters found, `logprobs` | response metadata |

mod blocks;
mod calls;
mod citation;
mod executed;
mod sound;
mod text;
mod usage;
mod whole;

pub(super) use whole::whole;

use runnable::{AiMessageChunk, ContentBlock, JsonObject, Usage};
use serde_json::Value;
use serde_json::value::RawValue;

use super::failure;
use super::wire::{self, Choice, Delta, Payload};
use crate::dialect::{Chunks, Decode, Failure, Malformed, Step};
use crate::framing::Frame;
use crate::host::Host;
use crate::stamp::Stamp;
use crate::template::Template;
use crate::wire::Str;
use blocks::{Piece, Place};
use calls::Calls;
use sound::Sound;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    stamp: Stamp,
    is_usage_asked: bool,
    place: Place,
    calls: Calls,
    sound: Sound,
    /// How many of the tools that the host ran were told, by their order.
    executed: Vec<Value>,
    /// What was told of the whole answer, by its key.
    told: Vec<&'static str>,
    /// What was told before the message had an id. It waits for the first chunk.
    waiting: JsonObject,
    /// What the chunks so far add up to.
    reported: Option<Usage>,
    /// Whether it was said how the message ended.
    has_ended: bool,
    /// The last payload that was nothing but text. The next one is like it, more often than not.
    last: Template<Piece>,
}

impl Decoder {
    pub(super) fn new(host: &Host, is_usage_asked: bool, sound_format: Option<&str>) -> Self {
        Self {
            stamp: Stamp::new(host.name),
            is_usage_asked,
            place: Place::default(),
            calls: Calls::default(),
            sound: Sound::new(sound_format),
            executed: Vec::new(),
            told: Vec::new(),
            waiting: JsonObject::new(),
            reported: None,
            has_ended: false,
            last: Template::default(),
        }
    }

    /// The chunk that says that the message is complete.
    fn end(&self) -> AiMessageChunk {
        self.stamp.put(AiMessageChunk::default()).into_last()
    }

    /// A chunk with these blocks, and with these facts beside those that all chunks have.
    fn chunk(&self, blocks: Vec<ContentBlock>, facts: JsonObject) -> AiMessageChunk {
        self.stamp.put_with(AiMessageChunk::new(blocks), facts)
    }

    /// The chunk of a payload that differs from the last one in its text alone.
    fn text_again(&mut self, data: &str) -> Option<AiMessageChunk> {
        let (text, piece) = self.last.text(data)?;
        let is_empty = text.is_empty() && !matches!(piece, Piece::Arguments(_));
        let chunk =
            if is_empty { AiMessageChunk::default() } else { AiMessageChunk::new(self.piece(piece, &text)) };
        Some(self.stamp.put(chunk))
    }

    fn payload(&mut self, data: &str, out: &mut Chunks) -> Result<Step, Malformed> {
        if let Some(chunk) = self.text_again(data) {
            out.push_back(chunk);
            return Ok(Step::Decoded);
        }
        let payload = match parsed(data) {
            Ok(payload) => payload,
            Err(malformed) => return failure::failure(data).map(Step::Failed).ok_or(malformed),
        };
        if let Some(failure) = failed(&payload, data) {
            return Ok(Step::Failed(failure));
        }
        let has_groq_usage = payload.x_groq.as_ref().is_some_and(|groq| groq.usage.is_some());
        if payload.choices.is_none() && payload.usage.is_none() && !has_groq_usage {
            return Ok(failure::failure(data).map_or(Step::Unknown, Step::Failed));
        }
        out.extend(self.read(payload, data)?);
        Ok(Step::Decoded)
    }

    /// The chunk of a payload that is no error; none where it says nothing about the message.
    fn read(&mut self, mut payload: Payload<'_>, data: &str) -> Result<Option<AiMessageChunk>, Malformed> {
        if !self.stamp.has_id() {
            self.stamp.set_id(text::maybe(payload.id)?.as_deref());
        }
        let choices = payload.choices.take().unwrap_or_default();
        let choice = choices.into_iter().find(|choice| choice.index.unwrap_or(0) == 0);
        let mut facts = self.asides(&payload)?;
        let usage = self.usage(&payload, choice.as_ref());
        let Some(Choice { delta, message, finish_reason, logprobs, content_filter_results, .. }) = choice
        else {
            if usage.is_none() && !self.stamp.has_id() && !self.has_ended {
                self.waiting = facts;
                return Ok(None);
            }
            let says_something = usage.is_some() || !facts.is_empty();
            return Ok(says_something.then(|| with_usage(self.chunk(Vec::new(), facts), usage)));
        };
        let finish_reason = finish_reason.filter(|reason| !reason.is_empty());
        if let Some(logprobs) = logprobs.filter(holds_something) {
            facts.insert("logprobs".to_owned(), logprobs);
        }
        let delta = delta.or(message);
        if delta.is_none() && finish_reason.is_none() && usage.is_none() && facts.is_empty() {
            return Ok(None);
        }
        let mut blocks = self.blocks(delta.unwrap_or_default())?;
        let learned = blocks.text.take();
        let mut blocks = blocks.all;
        if let Some(reason) = finish_reason {
            self.has_ended = true;
            blocks.extend(self.calls.close());
            blocks.extend(self.sound.close().map(|block| self.place.put(block)));
            facts.extend(ending(&payload, &reason));
            facts.extend(aside("content_filter_results", content_filter_results)?);
        } else if let (Some((text, piece)), true, true) = (learned, usage.is_none(), facts.is_empty()) {
            let others = [payload.created, payload.obfuscation].into_iter().flatten();
            self.last.learn(data, &text, others.map(RawValue::get), piece);
        }
        Ok(Some(with_usage(self.chunk(blocks, facts), usage)))
    }

    /// What the payload adds to the usage of the message.
    fn usage(&mut self, payload: &Payload<'_>, choice: Option<&Choice<'_>>) -> Option<Usage> {
        let groq = || payload.x_groq.as_ref()?.usage.as_deref();
        let counts = payload.usage.as_deref().or_else(groq).or_else(|| choice?.usage.as_deref());
        let counts = counts.filter(|counts| **counts != wire::Usage::default())?;
        let total = usage::total(*counts, payload.service_tier.as_deref());
        let added = match &self.reported {
            Some(reported) if *reported == total => return None,
            Some(reported) => crate::usage::since(reported, &total),
            None => total.clone(),
        };
        self.reported = Some(total);
        Some(added)
    }

    /// What the payload tells of the whole answer. Hosts repeat it, so each is told once.
    fn asides(&mut self, payload: &Payload<'_>) -> Result<JsonObject, Malformed> {
        let asides = [
            ("citations", payload.citations),
            ("search_results", payload.search_results),
            ("web_search", payload.web_search),
            ("images", payload.images),
            ("videos", payload.videos),
            ("related_questions", payload.related_questions),
            ("reasoning_steps", payload.reasoning_steps),
            ("prompt_filter_results", payload.prompt_filter_results),
        ];
        let mut facts = std::mem::take(&mut self.waiting);
        for (key, json) in asides {
            if let Some(fact) = aside(key, json.filter(|_| !self.told.contains(&key)))? {
                self.told.push(key);
                facts.extend([fact]);
            }
        }
        Ok(facts)
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        match frame.data.trim() {
            "[DONE]" => {
                out.push_back(self.end());
                Ok(Step::Finished)
            }
            "" => Ok(Step::Decoded),
            data if frame.name == "error" => {
                let failure = failure::failure(data);
                Ok(Step::Failed(
                    failure.unwrap_or_else(|| Failure { message: data.to_owned(), ..Failure::default() }),
                ))
            }
            _ => self.payload(frame.data, out),
        }
    }

    /// Some hosts leave the last event out. Once it was said how the message ended, and what it used where that was
    /// asked, all of it is there.
    fn may_end(&self) -> bool {
        self.has_ended && (self.reported.is_some() || !self.is_usage_asked)
    }

    fn last(&mut self) -> Option<AiMessageChunk> {
        Some(self.end())
    }
}

/// A list would be read as an object whose fields have no names.
fn parsed(data: &str) -> Result<Payload<'_>, Malformed> {
    if data.trim_start().starts_with('{') {
        return Ok(serde_json::from_str(data)?);
    }
    let object: JsonObject = serde_json::from_str(data)?;
    debug_assert!(object.is_empty(), "an object begins with a brace");
    Err(Malformed::missing("choices"))
}

/// The error that a payload is.
fn failed(payload: &Payload<'_>, data: &str) -> Option<Failure> {
    let is_said = |json: &RawValue| !matches!(json.get(), "null" | "{}" | "\"\"" | "false");
    if payload.error.is_some_and(is_said) || payload.object.as_deref() == Some("error") {
        return failure::failure(data);
    }
    if let Some(message) = payload.x_groq.as_ref().and_then(|groq| groq.error.as_deref()) {
        return Some(Failure { message: message.to_owned(), ..Failure::default() });
    }
    let choice = payload.choices.as_ref()?.first()?;
    match choice.error.filter(|json| is_said(json)) {
        Some(json) => failure::failure(&format!(r#"{{"error":{}}}"#, json.get())),
        None if choice.finish_reason.as_deref() == Some("error") => Some(Failure {
            code: Some("error".to_owned()),
            message: "the model stopped because of an error".to_owned(),
            ..Failure::default()
        }),
        None => None,
    }
}

fn ending(payload: &Payload<'_>, reason: &str) -> impl Iterator<Item = (String, Value)> {
    let facts = [
        ("finish_reason", Some(reason)),
        ("model_name", payload.model.as_deref()),
        ("system_fingerprint", payload.system_fingerprint.as_deref()),
        ("service_tier", payload.service_tier.as_deref()),
    ];
    let said =
        facts.map(|(key, value)| Some((key.to_owned(), value.filter(|value| !value.is_empty())?.into())));
    said.into_iter().flatten()
}

fn with_usage(chunk: AiMessageChunk, usage: Option<Usage>) -> AiMessageChunk {
    usage.into_iter().fold(chunk, AiMessageChunk::with_usage)
}

/// A fact for the metadata, where it says something.
fn aside(key: &str, json: Option<&RawValue>) -> Result<Option<(String, Value)>, Malformed> {
    let value: Option<Value> = json.map(|json| serde_json::from_str(json.get())).transpose()?;
    Ok(value.filter(holds_something).map(|value| (key.to_owned(), value)))
}

/// Whether there is anything in a value beside empty lists and objects.
fn holds_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => object.values().any(holds_something),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}
