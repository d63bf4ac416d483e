//! One piece of a record: a few names, each with a piece of its value.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Name;
use super::sum::{Sum, SumOf};
use crate::value::{Chunk, Streamable};

/// A piece of a value of any type.
pub(super) trait Piece: Send + Sync {
    fn chunk(&self) -> &dyn Any;
    /// The piece itself, with the value's type.
    fn whole(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
    fn to_json(&self) -> serde_json::Result<Value>;
    /// An empty sum of such pieces.
    fn sum(&self) -> Box<dyn Sum>;
    /// Adds it to a sum; a sum of other pieces is given up for a new one.
    fn add_to(self: Arc<Self>, sum: &mut Box<dyn Sum>);
}

/// A piece of a value of type `T`. The chunk alone does not say which value it is a piece of.
pub(super) struct PieceOf<T: Streamable>(pub(super) Chunk<T>);

impl<T: Streamable> Clone for PieceOf<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Streamable> Piece for PieceOf<T> {
    fn chunk(&self) -> &dyn Any {
        &self.0
    }

    fn whole(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }

    fn to_json(&self) -> serde_json::Result<Value> {
        serde_json::to_value(&self.0)
    }

    fn sum(&self) -> Box<dyn Sum> {
        Box::new(SumOf::<T>::default())
    }

    fn add_to(self: Arc<Self>, sum: &mut Box<dyn Sum>) {
        let any: &mut dyn Any = &mut **sum;
        if !any.is::<SumOf<T>>() {
            *sum = self.sum();
        }
        let any: &mut dyn Any = &mut **sum;
        if let Some(sum) = any.downcast_mut::<SumOf<T>>() {
            T::push(&mut sum.0, Arc::unwrap_or_clone(self).0);
        }
    }
}

/// One piece of a [`Record`](crate::Record): a few names, most often one, each with a piece of its value.
///
/// It serializes as an object: `{"answer": "blub "}`. A clone is cheap.
#[derive(Clone, Default)]
pub struct RecordChunk {
    first: Option<Entry>,
    rest: Vec<Entry>,
    /// The order of the names in the whole record, where it is known before all of them have come.
    pub(crate) order: Option<Arc<[Arc<str>]>>,
}

type Entry = (Name, Arc<dyn Piece>);

impl RecordChunk {
    /// A piece of one value, of type `T`.
    pub fn of<T: Streamable>(name: impl Into<Arc<str>>, chunk: Chunk<T>) -> Self {
        let entry: Entry = (name.into(), Arc::new(PieceOf::<T>(chunk)));
        Self { first: Some(entry), ..Self::default() }
    }

    /// The maker of pieces of the value of this name, in a record whose names have this order.
    pub(crate) fn named(name: &Arc<str>, order: &Arc<[Arc<str>]>) -> NamedPiece {
        NamedPiece { name: name.clone(), order: order.clone() }
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.first.iter().chain(&self.rest)
    }

    pub(super) fn into_entries(self) -> impl Iterator<Item = Entry> {
        self.first.into_iter().chain(self.rest)
    }

    /// The names of which it has a piece.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries().map(|(name, _)| &**name)
    }

    /// Whether it has no piece of anything.
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The piece of the value of this name, where it is of type `C`: `chunk.get::<AiMessageChunk>("answer")`.
    pub fn get<C: 'static>(&self, name: &str) -> Option<&C> {
        self.entries().find(|(known, _)| **known == *name)?.1.chunk().downcast_ref()
    }

    /// Takes out the piece of the value of this name, where it is a piece of a `T`.
    pub(crate) fn take<T: Streamable>(&mut self, name: &str) -> Option<Chunk<T>> {
        let entry = self.first.iter_mut().chain(&mut self.rest).find(|(known, _)| **known == *name)?;
        let piece = entry.1.clone().whole().downcast::<PieceOf<T>>().ok()?;
        *self = std::mem::take(self).filter(|known| known != name).unwrap_or_default();
        Some(Arc::unwrap_or_clone(piece).0)
    }

    /// The piece with only the names that satisfy this; nothing where none is left.
    pub fn filter(self, mut keep: impl FnMut(&str) -> bool) -> Option<Self> {
        let order = self.order.clone();
        let mut entries = self.into_entries().filter(|(name, _)| keep(name));
        let first = Some(entries.next()?);
        Some(Self { first, rest: entries.collect(), order })
    }
}

/// Makes pieces of one value of a record.
pub(crate) struct NamedPiece {
    name: Name,
    order: Arc<[Name]>,
}

impl NamedPiece {
    pub(crate) fn piece<T: Streamable>(&self, chunk: Chunk<T>) -> RecordChunk {
        let chunk = RecordChunk::of::<T>(self.name.clone(), chunk);
        RecordChunk { order: Some(self.order.clone()), ..chunk }
    }
}

impl FromIterator<Entry> for RecordChunk {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut entries = entries.into_iter();
        Self { first: entries.next(), rest: entries.collect(), order: None }
    }
}

impl Serialize for RecordChunk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries().count()))?;
        for (name, piece) in self.entries() {
            map.serialize_entry(&**name, &piece.to_json().map_err(S::Error::custom)?)?;
        }
        map.end()
    }
}

impl fmt::Debug for RecordChunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.entries().map(|(name, piece)| (name, piece.to_json().unwrap_or_default()));
        f.debug_map().entries(entries).finish()
    }
}
