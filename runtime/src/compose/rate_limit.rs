//! A step that is started only so often.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream;

use super::rate_limiter::RateLimiter;
use crate::descriptor::Descriptor;
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::run::{RunContext, RunOptions};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// A step that is started only so often: calls, streams and the calls of batches wait for their turn at one
/// [`RateLimiter`], which other steps may share. It has no run of its own; the wait is part of the step's run.
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
/// use runnable::RateLimiter;
///
/// # futures::executor::block_on(async {
/// let limiter = RateLimiter::per_second(200.0);
/// let measure = Lambda::new(|text: String| text.len()).rate_limit(limiter.clone());
/// let shout = Lambda::new(|text: String| text.to_uppercase()).rate_limit(limiter);
///
/// assert_eq!(measure.call("blub").await?, 4);
/// assert_eq!(shout.call("blub").await?, "BLUB"); // five milliseconds later
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct RateLimit<R> {
    step: Arc<R>,
    limiter: RateLimiter,
}

impl<R: Runnable> RateLimit<R> {
    pub(crate) fn new(step: R, limiter: RateLimiter) -> Self {
        Self { step: Arc::new(step), limiter }
    }

    /// Waits for the turn of the run that is current when the wait begins.
    async fn turn(&self) -> Result<()> {
        self.limiter.turn(&RunContext::current()).await
    }

    fn after_turn<'a>(
        &'a self,
        start: impl FnOnce(&'a R) -> BoxStream<'a, Result<Chunk<R::Output>>> + Send + 'a,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        let started = async move {
            match self.turn().await {
                Ok(()) => start(&self.step),
                Err(error) => stream::iter([Err(error)]).boxed(),
            }
        };
        stream::once(started).flatten().boxed()
    }
}

impl<R: Runnable> Runnable for RateLimit<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        self.step.prepare(options)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        Box::pin(async move {
            self.turn().await?;
            self.step.on_invoke(input).await
        })
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.after_turn(|step| step.on_stream(input))
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<R::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.after_turn(|step| step.on_transform(upstream))
    }
}

impl<R> Clone for RateLimit<R> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), limiter: self.limiter.clone() }
    }
}

impl<R: fmt::Debug> fmt::Debug for RateLimit<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimit").field("step", &self.step).field("limiter", &self.limiter).finish()
    }
}

super::operators! { [R: Runnable] RateLimit<R> where [] }
