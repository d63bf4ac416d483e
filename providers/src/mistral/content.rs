//! The pieces of a content list.
//!
//! | piece | block |
//! |---|---|
//! | `text`, a bare text | text |
//! | `thinking` | reasoning, one for each text in it; a signature among the extras |
//! | `reference` | text with a citation, the ids of the references among its extras |
//! | any other | a non-standard block, as it came |

use runnable::message::{Annotation, BlockDetails, NonStandardBlock, ReasoningBlock, TextBlock};
use runnable::{Content, ContentBlock, JsonObject};
use serde_json::Value;
use serde_json::value::RawValue;

use super::wire::Piece;
use crate::dialect::Malformed;
use crate::wire::Str;

/// What a piece is. A block ends where the next piece is of another kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Text,
    Thought,
    Reference,
    Other,
}

/// The kind of the last piece, and the number of its block.
#[derive(Debug, Default)]
pub(super) struct Numbers(Option<(Kind, u32)>);

impl Numbers {
    fn of(&mut self, kind: Kind) -> Option<u32> {
        let number = match self.0 {
            Some((last, number)) if last == kind => number,
            Some((_, number)) => number + 1,
            None => 0,
        };
        self.0 = Some((kind, number));
        Some(number)
    }

    /// A text or a thought, as a block.
    pub(super) fn block(&mut self, kind: Kind, text: &str) -> ContentBlock {
        let index = self.of(kind);
        match kind {
            Kind::Thought => {
                ContentBlock::Reasoning(ReasoningBlock { reasoning: text.into(), index, more: None })
            }
            Kind::Text | Kind::Reference | Kind::Other => {
                ContentBlock::Text(TextBlock { text: text.into(), index, more: None })
            }
        }
    }

    /// Adds the content of a message. Gives the text back, where the content is one text or thought and nothing else.
    pub(super) fn read<'a>(
        &mut self,
        content: &'a RawValue,
        out: &mut Content,
    ) -> Result<Option<(Kind, Str<'a>)>, Malformed> {
        if content.get().starts_with('"') {
            let text: Str<'a> = serde_json::from_str(content.get())?;
            self.say(Kind::Text, &text, out);
            return Ok(Some((Kind::Text, text)));
        }
        let pieces: Vec<&'a RawValue> = serde_json::from_str(content.get())?;
        let is_only = pieces.len() == 1;
        let mut only = None;
        for piece in pieces {
            only = self.piece(piece, out)?;
        }
        Ok(only.filter(|_| is_only))
    }

    fn say(&mut self, kind: Kind, text: &str, out: &mut Content) {
        if !text.is_empty() {
            out.push(self.block(kind, text));
        }
    }

    fn piece<'a>(
        &mut self,
        json: &'a RawValue,
        out: &mut Content,
    ) -> Result<Option<(Kind, Str<'a>)>, Malformed> {
        if json.get().starts_with('"') {
            let text: Str<'a> = serde_json::from_str(json.get())?;
            self.say(Kind::Text, &text, out);
            return Ok(Some((Kind::Text, text)));
        }
        let piece: Piece<'a> = serde_json::from_str(json.get())?;
        match (piece.kind.as_deref(), piece.thinking) {
            (Some("text"), _) => {
                let text = piece.text.ok_or(Malformed::missing("content.text"))?;
                self.say(Kind::Text, &text, out);
                return Ok(Some((Kind::Text, text)));
            }
            (Some("thinking"), Some(thinking)) => return self.thinking(thinking, piece.signature, out),
            (Some("reference"), _) => out.push(self.reference(json)?),
            _ => {
                let (value, index) = (serde_json::from_str(json.get())?, self.of(Kind::Other));
                out.push(ContentBlock::NonStandard(Box::new(NonStandardBlock { value, id: None, index })));
            }
        }
        Ok(None)
    }

    /// A thought: a text, or a list of pieces of which the texts count.
    fn thinking<'a>(
        &mut self,
        thinking: &'a RawValue,
        signature: Option<Value>,
        out: &mut Content,
    ) -> Result<Option<(Kind, Str<'a>)>, Malformed> {
        let mut texts: Vec<Str<'a>> = Vec::new();
        if thinking.get().starts_with('"') {
            texts.push(serde_json::from_str(thinking.get())?);
        } else {
            let pieces: Vec<Piece<'a>> = serde_json::from_str(thinking.get())?;
            texts.extend(pieces.into_iter().filter_map(|piece| piece.text));
        }
        for text in &texts {
            self.say(Kind::Thought, text, out);
        }
        if let Some(Value::String(signature)) = signature.filter(|signature| *signature != "") {
            out.push(self.block(Kind::Thought, "").with_extra("signature", signature));
            return Ok(None);
        }
        let only = if texts.len() == 1 { texts.pop() } else { None };
        Ok(only.map(|text| (Kind::Thought, text)))
    }

    /// A text that stands on references: which ones is the citation's.
    fn reference(&mut self, json: &RawValue) -> Result<ContentBlock, Malformed> {
        let mut fields: JsonObject = serde_json::from_str(json.get())?;
        fields.remove("type");
        let mut take = |key: &str| match fields.remove(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (text, cited_text) = (take("text").unwrap_or_default(), take("cited_text"));
        let citation = Annotation { cited_text, extras: fields, ..Annotation::citation() };
        let more = Some(Box::new(BlockDetails { annotations: vec![citation], ..BlockDetails::default() }));
        Ok(ContentBlock::Text(TextBlock { text: text.into(), index: self.of(Kind::Reference), more }))
    }
}
