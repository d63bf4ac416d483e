//! Values out of a record.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::record::{Record, RecordChunk};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

/// Gives one value of a record, of type `T`, piece by piece. [`Runnable::pick`] appends one.
///
/// A text of JSON can be picked as `String`, and anything as `serde_json::Value`; such a value is given when all of it
/// is there. A name that is not there is an error that lists what is. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::Pick;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let pick = Pick::<String>::new("question");
/// assert_eq!(pick.call([("question", "why?"), ("who", "a cook")]).await?, "why?");
/// # Ok(())
/// # }
/// ```
pub struct Pick<T> {
    name: Arc<str>,
    title: Arc<str>,
    value: PhantomData<fn() -> T>,
}

impl<T: Streamable> Pick<T> {
    /// Picks the value of this name.
    pub fn new(name: impl Into<Arc<str>>) -> Self {
        let name = name.into();
        Self { title: title([&*name]), name, value: PhantomData }
    }
}

fn title<'a>(names: impl IntoIterator<Item = &'a str>) -> Arc<str> {
    format!("RunnablePick<{}>", names.into_iter().collect::<Vec<_>>().join(",")).into()
}

impl<T: Streamable> Runnable for Pick<T> {
    type Input = Record;
    type Output = T;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.title, RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, mut input: Record) -> BoxFuture<'a, Result<T>> {
        Box::pin(std::future::ready(input.take(&self.name)))
    }

    fn on_stream<'a>(&'a self, input: Record) -> BoxStream<'a, Result<Chunk<T>>> {
        self.on_transform(stream::iter([Ok(input.into_chunk())]).boxed())
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<RecordChunk>>,
    ) -> BoxStream<'a, Result<Chunk<T>>> {
        let picking = Picking { name: &self.name, fate: Fate::Unseen, sums: Default::default() };
        let pieces = stream::unfold(Some((upstream, picking)), |state| async move {
            let (mut upstream, mut picking) = state?;
            loop {
                match upstream.next().await {
                    Some(Ok(chunk)) => {
                        if let Some(piece) = picking.piece::<T>(chunk) {
                            return Some((Ok(piece), Some((upstream, picking))));
                        }
                    }
                    Some(Err(error)) => return Some((Err(error), None)),
                    None => return picking.last::<T>().map(|last| (last, None)),
                }
            }
        });
        pieces.boxed()
    }
}

/// How a value is picked.
struct Picking<'a> {
    name: &'a str,
    fate: Fate,
    /// What has not been given on: the value itself where it is of another type, and one piece of each other one.
    sums: <Record as Streamable>::Accumulator,
}

/// What has become so far of what is to be picked.
#[derive(PartialEq)]
enum Fate {
    Unseen,
    /// Pieces came, and none could be given on as it was.
    Kept,
    Given,
}

impl Picking<'_> {
    /// The piece of the value in this piece of the record, where it can be given on at once.
    fn piece<T: Streamable>(&mut self, mut chunk: RecordChunk) -> Option<Chunk<T>> {
        if self.fate != Fate::Kept
            && let Some(piece) = chunk.take::<T>(self.name)
        {
            self.fate = Fate::Given;
            return Some(piece);
        }
        if self.fate == Fate::Given {
            return None;
        }
        if chunk.names().any(|name| name == self.name) {
            self.fate = Fate::Kept;
        }
        Record::push(&mut self.sums, chunk);
        None
    }

    /// What is left to give when the record is complete. No piece in, no piece out.
    fn last<T: Streamable>(self) -> Option<Result<Chunk<T>>> {
        if self.fate == Fate::Given || self.sums.is_empty() {
            return None;
        }
        let value = Record::finish(self.sums).and_then(|mut rest| rest.take::<T>(self.name));
        Some(value.map(T::into_chunk))
    }
}

impl<T> Clone for Pick<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), title: self.title.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Pick<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pick({})", self.name)
    }
}

super::operators! { [T: Streamable] Pick<T> where [] }

/// Gives those values of a record that have one of these names, piece by piece. [`Runnable::pick_all`] appends one.
///
/// A name that is not there is left out. A clone is cheap.
///
/// ```
/// use runnable::compose::PickAll;
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let record = PickAll::new(["who", "where"]).call([("who", "Nemo"), ("when", "now")]).await?;
/// assert_eq!(record, Record::from([("who", "Nemo")]));
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Clone)]
pub struct PickAll {
    names: Arc<[Arc<str>]>,
    title: Arc<str>,
}

impl PickAll {
    /// Picks the values of these names.
    pub fn new(names: impl IntoIterator<Item: Into<Arc<str>>>) -> Self {
        let names: Arc<[Arc<str>]> = names.into_iter().map(Into::into).collect();
        Self { title: title(names.iter().map(|name| &**name)), names }
    }

    fn picks(&self, name: &str) -> bool {
        self.names.iter().any(|known| **known == *name)
    }
}

impl Runnable for PickAll {
    type Input = Record;
    type Output = Record;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.title, RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: Record) -> BoxFuture<'a, Result<Record>> {
        Box::pin(std::future::ready(Ok(input.filter(|name| self.picks(name)))))
    }

    fn on_stream<'a>(&'a self, input: Record) -> BoxStream<'a, Result<RecordChunk>> {
        self.on_transform(stream::iter([Ok(input.into_chunk())]).boxed())
    }

    /// Pieces without any of the names are left out; where all are, one empty piece says that the record is empty.
    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<RecordChunk>>,
    ) -> BoxStream<'a, Result<RecordChunk>> {
        let start = (upstream, Some(Fate::Unseen));
        let pieces = stream::unfold(start, move |(mut upstream, fate)| async move {
            let mut fate = fate?;
            while let Some(piece) = upstream.next().await {
                let piece = match piece {
                    Ok(piece) => piece.filter(|name| self.picks(name)),
                    Err(error) => return Some((Err(error), (upstream, None))),
                };
                if let Some(piece) = piece {
                    return Some((Ok(piece), (upstream, Some(Fate::Given))));
                }
                if fate == Fate::Unseen {
                    fate = Fate::Kept;
                }
            }
            (fate == Fate::Kept).then(|| (Ok(RecordChunk::default()), (upstream, None)))
        });
        pieces.boxed()
    }
}

impl fmt::Debug for PickAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PickAll({})", self.names.join(", "))
    }
}

super::operators! { [] PickAll where [] }
