//! Values that steps exchange, and how each arrives in pieces.
//!
//! The merge law lives here, on the value: a stream of pieces and the value are two views of one thing, and
//! `invoke = fold(stream)` follows from it.
//!
//! | value | piece | sum of the pieces |
//! |---|---|---|
//! | [`AiMessage`](crate::AiMessage) | [`AiMessageChunk`](crate::AiMessageChunk) | blocks merged, usage added |
//! | `String` | `String` | concatenation |
//! | `serde_json::Value`, lists, numbers, … | the value itself, growing | the last one |
//! | [`Record`](crate::Record) | [`RecordChunk`](crate::RecordChunk) | each name's pieces by the rule of its value |
//! | a type with `#[derive(Streamable)]`, [`Whole<T>`] | the value itself | the last one |

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use serde::Serialize;
use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};
use crate::message::{AiMessage, Messages};

/// The piece in which values of type `T` arrive.
pub type Chunk<T> = <T as Streamable>::Chunk;

/// A value that a step can take or give, and that may arrive in pieces.
///
/// Derive it for a type of your own (it then arrives whole); wrap a type of another crate in [`Whole`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value that steps can exchange",
    label = "not a step value",
    note = "put `#[derive(Clone, Serialize, Streamable)]` on it, or wrap a type of another crate: `Whole<{Self}>`"
)]
pub trait Streamable: Clone + Serialize + Send + Sync + Sized + 'static {
    /// One piece of the value.
    type Chunk: Clone + Serialize + Send + Sync + 'static;
    /// What the pieces are collected in.
    type Accumulator: Default + Send + 'static;

    /// Adds the next piece.
    fn push(accumulator: &mut Self::Accumulator, chunk: Self::Chunk);

    /// The value of all pieces so far.
    ///
    /// # Errors
    /// No piece came, and the value has no empty form.
    fn finish(accumulator: Self::Accumulator) -> Result<Self>;

    /// The value as one piece.
    fn into_chunk(self) -> Self::Chunk;

    /// Whether the value can be used as an input. Asked before a run's hook is called.
    #[doc(hidden)]
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Gives a piece without an id the id of the run that made it.
    #[doc(hidden)]
    fn stamp(_chunk: &mut Self::Chunk, _run_id: Uuid) {}

    /// Gives a value without an id the id of the run that made it, as [`stamp`](Self::stamp) does with its pieces.
    #[doc(hidden)]
    fn stamp_whole(&mut self, _run_id: Uuid) {}

    /// The text of a piece, where the value is text.
    #[doc(hidden)]
    fn token(_chunk: &Self::Chunk) -> Option<std::borrow::Cow<'_, str>> {
        None
    }

    /// The message so far, for [`Error::partial`].
    #[doc(hidden)]
    fn partial(_accumulator: Self::Accumulator) -> Option<Arc<AiMessage>> {
        None
    }
}

/// Adds the pieces of a stream up: `invoke = fold(stream)`.
///
/// # Errors
/// The first error of the stream, with what had arrived in [`Error::partial`].
pub async fn fold<T: Streamable>(mut chunks: BoxStream<'_, Result<Chunk<T>>>) -> Result<T> {
    let mut accumulator = T::Accumulator::default();
    while let Some(chunk) = chunks.next().await {
        match chunk {
            Ok(chunk) => T::push(&mut accumulator, chunk),
            Err(error) => return Err(with_partial::<T>(error, accumulator)),
        }
    }
    T::finish(accumulator)
}

pub(crate) fn with_partial<T: Streamable>(error: Error, accumulator: T::Accumulator) -> Error {
    match T::partial(accumulator) {
        Some(partial) => error.with_partial(partial),
        None => error,
    }
}

/// The error of a value of which no piece came.
#[doc(hidden)]
pub fn nothing_came() -> Error {
    Error::new(ErrorKind::Step, "the stream ended without a value")
}

/// The items of [`Streamable`] for a value that arrives whole; also what the derive writes.
#[doc(hidden)]
#[macro_export]
macro_rules! __whole {
    () => {
        type Chunk = Self;
        type Accumulator = ::core::option::Option<Self>;
        fn push(accumulator: &mut ::core::option::Option<Self>, chunk: Self) {
            *accumulator = ::core::option::Option::Some(chunk);
        }
        fn finish(accumulator: ::core::option::Option<Self>) -> $crate::Result<Self> {
            accumulator.ok_or_else($crate::__private::nothing_came)
        }
        fn into_chunk(self) -> Self {
            self
        }
    };
}

macro_rules! whole {
    ($($value:ty),*) => { $(impl Streamable for $value { __whole!(); })* };
}

whole!((), bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64);
whole!(serde_json::Value, crate::message::ToolCall, crate::message::Message);

impl Streamable for Messages {
    __whole!();

    fn check(&self) -> Result<()> {
        Self::check(self)
    }
}

impl<T: Streamable> Streamable for Vec<T> {
    __whole!();
}

impl<T: Streamable> Streamable for Option<T> {
    __whole!();
}

impl<A: Streamable, B: Streamable> Streamable for (A, B) {
    __whole!();
}

impl<T: Streamable> Streamable for std::collections::BTreeMap<String, T> {
    __whole!();
}

impl<T: Streamable> Streamable for std::collections::HashMap<String, T> {
    __whole!();
}

impl Streamable for String {
    type Chunk = Self;
    type Accumulator = Self;

    fn push(accumulator: &mut Self, chunk: Self) {
        accumulator.push_str(&chunk);
    }

    fn finish(accumulator: Self) -> Result<Self> {
        Ok(accumulator)
    }

    fn into_chunk(self) -> Self {
        self
    }

    fn token(chunk: &Self) -> Option<std::borrow::Cow<'_, str>> {
        Some(chunk.as_str().into())
    }
}

/// A value of another crate, made fit for steps: it arrives whole.
///
/// ```
/// # use runnable::Whole;
/// let limit = Whole(std::time::Duration::from_secs(3));
/// assert_eq!(limit.as_secs(), 3);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Whole<T>(pub T);

impl<T: Clone + Serialize + Send + Sync + 'static> Streamable for Whole<T> {
    __whole!();
}

impl<T> From<T> for Whole<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Whole<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Whole<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
