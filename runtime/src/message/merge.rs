//! The merge law: which pieces belong together, and what they give.
//!
//! Two pieces belong together when they are of one kind and
//!
//! | their indices are | they merge |
//! |---|---|
//! | the same number | with the last block of that kind and index, unless both have an id and the ids differ |
//! | both absent: text, reasoning | if one follows the other |
//! | both absent: tool call chunks | if the second has neither name nor id, so it can only go on with the first |
//! | anything else | not at all: the piece is a new block |
//!
//! Text, fragments and sound in base64 are joined; a name or id that is repeated is kept once; extra fields are united.
//! This is LangChain's law, mended where it doubles things: there a repeated name gives `ff`, and gateways that send
//! every parallel call under index 0 give one broken call.

use serde_json::Value;

use super::JsonObject;
use super::block::{BlockDetails, ContentBlock};
use super::content::Content;
use super::media::{MediaBlock, MediaSource};
use super::tool::{ServerToolCallChunk, ToolCallChunk};

impl Content {
    /// Adds a piece: to the block that it belongs to, or as a new one. Gives the position of the block.
    pub(super) fn merge(&mut self, piece: ContentBlock) -> usize {
        match self.owner_of(&piece) {
            Some(position) => {
                self.merge_at(position, piece);
                position
            }
            None => {
                self.push(piece);
                self.blocks().len() - 1
            }
        }
    }

    /// Adds a piece to the block at `position`, which it must belong to.
    pub(super) fn merge_at(&mut self, position: usize, piece: ContentBlock) {
        if let Some(block) = self.blocks_mut().get_mut(position) {
            block.absorb(piece);
        }
    }

    fn owner_of(&self, piece: &ContentBlock) -> Option<usize> {
        let blocks = self.blocks();
        let (last, earlier) = blocks.split_last()?;
        if last.owns(piece) {
            return Some(blocks.len() - 1);
        }
        piece.index()?;
        let same = |block: &&ContentBlock| block.kind() == piece.kind() && block.index() == piece.index();
        let position = earlier.iter().rposition(|block| same(&block))?;
        earlier[position].owns(piece).then_some(position)
    }
}

impl ContentBlock {
    /// Whether `piece`, coming right after this block or carrying its index, is a piece of it.
    pub(super) fn owns(&self, piece: &Self) -> bool {
        if self.index() != piece.index() || self.kind() != piece.kind() {
            return false;
        }
        let indexed = self.index().is_some();
        match (self, piece) {
            (Self::Text(_), Self::Text(_)) | (Self::Reasoning(_), Self::Reasoning(_)) => true,
            (Self::ToolCallChunk(a), Self::ToolCallChunk(b)) => {
                goes_on(indexed, (a.id.as_ref(), b.id.as_ref()), b.name.is_some())
            }
            (Self::ServerToolCallChunk(a), Self::ServerToolCallChunk(b)) => {
                goes_on(indexed, (a.id.as_ref(), b.id.as_ref()), b.name.is_some())
            }
            _ => indexed,
        }
    }

    fn absorb(&mut self, piece: Self) {
        match (self, piece) {
            (Self::Text(block), Self::Text(piece)) => {
                block.text.push_str(&piece.text);
                absorb_details(&mut block.more, piece.more);
            }
            (Self::Reasoning(block), Self::Reasoning(piece)) => {
                block.reasoning.push_str(&piece.reasoning);
                absorb_details(&mut block.more, piece.more);
            }
            (Self::ToolCallChunk(block), Self::ToolCallChunk(piece)) => {
                let ToolCallChunk { name, args, id, extras, .. } = *piece;
                absorb_text(&mut block.name, name);
                block.args.push_str(&args);
                absorb_text(&mut block.id, id);
                unite(&mut block.extras, extras);
            }
            (Self::ServerToolCallChunk(block), Self::ServerToolCallChunk(piece)) => {
                let ServerToolCallChunk { name, args, id, extras, .. } = *piece;
                absorb_text(&mut block.name, name);
                block.args.push_str(&args);
                absorb_text(&mut block.id, id);
                unite(&mut block.extras, extras);
            }
            (Self::NonStandard(block), Self::NonStandard(piece)) => join(&mut block.value, piece.value),
            (Self::Audio(block), Self::Audio(piece)) => absorb_sound(block, *piece),
            // The other kinds come whole; a second one under the same index is a newer state of the block.
            (block, piece) => *block = piece,
        }
    }
}

/// Whether a fragment goes on with the call before it.
fn goes_on(indexed: bool, ids: (Option<&String>, Option<&String>), named: bool) -> bool {
    match ids {
        (Some(a), Some(b)) => indexed && a == b,
        (_, Some(_)) => indexed,
        (_, None) => indexed || !named,
    }
}

fn absorb_details(details: &mut Option<Box<BlockDetails>>, piece: Option<Box<BlockDetails>>) {
    let Some(piece) = piece else { return };
    let Some(details) = details else {
        *details = Some(piece);
        return;
    };
    details.id = details.id.take().or(piece.id);
    details.annotations.extend(piece.annotations);
    unite(&mut details.extras, piece.extras);
}

/// A name or an id: one that is repeated is kept once, one in fragments is joined.
fn absorb_text(text: &mut Option<String>, piece: Option<String>) {
    match (text.as_mut(), piece) {
        (_, None) => {}
        (None, piece) => *text = piece,
        (Some(text), Some(piece)) if *text == piece => {}
        (Some(text), Some(piece)) => text.push_str(&piece),
    }
}

/// Sound in base64 is joined, so its pieces are of three bytes each; from anywhere else it comes whole.
fn absorb_sound(sound: &mut MediaBlock, piece: MediaBlock) {
    match (&mut sound.source, piece.source) {
        (MediaSource::Base64(data), MediaSource::Base64(more)) => data.push_str(&more),
        (source, newer) => *source = newer,
    }
    absorb_text(&mut sound.id, piece.id);
    sound.mime_type = sound.mime_type.take().or(piece.mime_type);
    unite(&mut sound.extras, piece.extras);
}

fn unite(object: &mut JsonObject, piece: JsonObject) {
    for (key, value) in piece {
        match object.get_mut(&key) {
            Some(known) if is_growing(&key) => append(known, value),
            Some(known) if key != "type" && key != "id" => join(known, value),
            Some(_) => {}
            None => {
                object.insert(key, value);
            }
        }
    }
}

/// Whether the field is written piece by piece, so that a piece may be the same as what is there.
fn is_growing(key: &str) -> bool {
    matches!(key, "refusal" | "transcript" | "partial_json" | "reasoning_details")
}

fn append(value: &mut Value, piece: Value) {
    match (value, piece) {
        (Value::String(text), Value::String(piece)) => text.push_str(&piece),
        (Value::Array(list), Value::Array(piece)) => list.extend(piece),
        (value, piece) => join(value, piece),
    }
}

/// Joins two pieces of one JSON value: texts and lists are joined, objects united, equal values kept once.
fn join(value: &mut Value, piece: Value) {
    match (value, piece) {
        (_, Value::Null) => {}
        (value, piece) if *value == piece => {}
        (Value::Object(object), Value::Object(piece)) => unite(object, piece),
        (Value::Array(list), Value::Array(piece)) => list.extend(piece),
        (Value::String(text), Value::String(piece)) => text.push_str(&piece),
        (value, piece) => *value = piece,
    }
}

/// Unites response metadata: a later value wins, objects are united, lists (log probabilities) are joined.
pub(super) fn merge_metadata(metadata: &mut JsonObject, piece: &JsonObject) {
    for (key, value) in piece {
        match (metadata.get_mut(key), value) {
            (Some(_), Value::Null) => {}
            (Some(Value::Object(known)), Value::Object(piece)) => merge_metadata(known, piece),
            (Some(Value::Array(known)), Value::Array(piece)) => known.extend(piece.iter().cloned()),
            (Some(known), value) if known == value => {}
            (_, value) => {
                metadata.insert(key.clone(), value.clone());
            }
        }
    }
}
