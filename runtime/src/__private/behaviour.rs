//! Which hook is called for what.
//!
//! | the type has | wanted: the value | wanted: its pieces |
//! |---|---|---|
//! | `invoke` | calls it | the value as one piece |
//! | `stream_tokens` | the sum of its pieces | calls it |
//! | both | calls `invoke`; where somebody listens, the sum of the pieces, so that no token event is lost | calls `stream_tokens` |

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt};

use super::mistakes::Told;
use super::normal::{No, Yes};
use super::words::HasAHook;
use crate::error::Result;
use crate::run::{fold_heard, stream_heard};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

type Value<'a, O> = BoxFuture<'a, Result<O>>;
type Pieces<'a, O> = BoxStream<'a, Result<Chunk<O>>>;

/// A type with hooks that a derive has looked up.
pub trait Derived: Runnable {
    /// Calls the hook for what is wanted, or the only one.
    fn hooks<'a>(&'a self, input: Self::Input, wanted: Wanted) -> Given<'a, Self::Output>;
}

/// What a hook is called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The whole output.
    Value,
    /// The output in pieces.
    Pieces,
}

/// What a hook has given.
#[allow(missing_debug_implementations, reason = "futures have no debug form")]
pub enum Given<'a, O: Streamable> {
    /// The whole output.
    Value(Value<'a, O>),
    /// The output in pieces.
    Pieces(Pieces<'a, O>),
}

/// [`Runnable::on_invoke`] of a derived type.
pub fn on_invoke<R: Derived + ?Sized>(runnable: &R, input: R::Input) -> Value<'_, R::Output> {
    let wanted = if stream_heard() { Wanted::Pieces } else { Wanted::Value };
    runnable.hooks(input, wanted).into_value()
}

/// [`Runnable::on_invoke`] of a derived type that does not stream where it is invoked.
pub fn on_invoke_always<R: Derived + ?Sized>(runnable: &R, input: R::Input) -> Value<'_, R::Output> {
    runnable.hooks(input, Wanted::Value).into_value()
}

/// [`Runnable::on_stream`] of a derived type.
pub fn on_stream<R: Derived + ?Sized>(runnable: &R, input: R::Input) -> Pieces<'_, R::Output> {
    runnable.hooks(input, Wanted::Pieces).into_pieces()
}

impl<'a, O: Streamable> Given<'a, O> {
    fn into_value(self) -> Value<'a, O> {
        match self {
            Self::Value(value) => value,
            Self::Pieces(pieces) => fold_heard::<O>(pieces),
        }
    }

    fn into_pieces(self) -> Pieces<'a, O> {
        match self {
            Self::Value(value) => stream::once(value).map(|value| value.map(O::into_chunk)).boxed(),
            Self::Pieces(pieces) => pieces,
        }
    }
}

/// The hooks of a type: `invoke` and `stream_tokens`, each there or not.
#[derive(Debug)]
pub struct Hooks<F, G>(pub F, pub G);

impl<F, G> Hooks<Yes<F>, Yes<G>> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(
        self,
        subject: &'a S,
        input: I,
        wanted: Wanted,
    ) -> Given<'a, O>
    where
        F: FnOnce(&'a S, I) -> Value<'a, O>,
        G: FnOnce(&'a S, I) -> Pieces<'a, O>,
    {
        match wanted {
            Wanted::Value => Given::Value((self.0.0)(subject, input)),
            Wanted::Pieces => Given::Pieces((self.1.0)(subject, input)),
        }
    }
}

impl<F> Hooks<Yes<F>, No> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(self, subject: &'a S, input: I, _: Wanted) -> Given<'a, O>
    where
        F: FnOnce(&'a S, I) -> Value<'a, O>,
    {
        Given::Value((self.0.0)(subject, input))
    }
}

impl<G> Hooks<No, Yes<G>> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(self, subject: &'a S, input: I, _: Wanted) -> Given<'a, O>
    where
        G: FnOnce(&'a S, I) -> Pieces<'a, O>,
    {
        Given::Pieces((self.1.0)(subject, input))
    }
}

impl Hooks<No, No> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(self, _: &'a S, _: I, _: Wanted) -> Given<'a, O>
    where
        (): HasAHook<S, I, O>,
    {
        <()>::told()
    }
}

impl<G> Hooks<Told, G> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(self, _: &'a S, _: I, _: Wanted) -> Given<'a, O> {
        self.0.unreachable()
    }
}

impl<F> Hooks<Yes<F>, Told> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(self, _: &'a S, _: I, _: Wanted) -> Given<'a, O> {
        self.1.unreachable()
    }
}

impl Hooks<No, Told> {
    pub fn call<'a, S: ?Sized, I, O: Streamable>(self, _: &'a S, _: I, _: Wanted) -> Given<'a, O> {
        self.1.unreachable()
    }
}
