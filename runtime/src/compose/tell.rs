//! Telling a step why the one before it failed.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};

use crate::error::{Error, Result};
use crate::record::{Record, RecordChunk};
use crate::value::{Chunk, Streamable};

type Pieces<'a, I> = BoxStream<'a, Result<Chunk<I>>>;

/// Puts an error's text into an input, under a name.
///
/// Only records have names. Functions stand for what is known of the input where this is made, and no more where it
/// is used.
pub(super) struct Tell<I: Streamable> {
    name: Arc<str>,
    in_value: fn(I, Arc<str>, String) -> I,
    in_pieces: for<'a> fn(Pieces<'a, I>, Arc<str>, String) -> Pieces<'a, I>,
}

impl Tell<Record> {
    pub(super) fn under(name: Arc<str>) -> Self {
        Self { name, in_value: Record::with, in_pieces }
    }
}

impl<I: Streamable> Tell<I> {
    pub(super) fn in_value(&self, input: I, error: &Error) -> I {
        (self.in_value)(input, self.name.clone(), error.to_string())
    }

    pub(super) fn in_pieces<'a>(&self, pieces: Pieces<'a, I>, error: &Error) -> Pieces<'a, I> {
        (self.in_pieces)(pieces, self.name.clone(), error.to_string())
    }
}

/// The text stands behind the other values, as it does in a whole record.
fn in_pieces<'a>(pieces: Pieces<'a, Record>, name: Arc<str>, text: String) -> Pieces<'a, Record> {
    let told = RecordChunk::of::<String>(name.clone(), text);
    let others = pieces.filter_map(move |piece| {
        let kept = piece.map(|piece| piece.filter(|known| *known != *name)).transpose();
        std::future::ready(kept)
    });
    others.chain(stream::iter([Ok(told)])).boxed()
}

impl<I: Streamable> Clone for Tell<I> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), in_value: self.in_value, in_pieces: self.in_pieces }
    }
}
