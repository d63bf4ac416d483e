//! One step, then another.

use std::fmt;
use std::ops::BitOr;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

use super::feeds::Feeds;
use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::run::Source;
use crate::runnable::Runnable;
use crate::value::Chunk;

/// `first | next`: what the first gives, the next takes, piece by piece where both can.
///
/// Longer sequences nest in the type and are flat in their events: steps are numbered through. A clone is cheap.
pub struct Sequence<A, B> {
    steps: Arc<(A, B)>,
}

impl<A: Runnable, B: Runnable> Sequence<A, B>
where
    A::Output: Feeds<B::Input>,
{
    pub(crate) fn new(first: A, next: B) -> Self {
        Self { steps: Arc::new((first, next)) }
    }
}

impl<A: Runnable, B: Runnable> Runnable for Sequence<A, B>
where
    A::Output: Feeds<B::Input>,
{
    type Input = A::Input;
    type Output = B::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("RunnableSequence", RunType::Chain)
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
        let (first, next) = &*self.steps;
        let between = <A::Output as Feeds<B::Input>>::feed(first.stream_as_step(source, step));
        next.stream_as_step(Source::Upstream(between), step)
    }

    fn invoke_as_step<'a>(&'a self, input: A::Input, step: &mut usize) -> BoxFuture<'a, Result<B::Output>> {
        let (first, next) = &*self.steps;
        let first = first.invoke_as_step(input, step);
        let mut step = *step;
        Box::pin(async move {
            let between = first.await?;
            next.invoke_as_step(between.convert(), &mut step).await
        })
    }
}

impl<A, B> Clone for Sequence<A, B> {
    fn clone(&self) -> Self {
        Self { steps: self.steps.clone() }
    }
}

impl<A: fmt::Debug, B: fmt::Debug> fmt::Debug for Sequence<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} | {:?}", self.steps.0, self.steps.1)
    }
}

impl<A: Runnable, B: Runnable, R: Runnable> BitOr<R> for Sequence<A, B>
where
    A::Output: Feeds<B::Input>,
    B::Output: Feeds<R::Input>,
{
    type Output = Sequence<Self, R>;

    fn bitor(self, next: R) -> Self::Output {
        Sequence::new(self, next)
    }
}

crate::call::own_calls! { [A: Runnable, B: Runnable] Sequence<A, B> where [A::Output: Feeds<B::Input>] }
