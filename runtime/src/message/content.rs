//! The content of a message: a list of blocks that is plain text most of the time.

use std::borrow::Cow;
use std::iter::Chain;
use std::{option, vec};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::block::{ContentBlock, TextBlock};

/// The blocks of a message. One block is stored in place, so that a text chunk costs no allocation.
///
/// Serialized as LangChain does: a plain string while it is plain text, else the list of blocks.
///
/// ```
/// use runnable::{Content, ContentBlock};
///
/// let content = Content::from(vec![ContentBlock::text("What is this? "), ContentBlock::image_url("https://…/x.png")]);
/// assert_eq!(content.text(), "What is this? ");
/// assert_eq!(content.blocks().len(), 2);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content(Blocks);

#[derive(Debug, Clone, Default)]
enum Blocks {
    #[default]
    None,
    One(ContentBlock),
    Many(Vec<ContentBlock>),
}

impl Content {
    /// All blocks, in order.
    pub fn blocks(&self) -> &[ContentBlock] {
        match &self.0 {
            Blocks::None => &[],
            Blocks::One(block) => std::slice::from_ref(block),
            Blocks::Many(blocks) => blocks,
        }
    }

    pub(crate) fn blocks_mut(&mut self) -> &mut [ContentBlock] {
        match &mut self.0 {
            Blocks::None => &mut [],
            Blocks::One(block) => std::slice::from_mut(block),
            Blocks::Many(blocks) => blocks,
        }
    }

    /// The text of all text blocks, in order. Borrowed where there is one.
    pub fn text(&self) -> Cow<'_, str> {
        self.joined(|block| match block {
            ContentBlock::Text(text) => Some(&text.text),
            _ => None,
        })
    }

    /// The thoughts of all reasoning blocks, in order. Borrowed where there is one.
    pub fn reasoning(&self) -> Cow<'_, str> {
        self.joined(|block| match block {
            ContentBlock::Reasoning(reasoning) => Some(&reasoning.reasoning),
            _ => None,
        })
    }

    fn joined<'a>(&'a self, part: impl Fn(&'a ContentBlock) -> Option<&'a str>) -> Cow<'a, str> {
        let mut parts = self.blocks().iter().filter_map(part);
        let Some(first) = parts.next() else { return Cow::Borrowed("") };
        parts.fold(Cow::Borrowed(first), |mut text, part| {
            if !part.is_empty() {
                text.to_mut().push_str(part);
            }
            text
        })
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Blocks::None)
    }

    /// The text, where the content is nothing but one piece of plain text. Empty content is the empty text.
    pub fn as_plain_text(&self) -> Option<&str> {
        match &self.0 {
            Blocks::None => Some(""),
            Blocks::One(ContentBlock::Text(TextBlock { text, index: None | Some(0), more: None })) => {
                Some(text)
            }
            Blocks::One(_) | Blocks::Many(_) => None,
        }
    }

    /// Adds a block at the end, without merging it with the one before.
    pub fn push(&mut self, block: ContentBlock) {
        self.0 = match std::mem::take(&mut self.0) {
            Blocks::None => Blocks::One(block),
            Blocks::One(first) => Blocks::Many(vec![first, block]),
            Blocks::Many(mut blocks) => {
                blocks.push(block);
                Blocks::Many(blocks)
            }
        };
    }
}

impl PartialEq for Blocks {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::One(a), Self::One(b)) => a == b,
            (Self::Many(a), Self::Many(b)) => a == b,
            (Self::None | Self::One(_) | Self::Many(_), _) => false,
        }
    }
}

impl From<Vec<ContentBlock>> for Content {
    fn from(mut blocks: Vec<ContentBlock>) -> Self {
        match blocks.len() {
            0 | 1 => blocks.pop().map_or_else(Self::default, Self::from),
            _ => Self(Blocks::Many(blocks)),
        }
    }
}

impl FromIterator<ContentBlock> for Content {
    fn from_iter<I: IntoIterator<Item = ContentBlock>>(blocks: I) -> Self {
        blocks.into_iter().collect::<Vec<_>>().into()
    }
}

impl IntoIterator for Content {
    type Item = ContentBlock;
    type IntoIter = Chain<option::IntoIter<ContentBlock>, vec::IntoIter<ContentBlock>>;

    /// The blocks, in order. The one block of a text chunk is handed over without a list around it.
    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self.0 {
            Blocks::None => (None, Vec::new()),
            Blocks::One(block) => (Some(block), Vec::new()),
            Blocks::Many(blocks) => (None, blocks),
        };
        one.into_iter().chain(many)
    }
}

impl From<ContentBlock> for Content {
    fn from(block: ContentBlock) -> Self {
        Self(Blocks::One(block))
    }
}

impl<const N: usize> From<[ContentBlock; N]> for Content {
    fn from(blocks: [ContentBlock; N]) -> Self {
        Vec::from(blocks).into()
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::default() } else { ContentBlock::text(text).into() }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::default() } else { ContentBlock::text(text).into() }
    }
}

impl From<&String> for Content {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_plain_text() {
            Some(text) => serializer.serialize_str(text),
            None => self.blocks().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(text.into()),
            blocks => serde_json::from_value::<Vec<Part>>(blocks)
                .map(|parts| parts.into_iter().map(|Part(block)| block).collect())
                .map_err(serde::de::Error::custom),
        }
    }
}

/// One element of a content list: a block, or, as LangChain allows, a bare string.
struct Part(ContentBlock);

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self(text.into())),
            block => serde_json::from_value(block).map(Self).map_err(serde::de::Error::custom),
        }
    }
}
