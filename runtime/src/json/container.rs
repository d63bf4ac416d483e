//! An array or object that is open, and the way to the value inside it that is open too.

use serde_json::{Map, Value};

/// Bytes of a key up to which its value is shown while it grows.
///
/// The key is looked up once a piece, so its length is what a piece costs, however small the piece.
const LONGEST_SHOWN: usize = 256;

/// An array or object whose end has not arrived.
pub(super) enum Container<'a> {
    Array(&'a mut Vec<Value>),
    Object(&'a mut Map<String, Value>),
}

/// Where in its container the open value is.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The key of the value; empty in an array, where the open value is the last one.
    key: String,
    /// The open value itself, while it is kept out of its container.
    hidden: Option<Value>,
}

/// The name of a value in its container.
#[derive(Clone, Copy)]
pub(super) enum Segment<'a> {
    Index(usize),
    Key(&'a str),
}

impl Step {
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }
}

impl Container<'_> {
    /// The name of the value that is put in next.
    pub(super) fn next_segment<'k>(&self, key: &'k str) -> Segment<'k> {
        match self {
            Self::Array(items) => Segment::Index(items.len()),
            Self::Object(_) => Segment::Key(key),
        }
    }

    /// The name of the open value.
    pub(super) fn open_segment<'k>(&self, step: &'k Step) -> Segment<'k> {
        match self {
            Self::Array(items) => Segment::Index(items.len().saturating_sub(1)),
            Self::Object(_) => Segment::Key(&step.key),
        }
    }

    /// Whether an open value of this key is shown.
    pub(super) fn shows_open(&self, key: &str) -> bool {
        key.len() <= LONGEST_SHOWN
    }

    /// The byte that ends it.
    pub(super) fn closer(&self) -> u8 {
        match self {
            Self::Array(_) => b']',
            Self::Object(_) => b'}',
        }
    }

    /// Puts a complete value in.
    pub(super) fn put(&mut self, key: String, value: Value) {
        match self {
            Self::Array(items) => items.push(value),
            Self::Object(map) => {
                map.insert(key, value);
            }
        }
    }

    /// Puts an open value in, and says where it is.
    pub(super) fn put_open(&mut self, key: String, value: Value) -> Step {
        if !self.shows_open(&key) {
            return Step { key, hidden: Some(value) };
        }
        self.put(key.clone(), value);
        Step { key, hidden: None }
    }

    /// The open value.
    pub(super) fn open_value<'v>(&'v mut self, step: &'v mut Step) -> Option<&'v mut Value> {
        match (&mut step.hidden, self) {
            (Some(hidden), _) => Some(hidden),
            (None, Self::Array(items)) => items.last_mut(),
            (None, Self::Object(map)) => map.get_mut(&step.key),
        }
    }

    /// Puts the open value in if it was kept out: it is complete.
    pub(super) fn complete(&mut self, step: Step) {
        if let Some(value) = step.hidden {
            self.put(step.key, value);
        }
    }
}
