//! A call that is iterated for a message's content blocks.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::CallConfig;
use super::lazy::Lazy;
use crate::blocks::{Assembler, BlockEvent};
use crate::error::Result;
use crate::message::AiMessage;
use crate::runnable::Runnable;

/// A model's message as content blocks that start, grow and finish. Nothing runs until the first poll; dropping it
/// stops the work.
#[must_use = "streams do nothing unless polled"]
pub struct Blocks<'a, R: Runnable> {
    chunks: Lazy<'a, R>,
    config: CallConfig,
    /// Absent once the message is over.
    assembler: Option<Assembler>,
    waiting: VecDeque<BlockEvent>,
}

impl<'a, R: Runnable<Output = AiMessage> + 'a> Blocks<'a, R> {
    pub(crate) fn new(runnable: &'a R, input: R::Input) -> Self {
        Self {
            chunks: Lazy::new(runnable, input),
            config: CallConfig::default(),
            assembler: Some(Assembler::default()),
            waiting: VecDeque::new(),
        }
    }

    super::config_methods!();
    super::next_method!();

    /// The same stream, owning a clone of the runnable. To be called before the first poll.
    pub fn into_owned<'s>(self) -> Blocks<'s, R>
    where
        R: Clone + 's,
    {
        let Self { chunks, config, assembler, waiting } = self;
        Blocks { chunks: chunks.into_owned(), config, assembler, waiting }
    }
}

impl<R: Runnable> Unpin for Blocks<'_, R> {}

impl<'a, R: Runnable<Output = AiMessage> + 'a> Stream for Blocks<'a, R> {
    type Item = Result<BlockEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        loop {
            if let Some(event) = me.waiting.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            let Some(assembler) = &mut me.assembler else { return Poll::Ready(None) };
            let config = &mut me.config;
            match ready!(me.chunks.poll_next(cx, || std::mem::take(config).resolve().into())) {
                Some(Ok(chunk)) => assembler.push(chunk, &mut me.waiting),
                Some(Err(error)) => {
                    me.assembler = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let assembler = me.assembler.take().unwrap_or_default();
                    assembler.finish(&mut me.waiting);
                }
            }
        }
    }
}

impl<R: Runnable> fmt::Debug for Blocks<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocks").field("config", &self.config).finish_non_exhaustive()
    }
}
