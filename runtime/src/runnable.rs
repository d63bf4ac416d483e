//! The one trait.

use std::sync::Arc;
use std::time::Duration;

use futures_core::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream::{BoxStream, StreamExt};
use serde::de::DeserializeOwned;

use crate::blocking::Blocking;
use crate::call::{Batch, Blocks, Call, Events, Streaming, Transform};
use crate::compose::{
    Alternatives, Assign, BoxRunnable, Configurable, Each, Fallbacks, Feeds, Lambda, Outcome, Pick, PickAll,
    RateLimit, RateLimiter, Retry, Sequence, Timeout, WithConfig, WithHistory, WithListeners,
};
use crate::config::RunConfig;
use crate::descriptor::Descriptor;
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::handler::Listeners;
use crate::history::{Asked, History};
use crate::message::{AiMessage, Messages};
use crate::record::Record;
use crate::run::{self, RunOptions, Source, fold_heard};
use crate::value::{Chunk, Streamable};

/// A step: a value in, a value out, in pieces where it can.
///
/// Derive it. The three `on_…` methods say what the step does and are for those who implement the trait by hand;
/// everything else is built on them, so that
///
/// ```text
/// invoke = fold(stream)      batch = map(invoke)      blocking = async      transform(one piece) = stream
/// ```
///
/// The methods for callers give builders: they do nothing until awaited or iterated, and take a configuration
/// (`.tags(…)`, `.run_name(…)`, …) before that.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a runnable",
    label = "not a runnable",
    note = "put `#[derive(Runnable)]` on `{Self}`",
    note = "a closure or a function is one as `Lambda::new(…)`, and behind a step as `step.then(…)`"
)]
pub trait Runnable: Send + Sync {
    /// What the step takes.
    type Input: Streamable;
    /// What the step gives.
    type Output: Streamable;

    /// The name, type, tags and metadata of its runs.
    fn descriptor(&self) -> Descriptor<'_>;

    /// What the step does with a whole input, piece by piece.
    fn on_stream<'a>(&'a self, input: Self::Input) -> BoxStream<'a, Result<Chunk<Self::Output>>>;

    /// What the step does with a whole input, at once. Unless given, the sum of [`on_stream`](Self::on_stream).
    fn on_invoke<'a>(&'a self, input: Self::Input) -> BoxFuture<'a, Result<Self::Output>> {
        fold_heard::<Self::Output>(self.on_stream(input))
    }

    /// What the step does with an input that arrives in pieces. Unless given, it waits for all of them. No piece
    /// in, no piece out. Asked of chains and parsers alone: a step of another type takes its input whole.
    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<Self::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<Self::Output>>> {
        buffered::<Self::Input, Self::Output>(upstream, |input| self.on_stream(input))
    }

    /// Says how a run of it is configured and what it is called, where the caller's configuration is not all that
    /// counts. Asked before each run.
    #[doc(hidden)]
    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        let _ = options;
        self.descriptor()
    }

    /// Whether a run of it may begin when the first piece of its input is there, and not only when all are.
    #[doc(hidden)]
    fn takes_pieces(&self) -> bool {
        self.descriptor().run_type.takes_pieces()
    }

    /// Calls it inside a run of its own; one that only stands for another step leaves that to the other.
    #[doc(hidden)]
    fn invoke_in_run<'a>(
        &'a self,
        input: Self::Input,
        options: RunOptions,
    ) -> BoxFuture<'a, Result<Self::Output>> {
        run::invoke_in_run(self, input, options)
    }

    /// Streams it inside a run of its own; one that only stands for another step leaves that to the other.
    #[doc(hidden)]
    fn stream_in_run<'a>(
        &'a self,
        source: Source<'a, Self::Input>,
        options: RunOptions,
    ) -> BoxStream<'a, Result<Chunk<Self::Output>>> {
        run::stream_in_run(self, source, options)
    }

    /// Streams it as step number `step + 1` of a sequence. A sequence in a sequence numbers its own steps on.
    #[doc(hidden)]
    fn stream_as_step<'a>(
        &'a self,
        source: Source<'a, Self::Input>,
        step: &mut usize,
    ) -> BoxStream<'a, Result<Chunk<Self::Output>>> {
        *step += 1;
        run::stream(self, source, RunOptions::at_place(format!("seq:step:{step}")))
    }

    /// Calls it as step number `step + 1` of a sequence.
    #[doc(hidden)]
    fn invoke_as_step<'a>(
        &'a self,
        input: Self::Input,
        step: &mut usize,
    ) -> BoxFuture<'a, Result<Self::Output>> {
        *step += 1;
        run::invoke(self, input, RunOptions::at_place(format!("seq:step:{step}")))
    }

    /// The name given to a sequence, which a longer one made of it keeps.
    #[doc(hidden)]
    fn sequence_name(&self) -> Option<Arc<str>> {
        None
    }

    /// Adds what it is made of to a graph.
    #[doc(hidden)]
    fn draw(&self, graph: &mut Graph) -> Part {
        graph.step(&self.descriptor())
    }

    /// Calls the step: `model.call("hi").await?`.
    ///
    /// The same as [`invoke`](Self::invoke), under a name that a type's own `invoke` method does not hide.
    fn call(&self, input: impl Into<Self::Input>) -> Call<'_, Self>
    where
        Self: Sized,
    {
        Call::new(self, input.into())
    }

    /// Calls the step. On a type with an `invoke` method of its own, `x.invoke(…)` is that method, without input
    /// conversion, configuration and events; there, say [`call`](Self::call).
    fn invoke(&self, input: impl Into<Self::Input>) -> Call<'_, Self>
    where
        Self: Sized,
    {
        self.call(input)
    }

    /// Streams the output, piece by piece.
    fn stream(&self, input: impl Into<Self::Input>) -> Streaming<'_, Self>
    where
        Self: Sized,
    {
        Streaming::new(self, input.into())
    }

    /// Calls the step with each input, 16 at a time unless told otherwise. Results come in the order of the inputs.
    fn batch<I>(&self, inputs: I) -> Batch<'_, Self>
    where
        Self: Sized,
        I: IntoIterator<Item: Into<Self::Input>>,
    {
        Batch::new(self, inputs.into_iter().map(Into::into).collect())
    }

    /// Streams the output of an input that itself arrives in pieces.
    fn transform<'a, S>(&'a self, upstream: S) -> Transform<'a, Self>
    where
        Self: Sized,
        S: Stream<Item = Result<Chunk<Self::Input>>> + Send + 'a,
    {
        Transform::new(self, upstream.boxed())
    }

    /// Streams what happens inside: of this step and of every step that it calls.
    fn stream_events(&self, input: impl Into<Self::Input>) -> Events<'_, Self>
    where
        Self: Sized,
    {
        Events::new(self, input.into())
    }

    /// Streams a model's message as content blocks that start, grow and finish.
    fn stream_blocks(&self, input: impl Into<Self::Input>) -> Blocks<'_, Self>
    where
        Self: Sized + Runnable<Output = AiMessage>,
    {
        Blocks::new(self, input.into())
    }

    /// The same interface for code that is not async.
    fn blocking(&self) -> Blocking<'_, Self>
    where
        Self: Sized,
    {
        Blocking::new(self)
    }

    /// The step, tried again when it fails: three times in all unless told otherwise.
    fn with_retry(self) -> Retry<Self>
    where
        Self: Sized,
    {
        Retry::new(self)
    }

    /// The step, and others that take its place, one after another, when it fails.
    fn with_fallbacks<F>(self, others: impl IntoIterator<Item = F>) -> Fallbacks<Self>
    where
        Self: Sized,
        F: Runnable<Input = Self::Input, Output = Self::Output> + 'static,
    {
        others.into_iter().fold(Fallbacks::new(self), Fallbacks::or_else)
    }

    /// The step, stopped with an error when it has taken so long. The type has limits for pieces too.
    fn with_timeout(self, total: Duration) -> Timeout<Self>
    where
        Self: Sized,
    {
        Timeout::new(self).total(total)
    }

    /// The step, started only as often as a limiter allows, which other steps may share.
    fn rate_limit(self, limiter: RateLimiter) -> RateLimit<Self>
    where
        Self: Sized,
    {
        RateLimit::new(self, limiter)
    }

    /// The step with a field that callers may set, under a key of [`RunConfig::configurable`].
    fn configurable_field<T: DeserializeOwned>(
        self,
        key: impl Into<Arc<str>>,
        set: impl Fn(&mut Self, T) + Send + Sync + 'static,
    ) -> Configurable<Self>
    where
        Self: Sized + Clone,
    {
        Configurable::new(self).configurable_field(key, set)
    }

    /// The step, in whose place callers may choose another by its name, under a key of
    /// [`RunConfig::configurable`]. The others are added to the result.
    fn configurable_alternatives(self, key: impl Into<Arc<str>>) -> Alternatives<Self>
    where
        Self: Sized,
    {
        Alternatives::new(self, key.into())
    }

    /// The step with a memory: conversations in a store, whose session callers name under a key of
    /// [`RunConfig::configurable`].
    fn with_history(
        self,
        store: impl History + 'static,
        session_key: impl Into<Arc<str>>,
    ) -> WithHistory<Self>
    where
        Self: Sized + Runnable<Input: Asked, Output: Feeds<Messages>>,
    {
        WithHistory::new(self, store, session_key.into())
    }

    /// The step with a configuration of its own; what a caller says wins over it.
    fn with_config(self, config: RunConfig) -> WithConfig<Self>
    where
        Self: Sized,
    {
        WithConfig::new(self, config)
    }

    /// The step with tags on its runs and those inside them.
    fn with_tags(self, tags: impl IntoIterator<Item: Into<String>>) -> WithConfig<Self>
    where
        Self: Sized,
    {
        self.with_config(RunConfig::new().tags(tags))
    }

    /// The step with one more fact about its runs and those inside them.
    fn with_metadata(self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> WithConfig<Self>
    where
        Self: Sized,
    {
        self.with_config(RunConfig::new().metadata(key, value))
    }

    /// The step with a name of its own in events.
    fn with_run_name(self, name: impl Into<String>) -> WithConfig<Self>
    where
        Self: Sized,
    {
        self.with_config(RunConfig::new().run_name(name))
    }

    /// The step with listeners to its own runs, not to those inside them.
    fn with_listeners(self, listeners: Listeners) -> WithListeners<Self>
    where
        Self: Sized,
    {
        WithListeners::new(self, listeners)
    }

    /// This step, then another one. The same as `self | next`.
    fn pipe<R: Runnable>(self, next: R) -> Sequence<Self, R>
    where
        Self: Sized,
        Self::Output: Feeds<R::Input>,
    {
        Sequence::new(self, next)
    }

    /// This step, then a closure: sync or async, fallible or not.
    fn then<T, Form>(
        self,
        closure: impl Fn(Self::Output) -> T + Send + Sync + 'static,
    ) -> Sequence<Self, Lambda<Self::Output, T::Output>>
    where
        Self: Sized,
        T: Outcome<Self::Output, Form>,
    {
        self.pipe(Lambda::new(closure))
    }

    /// The step as a tool that a model can call. Its name is the step's; what it takes is the JSON schema of the input.
    /// Its description is the documentation of a type that derives a tool, of another step that of its input's type.
    /// [`RunnableTool::new`](crate::RunnableTool::new) takes them from elsewhere.
    #[cfg(feature = "schemars")]
    #[expect(clippy::wrong_self_convention, reason = "the name that LangChain's users look for")]
    fn as_tool(self) -> crate::tool::RunnableTool
    where
        Self: Sized + 'static,
        Self::Input: DeserializeOwned + schemars::JsonSchema,
    {
        crate::tool::RunnableTool::of(self)
    }

    /// This step, then one more value in the record (or JSON object, or map) that it gives, made by another step.
    fn assign(
        self,
        name: impl Into<Arc<str>>,
        step: impl Runnable<Input = Record> + 'static,
    ) -> Sequence<Self, Assign>
    where
        Self: Sized + Runnable<Output: Feeds<Record>>,
    {
        self.pipe(Assign::new().with(name, step))
    }

    /// This step, then one value of the record (or JSON object, or map) that it gives:
    /// `chain.pick::<AiMessage>("answer")`.
    fn pick<T: Streamable>(self, name: impl Into<Arc<str>>) -> Sequence<Self, Pick<T>>
    where
        Self: Sized + Runnable<Output: Feeds<Record>>,
    {
        self.pipe(Pick::new(name))
    }

    /// This step, then only the values of these names of the record that it gives.
    fn pick_all(self, names: impl IntoIterator<Item: Into<Arc<str>>>) -> Sequence<Self, PickAll>
    where
        Self: Sized + Runnable<Output: Feeds<Record>>,
    {
        self.pipe(PickAll::new(names))
    }

    /// The step for each value of a list: a list in, a list out.
    fn each(self) -> Each<Self>
    where
        Self: Sized,
    {
        Each::new(self)
    }

    /// What the step is made of, as a graph to look at: `chain.graph().mermaid()`.
    fn graph(&self) -> Graph
    where
        Self: Sized,
    {
        Graph::of(self)
    }

    /// The step without its type.
    fn boxed(self) -> BoxRunnable<Self::Input, Self::Output>
    where
        Self: Sized + 'static,
    {
        BoxRunnable::new(self)
    }
}

/// Waits for the whole input, then streams. No piece in, no piece out.
fn buffered<'a, I: Streamable, O: Streamable>(
    mut upstream: BoxStream<'a, Result<Chunk<I>>>,
    start: impl FnOnce(I) -> BoxStream<'a, Result<Chunk<O>>> + Send + 'a,
) -> BoxStream<'a, Result<Chunk<O>>> {
    let started = async move {
        let mut pieces = None;
        while let Some(chunk) = upstream.next().await {
            match chunk {
                Ok(chunk) => I::push(pieces.get_or_insert_default(), chunk),
                Err(error) => return failed(error),
            }
        }
        let Some(pieces) = pieces else { return futures_util::stream::empty().boxed() };
        match I::finish(pieces) {
            Ok(input) => start(input),
            Err(error) => failed(error),
        }
    };
    futures_util::stream::once(started).flatten().boxed()
}

fn failed<'a, T: Send + 'a>(error: crate::error::Error) -> BoxStream<'a, Result<T>> {
    futures_util::stream::iter([Err(error)]).boxed()
}

macro_rules! forward {
    ($([$($generics:tt)*] $pointer:ty;)*) => { $(
        impl<$($generics)* R: Runnable + ?Sized> Runnable for $pointer {
            type Input = R::Input;
            type Output = R::Output;
            $crate::forward_runnable!(this => **this);
        }
    )* };
}

forward! { ['r,] &'r R; [] Box<R>; [] Arc<R>; }
