//! The pieces of a record, added up.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::Name;
use super::field::Field;
use super::piece::{Piece, RecordChunk};
use crate::error::Result;
use crate::value::Streamable;

/// The sum of the pieces of one value of any type.
pub(super) trait Sum: Any + Send {
    fn finish(self: Box<Self>) -> Result<Arc<dyn Field>>;
}

pub(super) struct SumOf<T: Streamable>(pub(super) T::Accumulator);

impl<T: Streamable> Default for SumOf<T> {
    fn default() -> Self {
        Self(T::Accumulator::default())
    }
}

impl<T: Streamable> Sum for SumOf<T> {
    fn finish(self: Box<Self>) -> Result<Arc<dyn Field>> {
        T::finish(self.0).map(|value| Arc::new(value) as _)
    }
}

/// The sums of the pieces of a record, name by name.
#[derive(Default)]
pub struct Sums {
    sums: Vec<(Name, Box<dyn Sum>)>,
}

impl Sums {
    pub(super) fn push(&mut self, chunk: RecordChunk) {
        let order = chunk.order.clone();
        for (name, piece) in chunk.into_entries() {
            self.add(name, piece, order.as_deref());
        }
    }

    fn add(&mut self, name: Name, piece: Arc<dyn Piece>, order: Option<&[Name]>) {
        let position = match self.sums.iter().position(|(known, _)| *known == name) {
            Some(position) => position,
            None => {
                let position = self.place(&name, order);
                self.sums.insert(position, (name, piece.sum()));
                position
            }
        };
        piece.add_to(&mut self.sums[position].1);
    }

    /// Where a new name belongs: before those that come after it in the order, whichever came first in time. A name
    /// that the order does not have comes before all that it has.
    fn place(&self, name: &Name, order: Option<&[Name]>) -> usize {
        let later = order.and_then(|order| {
            let later = order.iter().position(|known| known == name).map_or(order, |own| &order[own..]);
            self.sums.iter().position(|(known, _)| later.contains(known))
        });
        later.unwrap_or(self.sums.len())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    pub(super) fn finish(self) -> Result<Vec<(Name, Arc<dyn Field>)>> {
        self.sums.into_iter().map(|(name, sum)| Ok((name, sum.finish()?))).collect()
    }
}

impl fmt::Debug for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.sums.iter().map(|(name, _)| name)).finish()
    }
}
