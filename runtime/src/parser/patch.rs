//! JSON that a model writes, as changes.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::feed::{Reader, parser};
use super::found::FoundJson;
use super::items::Items;
use crate::error::{Error, ErrorKind, Result};
use crate::json::Change;
use crate::message::AiMessageChunk;

/// One operation of a JSON Patch (RFC 6902).
///
/// ```
/// use runnable::{PatchOperation, PatchVerb};
/// use serde_json::json;
///
/// let mut recipe = json!({"steps": ["boil"]});
/// PatchOperation { op: PatchVerb::Add, path: "/steps/1".into(), value: json!("stir") }.apply(&mut recipe)?;
/// assert_eq!(recipe, json!({"steps": ["boil", "stir"]}));
/// # Ok::<(), runnable::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PatchOperation {
    /// What is done.
    pub op: PatchVerb,
    /// Where, as a JSON pointer; empty for the whole document.
    pub path: String,
    /// The value that is put there.
    pub value: Value,
}

/// What an operation does. A value that only grows needs no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PatchVerb {
    /// Puts a new value into an object or a list.
    Add,
    /// Puts a value in place of one that is there.
    Replace,
}

impl PatchOperation {
    /// Does it.
    ///
    /// # Errors
    /// The document has no such place; it is unchanged then.
    pub fn apply(&self, document: &mut Value) -> Result<()> {
        let Some((parent, last)) = self.path.rsplit_once('/') else {
            *document = self.value.clone();
            return Ok(());
        };
        let last = last.replace("~1", "/").replace("~0", "~");
        let value = self.value.clone();
        match (document.pointer_mut(parent), self.op) {
            (Some(Value::Object(object)), _) => {
                object.insert(last, value);
                Ok(())
            }
            (Some(Value::Array(list)), verb) => match (last.parse::<usize>(), verb) {
                (Ok(at), PatchVerb::Add) if at <= list.len() => {
                    list.insert(at, value);
                    Ok(())
                }
                (Ok(at), PatchVerb::Replace) if at < list.len() => {
                    list[at] = value;
                    Ok(())
                }
                (Ok(_) | Err(_), _) => Err(self.misplaced()),
            },
            (Some(_) | None, _) => Err(self.misplaced()),
        }
    }

    fn misplaced(&self) -> Error {
        Error::new(ErrorKind::Input, format!("the document has no place `{}`", self.path))
    }
}

/// Reads JSON while the model writes it: a piece is what has changed, as JSON Patch. The first puts in the whole
/// document.
///
/// Finding the changes costs the length of the new text and the depth it stands in, not the size of the value.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::JsonOutputParser;
/// use serde_json::{Value, json};
///
/// # futures::executor::block_on(async {
/// let pieces = ["{\"fish\": [\"gold", "\", \"moon\"]}"].map(|piece| Ok(piece.into()));
/// let parser = JsonOutputParser::untyped().diff();
/// let (mut patches, mut fish) = (parser.transform(futures::stream::iter(pieces)), Value::Null);
/// while let Some(patch) = patches.next().await {
///     patch?.iter().try_for_each(|operation| operation.apply(&mut fish))?;
/// }
/// assert_eq!(fish, json!({"fish": ["gold", "moon"]}));
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JsonDiffParser;

impl JsonDiffParser {
    fn reader(self) -> DiffReader {
        DiffReader { found: FoundJson::watched() }
    }
}

parser! { [] JsonDiffParser => Items<PatchOperation>, "JsonOutputParser" }

struct DiffReader {
    found: FoundJson,
}

impl Reader for DiffReader {
    type Piece = Vec<PatchOperation>;

    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<Self::Piece>) -> Result<()> {
        if self.found.push(&chunk.text()) {
            let value = self.found.value();
            let operation = |change: &Change| {
                let op = if change.is_new { PatchVerb::Add } else { PatchVerb::Replace };
                // A key that is repeated within the piece may have taken away what was changed before.
                let value = value?.pointer(&change.pointer)?.clone();
                Some(PatchOperation { op, path: change.pointer.clone(), value })
            };
            out.push_back(self.found.changes().iter().filter_map(operation).collect());
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut VecDeque<Self::Piece>) -> Result<()> {
        if let Some(value) = self.found.finish()? {
            out.push_back(vec![PatchOperation { op: PatchVerb::Replace, path: String::new(), value }]);
        }
        Ok(())
    }
}
