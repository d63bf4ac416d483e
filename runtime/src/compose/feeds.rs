//! Which step fits behind which.

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};

use crate::error::Result;
use crate::message::{AiMessage, AiMessageChunk, Messages};
use crate::value::{Chunk, Streamable, Whole, fold};

/// A value that a step taking `Next` can be fed with.
///
/// Every value feeds a step of its own type, also one that takes it as a [`Whole`]. Beside that, a message or a text
/// feeds a chat model, a message feeds a step that takes text, and a text feeds a parser.
#[diagnostic::on_unimplemented(
    message = "these two steps do not fit: the first gives `{Self}`, the next takes `{Next}`",
    label = "gives `{Self}`, but the next step takes `{Next}`",
    note = "put a step between them that takes `{Self}` and gives `{Next}`"
)]
pub trait Feeds<Next: Streamable>: Streamable {
    /// The value, made into what the next step takes.
    fn convert(self) -> Next;

    /// The pieces, made into pieces of what the next step takes.
    fn feed<'a>(chunks: BoxStream<'a, Result<Chunk<Self>>>) -> BoxStream<'a, Result<Chunk<Next>>>;
}

impl<T: Streamable> Feeds<T> for T {
    fn convert(self) -> T {
        self
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<Chunk<T>>>) -> BoxStream<'a, Result<Chunk<T>>> {
        chunks
    }
}

/// With this second road from every value, the compiler does not take the first for the only one, and says what
/// does not fit.
impl<T: Streamable> Feeds<Whole<T>> for T {
    fn convert(self) -> Whole<T> {
        Whole(self)
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<Chunk<T>>>) -> BoxStream<'a, Result<Whole<T>>> {
        stream::once(async move { fold::<T>(chunks).await.map(Whole) }).boxed()
    }
}

impl Feeds<Messages> for AiMessage {
    fn convert(self) -> Messages {
        self.into()
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<AiMessageChunk>>) -> BoxStream<'a, Result<Messages>> {
        whole::<Self>(chunks)
    }
}

impl Feeds<Messages> for String {
    fn convert(self) -> Messages {
        self.into()
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<String>>) -> BoxStream<'a, Result<Messages>> {
        whole::<Self>(chunks)
    }
}

impl Feeds<AiMessage> for String {
    fn convert(self) -> AiMessage {
        self.into()
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<String>>) -> BoxStream<'a, Result<AiMessageChunk>> {
        chunks.map(|chunk| chunk.map(Into::into)).boxed()
    }
}

impl Feeds<String> for AiMessage {
    fn convert(self) -> String {
        self.text().into_owned()
    }

    fn feed<'a>(chunks: BoxStream<'a, Result<AiMessageChunk>>) -> BoxStream<'a, Result<String>> {
        chunks.map(|chunk| chunk.map(|chunk| chunk.text().into_owned())).boxed()
    }
}

fn whole<'a, T: Feeds<Messages>>(chunks: BoxStream<'a, Result<Chunk<T>>>) -> BoxStream<'a, Result<Messages>> {
    stream::once(async move { fold::<T>(chunks).await.map(Feeds::convert) }).boxed()
}
