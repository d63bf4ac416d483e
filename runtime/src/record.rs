//! Named values of any types: what prompts take, what steps side by side give.
//!
//! | file | what |
//! |---|---|
//! | `field` | one value, its type forgotten |
//! | `piece` | one piece of a record: a few names, each with a piece of its value |
//! | `sum` | pieces added up |
//! | `convert` | records from and into JSON, pairs and maps |
//! | `pairs` | pairs whose values are of several types |
//! | `named` | structs as records |
//!
//! A value keeps its type: it is read back with [`Record::get`], without a detour through JSON.

mod convert;
mod field;
mod named;
mod pairs;
mod piece;
mod sum;

pub use convert::pieces;
pub use named::Named;
pub(crate) use piece::NamedPiece;
pub use piece::RecordChunk;

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::nearest;
use crate::value::Streamable;
use field::Field;
use sum::Sums;

/// A name in a record; a clone is cheap.
type Name = Arc<str>;

/// Named values of any types, in the order in which they were put in.
///
/// ```
/// use runnable::{Messages, Record};
/// use serde_json::json;
///
/// let asked = Record::from([("who", "a cook"), ("question", "What is a roux?")]);
/// assert_eq!(asked, Record::from(json!({"who": "a cook", "question": "What is a roux?"})));
/// assert_eq!(Record::from((("who", "a cook"), ("age", 3))), Record::from(json!({"who": "a cook", "age": 3})));
///
/// let record = asked.with("history", Messages::from("hi")).with("count", 3_u32);
/// assert_eq!(record.get::<u32>("count"), Some(&3));
/// assert_eq!(record.text("who").unwrap(), "a cook");
/// ```
///
/// Two records are equal if their JSON forms are; the order of the names does not count.
#[derive(Clone, Default)]
pub struct Record {
    fields: Vec<(Name, Arc<dyn Field>)>,
    /// Why it cannot be used: it was made of something that has no names.
    defect: Option<Error>,
}

impl Record {
    /// A record without values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The fields of anything that serializes as an object or a map: a struct, a map, `json!({…})`.
    ///
    /// Anything else has no names; the first call that uses such a record says so.
    pub fn of(value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => value.into(),
            Err(error) => Self { fields: Vec::new(), defect: Some(error.into()) },
        }
    }

    /// The record with one more value; a value that had the name is replaced, in its place.
    #[must_use]
    pub fn with(mut self, name: impl Into<Arc<str>>, value: impl Streamable) -> Self {
        self.insert(name, value);
        self
    }

    /// Puts a value in; a value that had the name is replaced, in its place.
    pub fn insert(&mut self, name: impl Into<Arc<str>>, value: impl Streamable) {
        self.put(name.into(), Arc::new(value));
    }

    fn put(&mut self, name: Name, field: Arc<dyn Field>) {
        match self.fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = field,
            None => self.fields.push((name, field)),
        }
    }

    fn field(&self, name: &str) -> Option<&Arc<dyn Field>> {
        self.fields.iter().find(|(known, _)| **known == *name).map(|(_, field)| field)
    }

    /// The value of this name, where there is one and it is of type `T`; a text of JSON is a `String` too.
    pub fn get<T: Streamable>(&self, name: &str) -> Option<&T> {
        let field: &dyn Any = &**self.field(name)?;
        if let Some(Value::String(text)) = field.downcast_ref() {
            let text: &dyn Any = text;
            return field.downcast_ref().or_else(|| text.downcast_ref());
        }
        field.downcast_ref()
    }

    /// Takes the value of this name out, without a copy where nobody else holds the record. A text of JSON can be
    /// taken as `String`, and anything as `serde_json::Value`.
    ///
    /// # Errors
    /// There is none, or it is not of type `T`; the record then keeps it.
    pub fn take<T: Streamable>(&mut self, name: &str) -> Result<T> {
        let position = self.fields.iter().position(|(known, _)| **known == *name);
        let position = position.ok_or_else(|| self.missing(name))?;
        let (name, field) = self.fields.remove(position);
        field::into_typed(field).map_err(|field| {
            let text = format!("the value `{name}` is not of type `{}`", std::any::type_name::<T>());
            self.fields.insert(position, (name, field));
            Error::new(ErrorKind::Input, text)
        })
    }

    /// The value of this name, made of its JSON form.
    ///
    /// # Errors
    /// There is none, or its JSON form is not that of a `T`.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        let value = self.json(name).ok_or_else(|| self.missing(name))?;
        serde_json::from_value(value).map_err(|error| {
            Error::new(ErrorKind::Input, format!("`{name}` has another form than asked for"))
                .with_source(error)
        })
    }

    /// The value of this name as JSON. A value without a JSON form is null.
    pub fn json(&self, name: &str) -> Option<Value> {
        self.field(name).map(|field| field.to_json().unwrap_or_default())
    }

    /// The value of this name as text: a text as it is, a message's text, anything else as JSON.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.field(name).map(|field| field.text())
    }

    /// Whether there is a value of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| &**name)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Puts all values of another record in; where both have a name, the other's value is kept.
    pub fn extend(&mut self, other: Self) {
        for (name, field) in other.fields {
            self.put(name, field);
        }
        self.defect = self.defect.take().or(other.defect);
    }

    /// The record with only the values whose names satisfy this.
    #[must_use]
    pub fn filter(mut self, mut keep: impl FnMut(&str) -> bool) -> Self {
        self.fields.retain(|(name, _)| keep(name));
        self
    }

    /// The error of a name that is not there: it names what there is.
    pub fn missing(&self, name: &str) -> Error {
        Error::new(ErrorKind::Input, nearest::unknown("value", name, self.names()))
    }
}

impl Streamable for Record {
    type Chunk = RecordChunk;
    type Accumulator = Sums;

    fn push(sums: &mut Sums, chunk: RecordChunk) {
        sums.push(chunk);
    }

    fn finish(sums: Sums) -> Result<Self> {
        Ok(Self { fields: sums.finish()?, defect: None })
    }

    fn into_chunk(self) -> RecordChunk {
        self.fields.into_iter().map(|(name, field)| (name, field.into_piece())).collect()
    }

    fn check(&self) -> Result<()> {
        self.defect.clone().map_or(Ok(()), Err)
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (name, field) in &self.fields {
            map.serialize_entry(&**name, &field.to_json().map_err(S::Error::custom)?)?;
        }
        map.end()
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.fields.iter().all(|(name, field)| field.to_json().ok() == other.json(name))
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.fields.iter().map(|(name, field)| (name, field.to_json().unwrap_or_default()));
        f.debug_map().entries(fields).finish()
    }
}
