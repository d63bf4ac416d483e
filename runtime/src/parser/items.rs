//! A list that arrives item by item.

use std::ops::{Deref, DerefMut};

use futures_util::stream::{BoxStream, StreamExt};
use serde::{Deserialize, Serialize};

use crate::compose::Feeds;
use crate::error::Result;
use crate::value::{Streamable, fold};

/// A list that arrives item by item: a piece holds the next items, and the sum holds all of them.
///
/// ```
/// use runnable::{Items, Streamable};
///
/// let mut sum = Vec::new();
/// Items::push(&mut sum, vec!["a"]);
/// Items::push(&mut sum, vec!["b", "c"]);
/// assert_eq!(*Items::finish(sum)?, ["a", "b", "c"]);
/// # Ok::<(), runnable::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Items<T>(pub Vec<T>);

impl<T: Clone + Serialize + Send + Sync + 'static> Streamable for Items<T> {
    type Chunk = Vec<T>;
    type Accumulator = Vec<T>;

    fn push(accumulator: &mut Vec<T>, chunk: Vec<T>) {
        accumulator.extend(chunk);
    }

    fn finish(accumulator: Vec<T>) -> Result<Self> {
        Ok(Self(accumulator))
    }

    fn into_chunk(self) -> Vec<T> {
        self.0
    }
}

impl<T: Streamable> Feeds<Vec<T>> for Items<T> {
    fn convert(self) -> Vec<T> {
        self.0
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<Vec<T>>>) -> BoxStream<'a, Result<Vec<T>>> {
        futures_util::stream::once(async move { fold::<Self>(chunks).await.map(|items| items.0) }).boxed()
    }
}

impl<T> Deref for Items<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Items<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> IntoIterator for Items<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
