//! The one stream of chunks, for every dialect.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::StreamExt;
use runnable::{AiMessageChunk, BoxFuture, Error, Messages, Result};

use super::answer::{Answer, ask};
use super::body::Body;
use super::settings::Settings;
use crate::decode::StreamDecoder;
use crate::dialect::{Chunks, Dialect};

/// The chunks of one answer. It does nothing until it is polled; dropping it closes the connection.
pub(super) struct ChatStream<D: Dialect> {
    chunks: Chunks,
    state: State<D>,
}

enum State<D: Dialect> {
    Asking(BoxFuture<'static, Result<Answer<D>>>),
    Reading(Body, Box<StreamDecoder<D>>),
    Over(Option<Error>),
}

impl<D: Dialect> ChatStream<D> {
    pub(super) fn new(settings: Arc<Settings<D>>, input: Messages, is_streamed: bool) -> Self {
        let answer = Box::pin(ask(settings, input, is_streamed));
        Self { chunks: Chunks::new(), state: State::Asking(answer) }
    }
}

impl<D: Dialect> State<D> {
    /// Goes one step on. The body is dropped with the state that reads it, as soon as nothing more is needed of it.
    fn poll_step(&mut self, chunks: &mut Chunks, cx: &mut Context<'_>) -> Poll<()> {
        let next = match self {
            Self::Asking(answer) => match ready!(answer.as_mut().poll(cx)) {
                Ok(Answer::Streamed(body, decoder)) => Self::Reading(body, decoder),
                Ok(Answer::Whole(chunk)) => {
                    chunks.push_back(chunk);
                    Self::Over(None)
                }
                Err(error) => Self::Over(Some(error)),
            },
            Self::Reading(body, decoder) => match ready!(body.poll_next_unpin(cx)) {
                Some(Ok(bytes)) => match decoder.feed(&bytes, chunks) {
                    Ok(()) if !decoder.is_finished() => return Poll::Ready(()),
                    end => Self::Over(end.err()),
                },
                Some(Err(error)) => Self::Over(Some(decoder.describe(error))),
                None => Self::Over(decoder.finish(chunks).err()),
            },
            Self::Over(_) => return Poll::Ready(()),
        };
        *self = next;
        Poll::Ready(())
    }
}

impl<D: Dialect> Unpin for ChatStream<D> {}

impl<D: Dialect> Stream for ChatStream<D> {
    type Item = Result<AiMessageChunk>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { chunks, state } = &mut *self;
        loop {
            if let Some(chunk) = chunks.pop_front() {
                return Poll::Ready(Some(Ok(chunk)));
            }
            if let State::Over(error) = state {
                return Poll::Ready(error.take().map(Err));
            }
            ready!(state.poll_step(chunks, cx));
        }
    }
}
