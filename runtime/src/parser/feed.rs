//! How a parser is fed with the pieces of a message.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::stream::{BoxStream, StreamExt};

use crate::error::{Error, Result};
use crate::message::AiMessageChunk;

/// One reading of one message. Pieces may be cut anywhere.
pub(super) trait Reader: Send {
    /// What it gives.
    type Piece: Send;

    /// Takes the next piece of the message.
    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<Self::Piece>) -> Result<()>;

    /// Takes the end of the message.
    fn finish(&mut self, out: &mut VecDeque<Self::Piece>) -> Result<()>;
}

/// Reads a message. No piece in, no piece out.
pub(super) fn read<'a, R: Reader + 'a>(
    reader: R,
    upstream: BoxStream<'a, Result<AiMessageChunk>>,
) -> BoxStream<'a, Result<R::Piece>> {
    let reading =
        Reading { reader, upstream: Some(upstream), has_begun: false, out: VecDeque::new(), error: None };
    reading.boxed()
}

struct Reading<'a, R: Reader> {
    reader: R,
    /// Absent after the end.
    upstream: Option<BoxStream<'a, Result<AiMessageChunk>>>,
    has_begun: bool,
    out: VecDeque<R::Piece>,
    error: Option<Error>,
}

impl<R: Reader> Reading<'_, R> {
    fn take(&mut self, chunk: Option<Result<AiMessageChunk>>) -> Result<()> {
        match chunk {
            Some(chunk) => {
                self.has_begun = true;
                self.reader.push(&chunk?, &mut self.out)
            }
            None => {
                self.upstream = None;
                if self.has_begun { self.reader.finish(&mut self.out) } else { Ok(()) }
            }
        }
    }
}

impl<R: Reader> Unpin for Reading<'_, R> {}

impl<R: Reader> Stream for Reading<'_, R> {
    type Item = Result<R::Piece>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        loop {
            if let Some(piece) = me.out.pop_front() {
                return Poll::Ready(Some(Ok(piece)));
            }
            if let Some(error) = me.error.take() {
                return Poll::Ready(Some(Err(error)));
            }
            let Some(upstream) = &mut me.upstream else { return Poll::Ready(None) };
            let chunk = ready!(upstream.as_mut().poll_next(cx));
            if let Err(error) = me.take(chunk) {
                me.upstream = None;
                me.error = Some(error);
            }
        }
    }
}

/// Makes a type with a method `reader` a parser of messages.
macro_rules! parser {
    ([$($generics:tt)*] $parser:ty => $output:ty, $name:literal) => {
        impl<$($generics)*> $crate::Runnable for $parser {
            type Input = $crate::AiMessage;
            type Output = $output;

            fn descriptor(&self) -> $crate::Descriptor<'_> {
                $crate::Descriptor::new($name, $crate::RunType::Parser)
            }

            fn on_invoke<'a>(&'a self, input: $crate::AiMessage) -> $crate::BoxFuture<'a, $crate::Result<$output>> {
                Box::pin($crate::fold::<$output>(self.on_stream(input)))
            }

            fn on_stream<'a>(
                &'a self,
                input: $crate::AiMessage,
            ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<$output>>> {
                self.on_transform(Box::pin(futures_util::stream::iter([Ok(input.into())])))
            }

            fn on_transform<'a>(
                &'a self,
                upstream: $crate::BoxStream<'a, $crate::Result<$crate::AiMessageChunk>>,
            ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<$output>>> {
                $crate::parser::feed::read(self.reader(), upstream)
            }
        }

        $crate::compose::operators! { [$($generics)*] $parser where [] }
    };
}

pub(super) use parser;
