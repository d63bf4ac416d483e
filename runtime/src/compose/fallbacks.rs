//! A step, and others that take its place when it fails.

use std::fmt;
use std::sync::Arc;

use super::BoxRunnable;
use super::attempts::{self, Attempts};
use super::retry::Predicate;
use super::tell::Tell;
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, Result};
use crate::graph::{Graph, Part};
use crate::record::Record;
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// A step, and others that take its place, one after another, when it fails.
///
/// In a stream the next one is asked until the first piece has come; what was handed out cannot be taken back. A
/// stream that ends without a piece has not failed. If all fail, the error is the first one, and
/// [`Error::others`] are the rest. A clone is cheap.
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let digits = Lambda::new(|text: String| text.parse::<usize>());
/// let words = Lambda::new(|text: String| text.split(' ').count());
/// let number = digits.with_fallbacks([words]);
/// assert_eq!(number.call("12").await?, 12);
/// assert_eq!(number.call("a dozen").await?, 2);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct Fallbacks<R: Runnable> {
    step: Arc<R>,
    others: Arc<Vec<BoxRunnable<R::Input, R::Output>>>,
    handle: Option<Predicate>,
    /// How the others are told why the one before failed.
    tell: Option<Tell<R::Input>>,
}

impl<R: Runnable> Fallbacks<R> {
    pub(crate) fn new(step: R) -> Self {
        Self { step: Arc::new(step), others: Arc::default(), handle: None, tell: None }
    }

    /// Adds a step that is asked when all before it have failed.
    #[must_use]
    pub fn or_else(mut self, other: impl Runnable<Input = R::Input, Output = R::Output> + 'static) -> Self {
        Arc::make_mut(&mut self.others).push(other.boxed());
        self
    }

    /// Sets after which failures the next step is asked; after every failure unless set. Another failure is given
    /// at once.
    #[must_use]
    pub fn handle(mut self, handle: impl Fn(&Error) -> bool + Send + Sync + 'static) -> Self {
        self.handle = Some(Arc::new(handle));
        self
    }

    fn turns(&self) -> Turns<'_, R> {
        Turns { fallbacks: self, errors: Vec::new() }
    }
}

impl<R: Runnable<Input = Record>> Fallbacks<R> {
    /// Tells each of the others why the one before it failed: the error's text, as one more value of this name. One
    /// that has the name is replaced.
    ///
    /// ```
    /// use runnable::compose::Lambda;
    /// use runnable::prelude::*;
    ///
    /// # futures::executor::block_on(async {
    /// let digits = Lambda::new(|asked: Record| asked.read::<u32>("number").map(|number| number.to_string()));
    /// let explain = PromptTemplate::new("Not a number: {number}. {why}.");
    /// let step = digits.with_fallbacks([explain]).error_key("why");
    /// let text = step.call([("number", "a dozen")]).await?;
    /// assert_eq!(text, "Not a number: a dozen. `number` has another form than asked for.");
    /// # Ok::<(), runnable::Error>(()) }).unwrap();
    /// ```
    #[must_use]
    pub fn error_key(mut self, name: impl Into<Arc<str>>) -> Self {
        self.tell = Some(Tell::under(name.into()));
        self
    }
}

struct Turns<'a, R: Runnable> {
    fallbacks: &'a Fallbacks<R>,
    /// Why those before failed.
    errors: Vec<Error>,
}

impl<'a, R: Runnable> Turns<'a, R> {
    /// The input, with why the one before failed.
    fn told(&self, input: R::Input) -> R::Input {
        match self.fallbacks.tell.as_ref().zip(self.errors.last()) {
            Some((tell, error)) => tell.in_value(input, error),
            None => input,
        }
    }

    fn told_in(&self, source: Source<'a, R::Input>) -> Source<'a, R::Input> {
        match (self.fallbacks.tell.as_ref().zip(self.errors.last()), source) {
            (_, Source::Input(input)) => Source::Input(self.told(input)),
            (Some((tell, error)), Source::Upstream(pieces)) => {
                Source::Upstream(tell.in_pieces(pieces, error))
            }
            (None, source) => source,
        }
    }
}

impl<'a, R: Runnable> Attempts<'a> for Turns<'a, R> {
    type Input = R::Input;
    type Output = R::Output;

    fn invoke(&self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        let Fallbacks { step, others, .. } = self.fallbacks;
        match self.errors.len() {
            0 => run::invoke(&**step, input, RunOptions::child()),
            turn => run::invoke(&others[turn - 1], self.told(input), RunOptions::child()),
        }
    }

    fn stream(&self, source: Source<'a, R::Input>) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        let Fallbacks { step, others, .. } = self.fallbacks;
        match self.errors.len() {
            0 => run::stream(&**step, source, RunOptions::child()),
            turn => run::stream(&others[turn - 1], self.told_in(source), RunOptions::child()),
        }
    }

    fn failed(&mut self, error: Error) -> BoxFuture<'_, Result<()>> {
        let mut errors = std::mem::take(&mut self.errors);
        let is_handled = self.fallbacks.handle.as_ref().is_none_or(|handle| handle(&error));
        let outcome = if !is_handled {
            Err(error.with_others(errors))
        } else if errors.len() == self.fallbacks.others.len() {
            errors.push(error);
            let rest = errors.split_off(1);
            Err(errors.remove(0).with_others(rest))
        } else {
            errors.push(error);
            self.errors = errors;
            Ok(())
        };
        Box::pin(std::future::ready(outcome))
    }
}

impl<R: Runnable> Runnable for Fallbacks<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("RunnableWithFallbacks", RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        graph.step_like(&self.descriptor(), &*self.step)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        attempts::invoke(self.turns(), input)
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        attempts::stream(self.turns(), Source::Input(input))
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<R::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        attempts::stream(self.turns(), Source::Upstream(upstream))
    }
}

impl<R: Runnable> Clone for Fallbacks<R> {
    fn clone(&self) -> Self {
        Self {
            step: self.step.clone(),
            others: self.others.clone(),
            handle: self.handle.clone(),
            tell: self.tell.clone(),
        }
    }
}

impl<R: Runnable + fmt::Debug> fmt::Debug for Fallbacks<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Fallbacks");
        out.field("step", &self.step).field("others", &self.others).finish_non_exhaustive()
    }
}

super::operators! { [R: Runnable] Fallbacks<R> where [] }
