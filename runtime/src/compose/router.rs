//! One of several steps, by key.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use serde::Serialize;

use super::boxed::BoxRunnable;
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, Part};
use crate::nearest;
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable, fold};

/// An input, and the key of the step that is to take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Routed<I> {
    /// The key of the step.
    pub key: String,
    /// What the step takes.
    pub input: I,
}

impl<I: Streamable> Streamable for Routed<I> {
    crate::__whole!();

    fn check(&self) -> Result<()> {
        self.input.check()
    }
}

impl<K: Into<String>, I> From<(K, I)> for Routed<I> {
    fn from((key, input): (K, I)) -> Self {
        Self { key: key.into(), input }
    }
}

/// One of several steps: that of the key in the input.
///
/// It has no run of its own: what events show is the step that was chosen. A key that no step has is an error that
/// lists those there are. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::{Lambda, Routed, Router};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let router = Router::new()
///     .route("twice", Lambda::new(|number: u32| number * 2))
///     .route("square", Lambda::new(|number: u32| number * number));
/// assert_eq!(router.call(("square", 5)).await?, 25);
/// # Ok(())
/// # }
/// ```
pub struct Router<I, O> {
    routes: Arc<[Route<I, O>]>,
}

type Route<I, O> = (Arc<str>, BoxRunnable<I, O>);

impl<I: Streamable, O: Streamable> Router<I, O> {
    /// No step yet.
    pub fn new() -> Self {
        Self { routes: Arc::new([]) }
    }

    /// Adds a step; one that had the key is replaced.
    #[must_use]
    pub fn route(
        self,
        key: impl Into<Arc<str>>,
        step: impl Runnable<Input = I, Output = O> + 'static,
    ) -> Self {
        let key = key.into();
        let others = self.routes.iter().filter(|(known, _)| *known != key).cloned();
        Self { routes: others.chain([(key.clone(), step.boxed())]).collect() }
    }

    fn step(&self, key: &str) -> Result<&BoxRunnable<I, O>> {
        let found = self.routes.iter().find(|(known, _)| **known == *key);
        found.map(|(_, step)| step).ok_or_else(|| {
            let known = self.routes.iter().map(|(known, _)| &**known);
            Error::new(ErrorKind::Input, nearest::unknown("route", key, known))
        })
    }
}

impl<I: Streamable, O: Streamable> Runnable for Router<I, O> {
    type Input = Routed<I>;
    type Output = O;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("RouterRunnable", RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        let node = graph.step(&self.descriptor()).first;
        let parts: Vec<_> = self.routes.iter().map(|(_, step)| step.draw(graph)).collect();
        let output = graph.value("Router", "output");
        for ((key, _), part) in self.routes.iter().zip(parts) {
            graph.edge_if(node, part.first, &**key);
            graph.edge(part.last, output);
        }
        Part { first: node, last: output }
    }

    fn on_invoke<'a>(&'a self, input: Routed<I>) -> BoxFuture<'a, Result<O>> {
        match self.step(&input.key) {
            Ok(step) => step.on_invoke(input.input),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn on_stream<'a>(&'a self, input: Routed<I>) -> BoxStream<'a, Result<Chunk<O>>> {
        match self.step(&input.key) {
            Ok(step) => step.on_stream(input.input),
            Err(error) => stream::iter([Err(error)]).boxed(),
        }
    }

    fn invoke_in_run<'a>(&'a self, input: Routed<I>, options: RunOptions) -> BoxFuture<'a, Result<O>> {
        match self.step(&input.key) {
            Ok(step) => run::invoke(step, input.input, options),
            Err(_) => run::invoke_in_run(self, input, options),
        }
    }

    fn stream_in_run<'a>(
        &'a self,
        source: Source<'a, Routed<I>>,
        options: RunOptions,
    ) -> BoxStream<'a, Result<Chunk<O>>> {
        let mut upstream = match source {
            Source::Input(input) => return self.stream_chosen(input, options),
            Source::Upstream(upstream) => upstream.peekable(),
        };
        let chosen = async move {
            let whole = std::pin::Pin::new(&mut upstream).peek().await.is_some();
            match whole {
                false => stream::empty().boxed(),
                true => match fold::<Routed<I>>(upstream.boxed()).await {
                    Ok(input) => self.stream_chosen(input, options),
                    Err(error) => stream::iter([Err(error)]).boxed(),
                },
            }
        };
        stream::once(chosen).flatten().boxed()
    }
}

impl<I: Streamable, O: Streamable> Router<I, O> {
    fn stream_chosen<'a>(&'a self, input: Routed<I>, options: RunOptions) -> BoxStream<'a, Result<Chunk<O>>> {
        match self.step(&input.key) {
            Ok(step) => run::stream(step, Source::Input(input.input), options),
            Err(_) => run::stream_in_run(self, Source::Input(input), options),
        }
    }
}

impl<I: Streamable, O: Streamable> Default for Router<I, O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I, O> Clone for Router<I, O> {
    fn clone(&self) -> Self {
        Self { routes: self.routes.clone() }
    }
}

impl<I, O> fmt::Debug for Router<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Router")?;
        f.debug_set().entries(self.routes.iter().map(|(key, _)| key)).finish()
    }
}

super::operators! { [I: Streamable, O: Streamable] Router<I, O> where [] }
