//! What a hook gives: question by question, from the outside in.

use std::error::Error as StdError;
use std::ops::Deref;

use futures_core::Stream;

use super::convert::IntoError;
use super::mistakes::{Mistaken, NoStream};
use super::normal::Checked;
use super::signature::{Absent, Hook};
use crate::error::{Error, Result};

/// A hook as far as it is known.
pub trait Stage: Copy {
    /// The type whose hook it is.
    type Subject: ?Sized;
    /// What it has given by here.
    type Value;
}

impl<S: ?Sized, I, F: Copy, R> Stage for Hook<'_, S, I, F, R> {
    type Subject = S;
    type Value = R;
}

/// A hook whose future is awaited.
#[derive(Debug, Clone, Copy)]
pub struct Awaited<H>(pub(super) H);

/// A hook that gives its value at once.
#[derive(Debug, Clone, Copy)]
pub struct AtOnce<H>(pub(super) H);

impl<H: Stage<Value: IntoFuture>> Stage for Awaited<H> {
    type Subject = H::Subject;
    type Value = <H::Value as IntoFuture>::Output;
}

impl<H: Stage> Stage for AtOnce<H> {
    type Subject = H::Subject;
    type Value = H::Value;
}

/// Rung: it gives a future, or anything else that is awaited.
pub trait WaitsForFuture {
    type Next;
    fn __waits(&self) -> Self::Next;
}

impl<H: Stage<Value: IntoFuture>> WaitsForFuture for &H {
    type Next = Awaited<H>;

    fn __waits(&self) -> Awaited<H> {
        Awaited(**self)
    }
}

/// Rung: it gives its value at once.
pub trait WaitsForNothing: Sized {
    fn __waits(&self) -> AtOnce<Self>;
}

impl<H: Stage> WaitsForNothing for H {
    fn __waits(&self) -> AtOnce<H> {
        AtOnce(*self)
    }
}

/// How what a hook gives becomes a value or our error.
pub trait Outcome<V>: Copy + Send {
    type Value;
    fn settle(self, given: V) -> Result<Self::Value>;
}

/// It may be an error.
#[derive(Debug)]
pub struct Fallible<E> {
    into_error: fn(E) -> Error,
}

impl<E> Clone for Fallible<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Fallible<E> {}

impl<T, E> Outcome<Result<T, E>> for Fallible<E> {
    type Value = T;

    fn settle(self, given: Result<T, E>) -> Result<T> {
        given.map_err(self.into_error)
    }
}

/// It is never an error.
#[derive(Debug, Clone, Copy)]
pub struct Certain;

impl<V> Outcome<V> for Certain {
    type Value = V;

    fn settle(self, given: V) -> Result<V> {
        Ok(given)
    }
}

/// Rung: it may fail with `anyhow::Error`, `eyre::Report` or a boxed error, which boxed again would hide what they
/// hold.
pub trait FailsWithReport {
    type Next;
    fn __fails(&self) -> Self::Next;
}

impl<P: Stage<Value = Result<T, E>>, T, E> FailsWithReport for &&P
where
    E: Deref<Target = dyn StdError + Send + Sync> + Send + Sync + 'static,
{
    type Next = Checked<P, Fallible<E>>;

    fn __fails(&self) -> Self::Next {
        Checked { stage: ***self, check: Fallible { into_error: Error::from_report } }
    }
}

/// Rung: it may fail with any other error.
pub trait FailsPlainly {
    type Stage;
    type Error;
    fn __fails(&self) -> Checked<Self::Stage, Fallible<Self::Error>>
    where
        Self::Error: IntoError;
}

impl<P: Stage<Value = Result<T, E>>, T, E> FailsPlainly for &P {
    type Stage = P;
    type Error = E;

    fn __fails(&self) -> Checked<P, Fallible<E>>
    where
        E: IntoError,
    {
        Checked { stage: **self, check: Fallible { into_error: E::into_error } }
    }
}

/// Rung: it does not fail.
pub trait FailsNever: Sized {
    fn __fails(&self) -> Checked<Self, Certain>;
}

impl<P: Stage> FailsNever for P {
    fn __fails(&self) -> Checked<P, Certain> {
        Checked { stage: *self, check: Certain }
    }
}

/// A hook that gives a stream; what follows is asked about its items.
#[derive(Debug, Clone, Copy)]
pub struct Items<P>(pub(super) P);

impl<P: Stage<Value: Stream>> Stage for Items<P> {
    type Subject = P::Subject;
    type Value = <P::Value as Stream>::Item;
}

/// Rung: it gives a stream.
pub trait StreamsItems {
    type Next;
    fn __streams(&self) -> Self::Next;
}

impl<P: Stage<Value: Stream>> StreamsItems for &P {
    type Next = Items<P>;

    fn __streams(&self) -> Items<P> {
        Items(**self)
    }
}

/// Rung: it gives no stream, which is a mistake.
pub trait StreamsNothing: Stage {
    fn __streams(&self) -> Mistaken<NoStream<Self::Subject, Self::Value>> {
        Mistaken::new()
    }
}

impl<P: Stage> StreamsNothing for P {}

/// Of what is not there, every question has the same answer.
impl Absent {
    pub fn __waits(&self) -> Self {
        Self
    }

    pub fn __fails(&self) -> Self {
        Self
    }

    pub fn __streams(&self) -> Self {
        Self
    }
}
