//! The hook as a function of one form.

use futures_core::Stream;
use futures_util::future::{self, BoxFuture};
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};

use super::convert::{IntoChunk, IntoOutput};
use super::returned::{AtOnce, Awaited, Items, Outcome, Stage};
use super::signature::{Absent, Hook};
use crate::error::Result;
use crate::value::{Chunk, Streamable};

/// A hook that is there, as a function.
#[derive(Debug)]
pub struct Yes<F>(pub(super) F);

/// A hook that is not there.
#[derive(Debug)]
pub struct No;

/// A hook that is known but for its last answer: how what it gives becomes a value or our error.
#[derive(Debug, Clone, Copy)]
pub struct Checked<P, C> {
    pub(super) stage: P,
    pub(super) check: C,
}

impl<P: Stage, C: Outcome<P::Value>> Stage for Checked<P, C> {
    type Subject = P::Subject;
    type Value = C::Value;
}

type Value<'a, O> = BoxFuture<'a, Result<O>>;
type Pieces<'a, O> = BoxStream<'a, Result<Chunk<O>>>;

impl<'a, S: ?Sized + 'a, I, F: FnOnce(&'a S, I) -> R, R: IntoFuture, C>
    Checked<Awaited<Hook<'a, S, I, F, R>>, C>
{
    pub fn output<O: Streamable>(self) -> Yes<impl FnOnce(&'a S, I) -> Value<'a, O>>
    where
        R::IntoFuture: Send + 'a,
        C: Outcome<R::Output, Value: IntoOutput<O>> + 'a,
    {
        let Self { stage: Awaited(hook), check } = self;
        Yes(move |subject, input| {
            let future = hook.call(subject, input).into_future();
            Box::pin(async move { check.settle(future.await).map(IntoOutput::into_output) }) as Value<'a, O>
        })
    }
}

impl<'a, S: ?Sized + 'a, I, F: FnOnce(&'a S, I) -> R, R, C> Checked<AtOnce<Hook<'a, S, I, F, R>>, C> {
    pub fn output<O: Streamable>(self) -> Yes<impl FnOnce(&'a S, I) -> Value<'a, O>>
    where
        C: Outcome<R, Value: IntoOutput<O>>,
    {
        let Self { stage: AtOnce(hook), check } = self;
        Yes(move |subject, input| {
            let output = check.settle(hook.call(subject, input)).map(IntoOutput::into_output);
            Box::pin(future::ready(output)) as Value<'a, O>
        })
    }
}

type OpenedLater<H, C, D> = Checked<Items<Checked<Awaited<H>, C>>, D>;
type Opened<H, C, D> = Checked<Items<Checked<AtOnce<H>, C>>, D>;

impl<'a, S: ?Sized + 'a, I, F: FnOnce(&'a S, I) -> R, R: IntoFuture, C, D>
    OpenedLater<Hook<'a, S, I, F, R>, C, D>
{
    pub fn pieces<O: Streamable>(self) -> Yes<impl FnOnce(&'a S, I) -> Pieces<'a, O>>
    where
        R::IntoFuture: Send + 'a,
        C: Outcome<R::Output, Value: Stream + Send + 'a> + 'a,
        D: Outcome<<C::Value as Stream>::Item, Value: IntoChunk<O>> + 'a,
    {
        let Self { stage: Items(Checked { stage: Awaited(hook), check: opening }), check: each } = self;
        Yes(move |subject, input| {
            let future = hook.call(subject, input).into_future();
            let opened = async move { opening.settle(future.await) };
            let chunk = move |item| each.settle(item).map(IntoChunk::into_chunk);
            stream::once(opened).map_ok(move |items| items.map(chunk)).try_flatten().boxed() as Pieces<'a, O>
        })
    }
}

impl<'a, S: ?Sized + 'a, I, F: FnOnce(&'a S, I) -> R, R, C, D> Opened<Hook<'a, S, I, F, R>, C, D> {
    pub fn pieces<O: Streamable>(self) -> Yes<impl FnOnce(&'a S, I) -> Pieces<'a, O>>
    where
        C: Outcome<R, Value: Stream + Send + 'a>,
        D: Outcome<<C::Value as Stream>::Item, Value: IntoChunk<O>> + 'a,
    {
        let Self { stage: Items(Checked { stage: AtOnce(hook), check: opening }), check: each } = self;
        Yes(move |subject, input| match opening.settle(hook.call(subject, input)) {
            Ok(items) => {
                items.map(move |item| each.settle(item).map(IntoChunk::into_chunk)).boxed() as Pieces<'a, O>
            }
            Err(error) => stream::iter([Err(error)]).boxed(),
        })
    }
}

impl Absent {
    pub fn output<O>(self) -> No {
        No
    }

    pub fn pieces<O>(self) -> No {
        No
    }
}
