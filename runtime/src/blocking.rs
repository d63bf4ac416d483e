//! The same interface for code that is not async.
//!
//! | where | what happens |
//! |---|---|
//! | a plain thread, `main`, `spawn_blocking`, `block_in_place` | it works |
//! | an async task, or `block_on` of a tokio runtime | an error of kind [`Blocking`](crate::ErrorKind::Blocking), never a panic or a deadlock |
//! | a task of another executor | it blocks the thread: other executors cannot be told from plain threads |
//!
//! The caller's thread polls the work itself: no task is spawned and no channel is between. Connections live on one
//! background runtime, started by the first call that blocks, so that they outlive a call.

mod wait;

use std::fmt;

use futures_core::Stream;
use futures_util::StreamExt;

use crate::call::{AsCompleted, Blocks, CallConfig, Events, Streaming, Transform};
use crate::error::Result;
use crate::message::AiMessage;
use crate::runnable::Runnable;
use crate::value::Chunk;
pub(crate) use wait::is_blocked;
use wait::wait;

/// A runnable for code that is not async.
///
/// ```
/// use runnable::prelude::*;
///
/// #[derive(Runnable)]
/// struct Shout;
/// impl Shout {
///     fn invoke(&self, input: Messages) -> String {
///         input.last_text().to_uppercase()
///     }
/// }
///
/// let reply = Shout.blocking().call("hi")?;
/// assert_eq!(reply.text(), "HI");
/// for chunk in Shout.blocking().stream("hi") {
///     print!("{}|", chunk?);
/// }
/// # Ok::<(), runnable::Error>(())
/// ```
#[must_use = "it does nothing until one of its methods is called"]
pub struct Blocking<'a, R> {
    runnable: &'a R,
    config: CallConfig,
}

impl<'a, R: Runnable> Blocking<'a, R> {
    pub(crate) fn new(runnable: &'a R) -> Self {
        Self { runnable, config: CallConfig::default() }
    }

    crate::call::config_methods!();

    /// Sets how many calls a batch may have open at a time.
    pub fn max_concurrency(mut self, calls: usize) -> Self {
        self.config.short(|config| config.max_concurrency(calls));
        self
    }

    /// Calls the step and waits for its output.
    ///
    /// # Errors
    /// Those of the step; of kind [`Blocking`](crate::ErrorKind::Blocking) in an async task.
    pub fn call(&self, input: impl Into<R::Input>) -> Result<R::Output> {
        let call = self.runnable.call(input).config(self.config.clone().resolve());
        wait(call.into_future())?
    }

    /// The same as [`call`](Self::call).
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub fn invoke(&self, input: impl Into<R::Input>) -> Result<R::Output> {
        self.call(input)
    }

    /// Calls the step with each input and waits for all results, which come in the order of the inputs. In an async
    /// task each of them is the same error.
    pub fn batch<I>(&self, inputs: I) -> Vec<Result<R::Output>>
    where
        I: IntoIterator<Item: Into<R::Input>>,
    {
        let inputs: Vec<R::Input> = inputs.into_iter().map(Into::into).collect();
        let many = inputs.len();
        let batch = self.runnable.batch(inputs).config(self.config.clone().resolve());
        wait(batch.into_future()).unwrap_or_else(|error| vec![Err(error); many])
    }

    /// Calls the step with each input; the results as they come, each with the number of its input.
    pub fn batch_as_completed<I>(&self, inputs: I) -> BlockingIter<AsCompleted<'a, R>>
    where
        I: IntoIterator<Item: Into<R::Input>>,
    {
        BlockingIter::new(self.runnable.batch(inputs).config(self.config.clone().resolve()).as_completed())
    }

    /// The pieces of the output: the work goes on while the iterator is asked for the next one.
    pub fn stream(&self, input: impl Into<R::Input>) -> BlockingIter<Streaming<'a, R>> {
        BlockingIter::new(self.runnable.stream(input).config(self.config.clone().resolve()))
    }

    /// The pieces of the output, made of an upstream's pieces.
    pub fn transform<I>(&self, upstream: I) -> BlockingIter<Transform<'a, R>>
    where
        I: IntoIterator<Item = Result<Chunk<R::Input>>, IntoIter: Send + 'a>,
    {
        let upstream = futures_util::stream::iter(upstream);
        BlockingIter::new(self.runnable.transform(upstream).config(self.config.clone().resolve()))
    }

    /// What happens inside. To filter, build the stream first: `x.stream_events(…).include_types(…).blocking()`.
    pub fn stream_events(&self, input: impl Into<R::Input>) -> BlockingIter<Events<'a, R>> {
        BlockingIter::new(self.runnable.stream_events(input).config(self.config.clone().resolve()))
    }

    /// A model's message as content blocks that start, grow and finish.
    pub fn stream_blocks(&self, input: impl Into<R::Input>) -> BlockingIter<Blocks<'a, R>>
    where
        R: Runnable<Output = AiMessage>,
    {
        BlockingIter::new(self.runnable.stream_blocks(input).config(self.config.clone().resolve()))
    }
}

impl<R> fmt::Debug for Blocking<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking").field("config", &self.config).finish_non_exhaustive()
    }
}

/// A stream as an iterator. Asking for the next item polls the stream on this thread until there is one; dropping
/// it stops the work, anywhere.
#[derive(Debug)]
#[must_use = "iterators do nothing unless asked for items"]
pub struct BlockingIter<S> {
    stream: Option<S>,
}

impl<S> BlockingIter<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream: Some(stream) }
    }
}

/// An item that can say that blocking is not possible.
#[doc(hidden)]
pub trait BlockingItem {
    fn of_error(error: crate::Error) -> Self;
}

impl<T> BlockingItem for Result<T> {
    fn of_error(error: crate::Error) -> Self {
        Err(error)
    }
}

impl<T> BlockingItem for (usize, Result<T>) {
    fn of_error(error: crate::Error) -> Self {
        (0, Err(error))
    }
}

impl<S: Stream<Item: BlockingItem> + Unpin> Iterator for BlockingIter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        let stream = self.stream.as_mut()?;
        let item = wait(stream.next()).unwrap_or_else(|error| {
            self.stream = None;
            Some(S::Item::of_error(error))
        });
        if item.is_none() {
            self.stream = None;
        }
        item
    }
}
