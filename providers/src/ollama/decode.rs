//! What Ollama sends, as chunks.
//!
//! | line | chunk |
//! |---|---|
//! | `message.thinking` | reasoning, unless the model was told not to think |
//! | `message.content` | text |
//! | `message.tool_calls` | whole calls. One without an id gets one: the same line always gives the same |
//! | `done: true` | the last: durations, `done_reason`, `model_name`, `model_provider`; usage, where both counts are there |
//! | `done: true` with the reason `load`, and no content | none: the model was loaded, nobody was answered |
//! | `error` | none: the error of the stream |
//! | any other | none |
//!
//! Blocks are numbered by LangChain's rule: the next number where the kind of block changes.

use compact_str::CompactString;
use runnable::message::{ReasoningBlock, TextBlock};
use runnable::{AiMessageChunk, Content, ContentBlock, JsonObject, ToolCallChunk, Usage};
use serde_json::Value;

use super::wire::{Call, Line};
use crate::arguments::respelled;
use crate::dialect::{Chunks, Decode, Failure, Malformed, Step};
use crate::framing::Frame;
use crate::ids::fnv_with;
use crate::template::Template;
use crate::wire::Str;

/// Reads one stream.
#[derive(Debug)]
pub struct Decoder {
    provider: &'static str,
    keeps_thoughts: bool,
    /// The kind of the last block, and its number.
    block: Option<(Kind, u32)>,
    /// How many calls there were.
    calls: u32,
    /// The last line that was nothing but a text.
    last: Template<Kind>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    Thought,
    #[default]
    Text,
    Call,
}

impl Decoder {
    pub(super) fn new(provider: &'static str, keeps_thoughts: bool) -> Self {
        Self { provider, keeps_thoughts, block: None, calls: 0, last: Template::default() }
    }

    /// Reads an answer that came at once.
    pub(super) fn whole(mut self, body: &str) -> Result<AiMessageChunk, Malformed> {
        let line: Line<'_> = serde_json::from_str(body)?;
        if line.error.is_some() || line.message.is_none() || is_load(&line) {
            return Err(Malformed::missing("message"));
        }
        self.chunk(line, body)
    }

    fn chunk(&mut self, mut line: Line<'_>, data: &str) -> Result<AiMessageChunk, Malformed> {
        self.learn(&line, data);
        let mut content = Content::default();
        if let Some(message) = line.message.take() {
            if let Some(thought) = message.thinking.filter(|text| self.keeps_thoughts && !text.is_empty()) {
                content.push(self.thought(&thought));
            }
            if let Some(text) = message.content.filter(|text| !text.is_empty()) {
                content.push(self.text(&text));
            }
            for call in message.tool_calls.unwrap_or_default() {
                content.push(self.call(call, data)?);
            }
        }
        let chunk = AiMessageChunk::new(content);
        if line.done != Some(true) {
            return Ok(match line.logprobs.take() {
                Some(logprobs) => {
                    chunk.with_metadata(JsonObject::from_iter([("logprobs".to_owned(), logprobs)]))
                }
                None => chunk,
            });
        }
        let usage = line.prompt_eval_count.zip(line.eval_count);
        let chunk = usage
            .into_iter()
            .fold(chunk, |chunk, (input, output)| chunk.with_usage(Usage::new(input, output)));
        Ok(chunk.with_metadata(self.facts(line)).into_last())
    }

    /// Remembers a line that is nothing but a text.
    fn learn(&mut self, line: &Line<'_>, data: &str) {
        let Some(message) = line.message.as_ref().filter(|_| line.done == Some(false)) else { return };
        let is_bare = message.tool_calls.is_none() && line.logprobs.is_none();
        let said = |text: &Option<Str<'_>>| text.as_ref().is_some_and(|text| !text.is_empty());
        let (text, kind) = match (&message.thinking, &message.content) {
            (Some(thought), content) if !said(content) && self.keeps_thoughts => (thought, Kind::Thought),
            (thought, Some(text)) if !said(thought) => (text, Kind::Text),
            _ => return,
        };
        if is_bare && !text.is_empty() {
            self.last.learn(data, text, line.created_at.as_deref(), kind);
        }
    }

    /// The chunk of a line that differs from the last one in its text alone.
    fn repeated(&mut self, data: &str) -> Option<AiMessageChunk> {
        let (text, kind) = self.last.text(data).filter(|(text, _)| !text.is_empty())?;
        Some(AiMessageChunk::new(match kind {
            Kind::Thought => self.thought(&text),
            Kind::Text | Kind::Call => self.text(&text),
        }))
    }

    /// The number of the next block, if it is of this kind.
    fn number(&mut self, kind: Kind) -> u32 {
        let number = match self.block {
            Some((last, number)) if last == kind => number,
            Some((_, number)) => number + 1,
            None => 0,
        };
        self.block = Some((kind, number));
        number
    }

    fn thought(&mut self, thought: &str) -> ContentBlock {
        let index = Some(self.number(Kind::Thought));
        ContentBlock::Reasoning(ReasoningBlock { reasoning: CompactString::new(thought), index, more: None })
    }

    fn text(&mut self, text: &str) -> ContentBlock {
        let index = Some(self.number(Kind::Text));
        ContentBlock::Text(TextBlock { text: CompactString::new(text), index, more: None })
    }

    /// A whole call. Calls that follow each other have one number, as LangChain has it: their ids keep them apart.
    fn call(&mut self, call: Call<'_>, data: &str) -> Result<ContentBlock, Malformed> {
        let Call { id, function } = call;
        let made = || format!("call_{:016x}", fnv_with(data.as_bytes(), self.calls));
        let id = id.filter(|id| !id.is_empty()).map_or_else(made, String::from);
        self.calls += 1;
        let args = match function.arguments.map(|arguments| arguments.get().trim()) {
            None | Some("null") => String::new(),
            Some(text) if text.starts_with('"') => serde_json::from_str(text)?,
            Some(object) => respelled(object),
        };
        Ok(ToolCallChunk {
            name: Some(function.name.into()),
            args,
            id: Some(id),
            index: Some(self.number(Kind::Call)),
            extras: JsonObject::new(),
        }
        .into())
    }

    /// What the last line says beside the message.
    fn facts(&self, line: Line<'_>) -> JsonObject {
        let text = |text: &Option<Str<'_>>| text.as_deref().map(Value::from);
        let facts = [
            ("model", text(&line.model)),
            ("created_at", text(&line.created_at)),
            ("done", line.done.map(Value::from)),
            ("done_reason", text(&line.done_reason)),
            ("total_duration", line.total_duration),
            ("load_duration", line.load_duration),
            ("prompt_eval_count", line.prompt_eval_count.map(Value::from)),
            ("prompt_eval_duration", line.prompt_eval_duration),
            ("eval_count", line.eval_count.map(Value::from)),
            ("eval_duration", line.eval_duration),
            ("logprobs", line.logprobs),
            ("model_name", text(&line.model)),
            ("model_provider", Some(self.provider.into())),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

impl Decode for Decoder {
    fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
        if let Some(chunk) = self.repeated(frame.data) {
            out.push_back(chunk);
            return Ok(Step::Decoded);
        }
        let line: Line<'_> = serde_json::from_str(frame.data)?;
        if let Some(error) = &line.error {
            return Ok(Step::Failed(failed(error)));
        }
        if is_load(&line) {
            tracing::warn!("the server loaded the model and gave no answer");
            return Ok(Step::Decoded);
        }
        let is_done = line.done == Some(true);
        if line.message.is_none() && !is_done {
            return Ok(Step::Unknown);
        }
        out.push_back(self.chunk(line, frame.data)?);
        Ok(if is_done { Step::Finished } else { Step::Decoded })
    }
}

/// Whether the server says that it loaded the model, which is all it did.
fn is_load(line: &Line<'_>) -> bool {
    let content = line.message.as_ref().and_then(|message| message.content.as_deref());
    line.done == Some(true)
        && line.done_reason.as_deref() == Some("load")
        && content.is_none_or(|content| content.trim().is_empty())
}

/// The body of an error, or of an answer that is none.
pub(super) fn failure(body: &str) -> Option<Failure> {
    let line: Line<'_> = serde_json::from_str(body).ok()?;
    if is_load(&line) {
        let message = "the model was loaded, and nobody was answered".to_owned();
        return Some(Failure { code: Some("load".to_owned()), message, ..Failure::default() });
    }
    line.error.as_ref().map(failed)
}

fn failed(error: &Value) -> Failure {
    let text = |key: &str| error.get(key).and_then(Value::as_str).map(str::to_owned);
    let message = error.as_str().map(str::to_owned).or_else(|| text("message"));
    Failure {
        code: text("code").or_else(|| text("type")),
        message: message.unwrap_or_else(|| error.to_string()),
        ..Failure::default()
    }
}
