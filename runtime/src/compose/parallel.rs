//! Steps side by side over one input.
//!
//! | file | what |
//! |---|---|
//! | `branch` | one step of them, its output type forgotten |
//! | `named` | named steps of several types, in a tuple |
//! | `merge` | several streams polled as one |
//! | `tee` | one stream read by several, none far ahead of the others |

mod branch;
mod merge;
mod named;
mod tee;

pub(super) use merge::Merge;
pub(super) use tee::tee_two;

use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};

use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::record::{Record, RecordChunk};
use crate::run::{RunContext, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};
use branch::{Branch, Fed};
use tee::tee;

/// Steps side by side, each called with the same input; their outputs make a [`Record`].
///
/// The record has the names in the order of declaration, whichever step is done first. In a stream each piece has
/// one name, and pieces come in the order in which they are made. All steps run in the caller's task; `max_concurrency`
/// of the configuration says how many at a time, where the input is whole. The first that fails stops the others.
///
/// An input in pieces is read by all steps: one may be at most 16 pieces ahead of the slowest, so that a slow one
/// slows the others instead of filling memory. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::{Lambda, Parallel};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let sizes = Parallel::from((
///     ("bytes", Lambda::new(|text: String| text.len())),
///     ("words", Lambda::new(|text: String| text.split(' ').count())),
/// ));
/// let sizes = sizes.call("blub blub").await?;
/// assert_eq!((sizes.get::<usize>("bytes"), sizes.get::<usize>("words")), (Some(&9), Some(&2)));
/// # Ok(())
/// # }
/// ```
pub struct Parallel<I> {
    branches: Arc<[Entry<I>]>,
    names: Arc<[Arc<str>]>,
    title: Arc<str>,
}

struct Entry<I> {
    name: Arc<str>,
    step: Arc<dyn Branch<I>>,
}

impl<I> Clone for Entry<I> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), step: self.step.clone() }
    }
}

impl<I: Streamable> Parallel<I> {
    /// No step yet. Called like that it gives an empty record.
    pub fn new() -> Self {
        Self::of(Vec::new())
    }

    /// Adds a step; one that had the name is replaced, in its place.
    #[must_use]
    pub fn branch(self, name: impl Into<Arc<str>>, step: impl Runnable<Input = I> + 'static) -> Self {
        let mut branches = self.branches.to_vec();
        let entry = Entry { name: name.into(), step: Arc::new(step) };
        match branches.iter_mut().find(|known| known.name == entry.name) {
            Some(known) => *known = entry,
            None => branches.push(entry),
        }
        Self::of(branches)
    }

    fn of(branches: Vec<Entry<I>>) -> Self {
        let names: Arc<[Arc<str>]> = branches.iter().map(|entry| entry.name.clone()).collect();
        let title = format!("RunnableParallel<{}>", names.join(",")).into();
        Self { branches: branches.into(), names, title }
    }

    /// Draws the steps side by side, and what else there is beside them.
    pub(super) fn draw_with(
        &self,
        graph: &mut Graph,
        beside: impl FnOnce(&mut Graph) -> Option<Part>,
    ) -> Part {
        let input = graph.value(&self.title, "input");
        let mut parts: Vec<_> = self.branches.iter().map(|entry| entry.step.draw(graph)).collect();
        parts.extend(beside(graph));
        let output = graph.value(&self.title, "output");
        for part in parts {
            graph.edge(input, part.first);
            graph.edge(part.last, output);
        }
        Part { first: input, last: output }
    }

    pub(super) fn names(&self) -> &Arc<[Arc<str>]> {
        &self.names
    }
}

/// A child run at its place in the map.
fn place(name: &str) -> RunOptions {
    RunOptions::at_place(format!("map:key:{name}"))
}

/// How many steps may run at a time.
fn limit() -> usize {
    RunContext::current().config().max_concurrency.unwrap_or(usize::MAX).max(1)
}

impl<I: Streamable> Runnable for Parallel<I> {
    type Input = I;
    type Output = Record;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.title, RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.draw_with(graph, |_| None)
    }

    fn on_invoke<'a>(&'a self, input: I) -> BoxFuture<'a, Result<Record>> {
        let calls = self.branches.iter().enumerate().map(|(position, Entry { name, step })| {
            let output = step.invoke(input.clone(), place(name), name.clone());
            stream::once(async move { Ok((position, output.await?)) }).boxed()
        });
        let outputs = Merge::in_turn(calls.collect(), limit());
        Box::pin(async move {
            let mut outputs: Vec<_> = outputs.try_collect().await?;
            outputs.sort_by_key(|(position, _)| *position);
            let mut record = Record::new();
            outputs.into_iter().for_each(|(_, output)| record.extend(output));
            Ok(record)
        })
    }

    fn on_stream<'a>(&'a self, input: I) -> BoxStream<'a, Result<RecordChunk>> {
        if self.branches.is_empty() {
            return stream::iter([Ok(RecordChunk::default())]).boxed();
        }
        let (fed, piece) = (Fed::whole(), input.into_chunk());
        let outputs = self.branches.iter().map(|Entry { name, step }| {
            let named = RecordChunk::named(name, &self.names);
            let input = stream::iter([Ok(piece.clone())]).boxed();
            step.stream(Source::Upstream(input), place(name), named, fed.clone())
        });
        Merge::in_turn(outputs.collect(), limit()).boxed()
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<I>>>,
    ) -> BoxStream<'a, Result<RecordChunk>> {
        if self.branches.is_empty() {
            let any = upstream.take(1).map(|piece| piece.map(|_| RecordChunk::default()));
            return any.boxed();
        }
        let (fed, upstream) = Fed::watch(upstream);
        let inputs = tee(upstream, self.branches.len());
        let outputs = self.branches.iter().zip(inputs).map(|(Entry { name, step }, input)| {
            let named = RecordChunk::named(name, &self.names);
            step.stream(Source::Upstream(input), place(name), named, fed.clone())
        });
        Merge::in_turn(outputs.collect(), usize::MAX).boxed()
    }
}

/// Steps of one type side by side: `Parallel::from([("a", first), ("b", second)])`. Steps of several types are
/// pairs in a tuple, eight at most, or added by [`Parallel::branch`].
impl<N, R, const LENGTH: usize> From<[(N, R); LENGTH]> for Parallel<R::Input>
where
    N: Into<Arc<str>>,
    R: Runnable + 'static,
{
    fn from(steps: [(N, R); LENGTH]) -> Self {
        steps.into_iter().fold(Self::new(), |steps, (name, step)| steps.branch(name, step))
    }
}

impl<I: Streamable> Default for Parallel<I> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I> Clone for Parallel<I> {
    fn clone(&self) -> Self {
        Self { branches: self.branches.clone(), names: self.names.clone(), title: self.title.clone() }
    }
}

impl<I> fmt::Debug for Parallel<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parallel({})", self.names.join(", "))
    }
}

super::operators! { [I: Streamable] Parallel<I> where [] }
