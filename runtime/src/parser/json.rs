//! JSON that a model writes, as it grows.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::failure;
use super::feed::{Reader, parser};
use super::found::FoundJson;
use super::patch::JsonDiffParser;
use crate::error::Result;
use crate::message::AiMessageChunk;
use crate::value::Streamable;

/// Reads JSON while the model writes it: a piece is the value so far, given whenever it has changed.
///
/// With a type of yours, a piece is given whenever the value so far can be read as one, and the last must be:
///
/// ```
/// use runnable::prelude::*;
/// use runnable::JsonOutputParser;
///
/// #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Streamable)]
/// struct Recipe {
///     dish: String,
///     #[serde(default)]
///     steps: Vec<String>,
/// }
///
/// # futures::executor::block_on(async {
/// let pieces = ["```json\n{\"dish\": \"so", "up\", \"ste", "ps\": [\"boil\"]}\n```"].map(|piece| Ok(piece.into()));
/// let parser = JsonOutputParser::<Recipe>::new();
/// let mut recipes = parser.transform(futures::stream::iter(pieces));
/// assert_eq!(recipes.next().await.unwrap()?.dish, "so");
/// assert_eq!(recipes.next().await.unwrap()?.dish, "soup");
/// assert_eq!(recipes.next().await.unwrap()?.steps, ["boil"]);
/// assert!(recipes.next().await.is_none());
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
///
/// The JSON may stand in a code fence, behind prose. [`JsonOutputParser::untyped`] gives `serde_json` values of any
/// form, [`diff`](JsonOutputParser::diff) the changes from one to the next. See [`crate::json`] for what unfinished
/// text gives.
pub struct JsonOutputParser<T = Value> {
    output: PhantomData<fn() -> T>,
}

impl<T> JsonOutputParser<T> {
    /// A parser that gives values of type `T`.
    pub fn new() -> Self {
        Self { output: PhantomData }
    }
}

impl JsonOutputParser {
    /// A parser that gives whatever JSON the model writes.
    pub fn untyped() -> Self {
        Self::new()
    }

    /// A parser that gives only what has changed, as JSON Patch.
    pub fn diff(self) -> JsonDiffParser {
        JsonDiffParser
    }
}

impl<T: DeserializeOwned> JsonOutputParser<T> {
    fn reader(&self) -> JsonReader<T> {
        JsonReader { found: FoundJson::default(), rejected: None, output: PhantomData }
    }
}

parser! {
    [T: Streamable<Chunk = T, Accumulator = Option<T>> + DeserializeOwned,]
    JsonOutputParser<T> => T, "JsonOutputParser"
}

struct JsonReader<T> {
    found: FoundJson,
    /// Why the value so far is not a `T`.
    rejected: Option<serde_json::Error>,
    output: PhantomData<fn() -> T>,
}

/// Reads a value as a `T`, or keeps why it is none.
fn offer<T: DeserializeOwned>(value: &Value, rejected: &mut Option<serde_json::Error>) -> Option<T> {
    match T::deserialize(value) {
        Ok(value) => {
            *rejected = None;
            Some(value)
        }
        Err(error) => {
            *rejected = Some(error);
            None
        }
    }
}

impl<T: DeserializeOwned + Send> Reader for JsonReader<T> {
    type Piece = T;

    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<T>) -> Result<()> {
        if self.found.push(&chunk.text()) {
            out.extend(self.found.value().and_then(|value| offer(value, &mut self.rejected)));
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut VecDeque<T>) -> Result<()> {
        if let Some(value) = self.found.finish()? {
            out.extend(offer(&value, &mut self.rejected));
        }
        match self.rejected.take() {
            Some(error) => Err(failure("of the form asked for", self.found.text(), error)),
            None => Ok(()),
        }
    }
}

impl<T> Clone for JsonOutputParser<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for JsonOutputParser<T> {}

impl<T> Default for JsonOutputParser<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for JsonOutputParser<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonOutputParser<{}>", std::any::type_name::<T>())
    }
}
