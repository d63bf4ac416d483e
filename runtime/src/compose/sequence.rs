//! One step, then another.

use std::fmt;
use std::ops::BitOr;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

use super::feeds::Feeds;
use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::run::Source;
use crate::runnable::Runnable;
use crate::value::Chunk;

/// `first | next`: what the first gives, the next takes, piece by piece where both can.
///
/// Longer sequences nest in the type and are flat in their events: steps are numbered through. A clone is cheap.
/// Up to 60 steps are one type without thought; where the compiler says that a requirement overflows, `.boxed()`
/// somewhere in the middle starts the count anew.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::Lambda;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let chain = Lambda::new(|text: String| text.len()) | Lambda::new(|length: usize| length * 2);
/// assert_eq!(chain.call("blub").await?, 8);
/// # Ok(())
/// # }
/// ```
pub struct Sequence<A, B> {
    // Two pointers and not one to a pair: each link of a chain then costs the compiler two levels of proof that it
    // is `Send`, not three, so that more of them fit under its limit of 128.
    first: Arc<A>,
    next: Arc<B>,
    name: Option<Arc<str>>,
}

impl<A: Runnable, B: Runnable> Sequence<A, B>
where
    A::Output: Feeds<B::Input>,
{
    pub(crate) fn new(first: A, next: B) -> Self {
        let name = first.sequence_name().or_else(|| next.sequence_name());
        Self { first: Arc::new(first), next: Arc::new(next), name }
    }

    /// Sets what its runs are called; `RunnableSequence` unless set. A longer sequence made of this one keeps it.
    #[must_use]
    pub fn named(self, name: impl Into<Arc<str>>) -> Self {
        Self { name: Some(name.into()), ..self }
    }
}

impl<A: Runnable, B: Runnable> Runnable for Sequence<A, B>
where
    A::Output: Feeds<B::Input>,
{
    type Input = A::Input;
    type Output = B::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(self.name.as_deref().unwrap_or("RunnableSequence"), RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        let (first, next) = (self.first.draw(graph), self.next.draw(graph));
        graph.edge(first.last, next.first);
        Part { first: first.first, last: next.last }
    }

    fn sequence_name(&self) -> Option<Arc<str>> {
        self.name.clone()
    }

    fn on_invoke<'a>(&'a self, input: A::Input) -> BoxFuture<'a, Result<B::Output>> {
        self.invoke_as_step(input, &mut 0)
    }

    fn on_stream<'a>(&'a self, input: A::Input) -> BoxStream<'a, Result<Chunk<B::Output>>> {
        self.stream_as_step(Source::Input(input), &mut 0)
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<A::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<B::Output>>> {
        self.stream_as_step(Source::Upstream(upstream), &mut 0)
    }

    fn stream_as_step<'a>(
        &'a self,
        source: Source<'a, A::Input>,
        step: &mut usize,
    ) -> BoxStream<'a, Result<Chunk<B::Output>>> {
        let between = <A::Output as Feeds<B::Input>>::feed(self.first.stream_as_step(source, step));
        self.next.stream_as_step(Source::Upstream(between), step)
    }

    fn invoke_as_step<'a>(&'a self, input: A::Input, step: &mut usize) -> BoxFuture<'a, Result<B::Output>> {
        let first = self.first.invoke_as_step(input, step);
        let mut step = *step;
        Box::pin(async move {
            let between = first.await?;
            self.next.invoke_as_step(between.convert(), &mut step).await
        })
    }
}

impl<A, B> Clone for Sequence<A, B> {
    fn clone(&self) -> Self {
        Self { first: self.first.clone(), next: self.next.clone(), name: self.name.clone() }
    }
}

impl<A: fmt::Debug, B: fmt::Debug> fmt::Debug for Sequence<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} | {:?}", self.first, self.next)
    }
}

// Whether the steps of the sequence itself fit is not asked again: two that do not are one error, where they meet.
impl<A, B: Runnable> Sequence<A, B> {
    /// As [`Runnable::pipe`].
    pub fn pipe<R: Runnable>(self, next: R) -> Sequence<Self, R>
    where
        B::Output: Feeds<R::Input>,
    {
        let name = self.name.clone().or_else(|| next.sequence_name());
        Sequence { first: Arc::new(self), next: Arc::new(next), name }
    }
}

impl<A, B: Runnable, R: Runnable> BitOr<R> for Sequence<A, B>
where
    B::Output: Feeds<R::Input>,
{
    type Output = Sequence<Self, R>;

    fn bitor(self, next: R) -> Self::Output {
        self.pipe(next)
    }
}

crate::call::own_calls! { [A: Runnable, B: Runnable] Sequence<A, B> where [A::Output: Feeds<B::Input>] }
