//! Steps that the tests of combinators share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream::{self, BoxStream};
use runnable::{
    AiMessage, AiMessageChunk, Descriptor, Error, ErrorKind, Messages, Result, RunType, Runnable, StreamEvent,
};
pub(super) use runnable_tests::{Step, step};

/// A chat model with one script for each time that it is called; the last one is repeated.
#[derive(Debug, Clone)]
pub(super) struct Takes {
    scripts: Vec<Vec<Result<AiMessageChunk>>>,
    calls: Arc<AtomicUsize>,
}

impl Takes {
    pub(super) fn new(scripts: impl IntoIterator<Item = Vec<Result<AiMessageChunk>>>) -> Self {
        Self { scripts: scripts.into_iter().collect(), calls: Arc::default() }
    }

    /// How often it was called.
    pub(super) fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Runnable for Takes {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Takes", RunType::ChatModel)
    }

    fn on_stream<'a>(&'a self, _input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        stream::iter(self.scripts[call.min(self.scripts.len() - 1)].clone()).boxed()
    }
}

/// The chunks of these tokens.
pub(super) fn said<const N: usize>(tokens: [&str; N]) -> Vec<Result<AiMessageChunk>> {
    tokens.into_iter().map(|token| Ok(token.into())).collect()
}

/// These tokens, then this error.
pub(super) fn said_until<const N: usize>(tokens: [&str; N], error: Error) -> Vec<Result<AiMessageChunk>> {
    let mut chunks = said(tokens);
    chunks.push(Err(error));
    chunks
}

/// An error that another try may cure.
pub(super) fn flake(message: &str) -> Error {
    Error::new(ErrorKind::Transport, message)
}

/// The texts of a stream's pieces; an error as its text in brackets.
pub(super) async fn texts<T: std::fmt::Display>(
    stream: impl futures::Stream<Item = Result<T>>,
) -> Vec<String> {
    stream
        .map(|piece| match piece {
            Ok(piece) => piece.to_string(),
            Err(error) => format!("[{error}]"),
        })
        .collect()
        .await
}

/// The events that come before the end, failed or not.
pub(super) fn events_of<R: Runnable>(events: runnable::Events<'_, R>) -> Vec<StreamEvent> {
    block_on(events.collect::<Vec<_>>()).into_iter().filter_map(Result::ok).collect()
}
