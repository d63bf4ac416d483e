//! Models that the tests of this workspace share.

pub mod aws;
pub mod decoding;
mod script;
mod step;
mod weather;

pub use script::{End, Script, ScriptedAnswer};
pub use step::{Step, step};
pub use weather::{weather, weather_call};

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream};
use runnable::{AiMessage, AiMessageChunk, Chunk, Descriptor, Messages, Result, RunType, Runnable};

/// A chat model that streams the chunks it was given, whatever it is asked.
#[derive(Debug, Clone, Default)]
pub struct Scripted {
    chunks: Vec<Result<AiMessageChunk>>,
}

impl Scripted {
    /// Streams these tokens.
    pub fn tokens<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Self {
        Self::chunks(tokens.into_iter().map(|token| Ok(token.into())))
    }

    /// Streams these chunks and errors.
    pub fn chunks(chunks: impl IntoIterator<Item = Result<AiMessageChunk>>) -> Self {
        Self { chunks: chunks.into_iter().collect() }
    }
}

impl Runnable for Scripted {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Scripted", RunType::ChatModel)
    }

    fn on_stream<'a>(&'a self, _input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        stream::iter(self.chunks.clone()).boxed()
    }
}

/// A chat model that answers at once, in capitals.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shout;

impl Runnable for Shout {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Shout", RunType::ChatModel)
    }

    fn on_invoke<'a>(&'a self, input: Messages) -> BoxFuture<'a, Result<AiMessage>> {
        Box::pin(async move { Ok(input.last_text().to_uppercase().into()) })
    }

    fn on_stream<'a>(&'a self, input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        stream::once(self.on_invoke(input)).map(|message| message.map(Into::into)).boxed()
    }
}

/// All items of a stream.
pub async fn collect<S: futures::Stream>(stream: S) -> Vec<S::Item> {
    stream.collect().await
}

/// All pieces of a stream that does not fail.
///
/// # Panics
/// The stream fails.
pub async fn pieces<R: Runnable>(stream: runnable::Streaming<'_, R>) -> Vec<Chunk<R::Output>> {
    stream.map(|piece| piece.expect("the stream does not fail")).collect().await
}

/// The front door, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
