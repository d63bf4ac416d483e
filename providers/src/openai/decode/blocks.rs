//! The pieces of a message that a delta holds, as blocks.

use compact_str::CompactString;
use runnable::message::{BlockDetails, MediaBlock, NonStandardBlock, ReasoningBlock, TextBlock};
use runnable::{ContentBlock, JsonObject};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::text::Part;
use super::wire::Call;
use super::{Decoder, Delta, Malformed, Str, citation, executed, text};
use crate::data_url;

/// What a delta that is nothing but text is a piece of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Piece {
    #[default]
    Text,
    Thought,
    /// Of the arguments of the call with this index.
    Arguments(u32),
}

/// The number of the block that is being written.
#[derive(Debug, Default)]
pub(super) struct Place {
    kind: Option<&'static str>,
    number: u32,
}

impl Place {
    /// The number of a block of this kind. It counts up when the kind changes.
    fn number(&mut self, kind: &'static str) -> u32 {
        match self.kind.replace(kind) {
            Some(before) if before != kind => self.number = self.number.saturating_add(1),
            Some(_) | None => {}
        }
        self.number
    }

    fn text(&mut self, text: &str) -> ContentBlock {
        let (text, index) = (CompactString::new(text), Some(self.number("text")));
        ContentBlock::Text(TextBlock { text, index, more: None })
    }

    fn thought(&mut self, thought: &str) -> ContentBlock {
        let (reasoning, index) = (CompactString::new(thought), Some(self.number("reasoning")));
        ContentBlock::Reasoning(ReasoningBlock { reasoning, index, more: None })
    }

    /// Begins another block, whatever its kind.
    fn next(&mut self) {
        if self.kind.take().is_some() {
            self.number = self.number.saturating_add(1);
        }
    }

    /// The block under the number of its kind.
    pub(super) fn put(&mut self, block: ContentBlock) -> ContentBlock {
        let number = self.number(block.kind());
        block.with_index(number)
    }
}

/// The blocks of a delta, and the text of the one that is nothing but text where there is no other.
#[derive(Debug, Default)]
pub(super) struct Blocks<'a> {
    pub(super) all: Vec<ContentBlock>,
    pub(super) text: Option<(Str<'a>, Piece)>,
}

impl Decoder {
    /// In the order in which LangChain has them: thoughts, what the host's tools did, text, calls.
    pub(super) fn blocks<'a>(&mut self, delta: Delta<'a>) -> Result<Blocks<'a>, Malformed> {
        let arguments = fragment(delta.tool_calls.as_deref());
        let Delta { content, reasoning_content, reasoning, reasoning_details, .. } = delta;
        let mut all = Vec::new();
        let thought = match text::maybe(reasoning_content)? {
            Some(thought) => Some(thought),
            None => text::maybe(reasoning)?,
        };
        let details = reasoning_details.unwrap_or_default();
        all.extend(self.thought(thought.as_deref(), details));
        for (number, tool) in delta.executed_tools.into_iter().flatten().enumerate() {
            all.extend(self.executed(tool, number));
        }
        let said = text::maybe(content)?;
        match (&said, content) {
            (Some(text), _) => all.push(self.place.text(text)),
            (None, Some(json)) if !json.get().starts_with('"') => all.extend(self.parts(json)?),
            (None, _) => {}
        }
        all.extend(self.cited(delta.annotations.unwrap_or_default()));
        if let Some(refusal) = delta.refusal.filter(|refusal| !refusal.is_empty()) {
            all.push(self.native("refusal", json!({"type": "refusal", "refusal": String::from(refusal)})));
        }
        all.extend(delta.images.into_iter().flatten().map(|image| self.picture(image)));
        if let Some(audio) = delta.audio {
            all.extend(self.sound.piece(audio)?.map(|block| self.place.put(block)));
        }
        for call in delta.tool_calls.into_iter().flatten() {
            all.extend(self.calls.piece(call)?.map(|call| self.called(call)));
        }
        if let Some(function) = delta.function_call {
            all.extend(self.calls.function(Some(0), None, function)?.map(|call| self.called(call)));
        }
        let piece = match all.as_slice() {
            [ContentBlock::Text(TextBlock { more: None, .. })] => said.map(|text| (text, Piece::Text)),
            [ContentBlock::Reasoning(ReasoningBlock { more: None, .. })] => {
                thought.map(|text| (text, Piece::Thought))
            }
            [ContentBlock::ToolCallChunk(_)] => match arguments {
                Some((index, json)) => Some((text::of(json)?, Piece::Arguments(index))),
                None => None,
            },
            _ => None,
        };
        Ok(Blocks { all, text: piece })
    }

    /// What is nothing but a piece, in a delta like the last one.
    pub(super) fn piece(&mut self, piece: Piece, text: &str) -> ContentBlock {
        match piece {
            Piece::Text => self.place.text(text),
            Piece::Thought => self.place.thought(text),
            Piece::Arguments(index) => {
                let fragment = self.calls.fragment(index, text);
                self.called(fragment)
            }
        }
    }

    fn thought(&mut self, text: Option<&str>, details: Vec<Value>) -> Option<ContentBlock> {
        if details.is_empty() {
            return text.map(|text| self.place.thought(text));
        }
        Some(self.detailed_thought(text.unwrap_or_default(), "reasoning_details", details.into()))
    }

    /// A thought with a field of the host's own.
    fn detailed_thought(&mut self, text: &str, key: &str, value: Value) -> ContentBlock {
        let extras = JsonObject::from_iter([(key.to_owned(), value)]);
        ContentBlock::Reasoning(ReasoningBlock {
            reasoning: CompactString::new(text),
            index: Some(self.place.number("reasoning")),
            more: Some(Box::new(BlockDetails { extras, ..BlockDetails::default() })),
        })
    }

    fn executed(&mut self, tool: JsonObject, number: usize) -> Vec<ContentBlock> {
        let told = tool.get("index").cloned().unwrap_or_else(|| number.into());
        let is_told = self.executed.contains(&told);
        if !is_told {
            self.executed.push(told);
        }
        let blocks = executed::blocks(tool, number, is_told);
        blocks.into_iter().map(|block| self.place.put(block)).collect()
    }

    fn parts(&mut self, json: &RawValue) -> Result<Vec<ContentBlock>, Malformed> {
        let parts = text::parts(json)?.into_iter().map(|part| match part {
            Part::Text(text) => self.place.text(&text),
            Part::Thought { text, signature: None } => self.place.thought(&text),
            Part::Thought { text, signature: Some(signature) } => {
                self.detailed_thought(&text, "signature", signature)
            }
            Part::Picture(image) => self.picture(image),
            Part::Other(value) => {
                self.place.next();
                self.native("non_standard", value)
            }
        });
        Ok(parts.collect())
    }

    fn cited(&mut self, annotations: Vec<Value>) -> Option<ContentBlock> {
        if annotations.is_empty() {
            return None;
        }
        let annotations = annotations.into_iter().map(citation::annotation).collect();
        let more = Some(Box::new(BlockDetails { annotations, ..BlockDetails::default() }));
        let index = Some(self.place.number("text"));
        Some(ContentBlock::Text(TextBlock { text: CompactString::default(), index, more }))
    }

    /// A picture that the model made. Each is a block of its own.
    fn picture(&mut self, image: Value) -> ContentBlock {
        let Some(url) = image["image_url"]["url"].as_str() else {
            self.place.next();
            return self.native("non_standard", image);
        };
        let media = match data_url::split(url) {
            Some((media_type, data)) => MediaBlock::base64(media_type, data),
            None => MediaBlock::url(url),
        };
        self.place.next();
        self.place.put(ContentBlock::Image(Box::new(media)))
    }

    /// A block in the host's own form. Those of one `kind` that follow each other are one block.
    fn native(&mut self, kind: &'static str, value: Value) -> ContentBlock {
        let index = Some(self.place.number(kind));
        ContentBlock::NonStandard(Box::new(NonStandardBlock { value, id: None, index }))
    }

    fn called(&mut self, call: ContentBlock) -> ContentBlock {
        self.place.number("tool_call_chunk");
        call
    }
}

/// The index and the arguments of the only call in a delta, where they are a text and all that is said of it.
fn fragment<'a>(calls: Option<&[Call<'a>]>) -> Option<(u32, &'a RawValue)> {
    let Some([Call { index: Some(index), id: None, function: Some(function), custom: None }]) = calls else {
        return None;
    };
    let arguments = function.arguments.filter(|json| function.name.is_none() && json.get().starts_with('"'));
    Some((*index, arguments?))
}
