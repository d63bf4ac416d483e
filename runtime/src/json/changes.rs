//! What a piece of text changed in the value.
//!
//! The value only grows, so the reader knows: it either went on with a text or a number, or put something into a
//! container that was there before. Nothing is compared, and where only the fact counts, no place is kept.

use std::fmt::Write;

use serde_json::{Number, Value};

use super::container::Segment;

/// One change of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Where, as a JSON pointer.
    pub(crate) pointer: String,
    /// Whether a container got a new value there; else the value there is another one.
    pub(crate) is_new: bool,
}

/// What the last piece changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    any: bool,
    places: Option<Places>,
}

#[derive(Clone, Debug, Default)]
struct Places {
    /// The pointer of the value that is being read.
    here: String,
    list: Vec<Change>,
}

impl Changes {
    pub(super) fn watch(&mut self) {
        self.places = Some(Places::default());
    }

    pub(super) fn begin(&mut self) {
        self.any = false;
        if let Some(places) = &mut self.places {
            places.list.clear();
        }
    }

    pub(super) fn any(&self) -> bool {
        self.any
    }

    pub(super) fn list(&self) -> &[Change] {
        self.places.as_ref().map_or(&[], |places| &places.list)
    }

    /// Goes into a value. Gives what to [leave](Self::leave) it with.
    pub(super) fn enter(&mut self, segment: Segment<'_>) -> usize {
        let Some(places) = &mut self.places else { return 0 };
        let outside = places.here.len();
        append(&mut places.here, segment);
        outside
    }

    pub(super) fn leave(&mut self, outside: usize) {
        if let Some(places) = &mut self.places {
            places.here.truncate(outside);
        }
    }

    /// The value that is being read is another one now.
    pub(super) fn replaced(&mut self) {
        self.any = true;
        if let Some(places) = &mut self.places {
            places.list.push(Change { pointer: places.here.clone(), is_new: false });
        }
    }

    /// The container that is being read got a value.
    pub(super) fn added(&mut self, segment: Segment<'_>) {
        self.any = true;
        if let Some(places) = &mut self.places {
            let mut pointer = places.here.clone();
            append(&mut pointer, segment);
            places.list.push(Change { pointer, is_new: true });
        }
    }
}

fn append(pointer: &mut String, segment: Segment<'_>) {
    pointer.push('/');
    match segment {
        Segment::Index(index) => write!(pointer, "{index}").expect("a string takes everything"),
        Segment::Key(key) => key.chars().for_each(|character| match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            plain => pointer.push(plain),
        }),
    }
}

/// What an open value was, as far as it can change in place.
pub(super) enum Mark {
    Text(usize),
    Number(Number),
    /// Containers tell of their changes themselves.
    Other,
}

impl Mark {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text.len()),
            Value::Number(number) => Self::Number(number.clone()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Self::Other,
        }
    }

    pub(super) fn differs(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(length), Value::String(text)) => *length != text.len(),
            (Self::Number(before), Value::Number(number)) => before != number,
            (Self::Text(_) | Self::Number(_) | Self::Other, _) => false,
        }
    }
}
