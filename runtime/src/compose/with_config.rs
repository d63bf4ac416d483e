//! A step with a configuration of its own.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::config::RunConfig;
use crate::descriptor::Descriptor;
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::run::{RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// A step with a configuration of its own: tags, metadata, a name, callbacks, configurable values.
///
/// It has no run of its own; the step's run is configured. What the caller says wins over it, and it wins over what
/// the run around it hands down; of one around another the outer wins. Tags are united, metadata and configurable
/// values are merged key by key. A clone is cheap.
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let oracle = Lambda::new(|text: String| text.len()).with_tags(["answer"]).with_run_name("oracle");
/// let start = oracle.stream_events("Why?").next().await.unwrap()?;
/// assert_eq!((start.name(), start.tags()), ("oracle", &["answer".to_owned()][..]));
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct WithConfig<R> {
    step: Arc<R>,
    config: RunConfig,
}

impl<R: Runnable> WithConfig<R> {
    pub(crate) fn new(step: R, config: RunConfig) -> Self {
        Self { step: Arc::new(step), config }
    }

    fn configure(&self, options: &mut RunOptions) {
        options.config = self.config.clone().merge(std::mem::take(&mut options.config));
    }

    fn change(mut self, change: impl FnOnce(RunConfig) -> RunConfig) -> Self {
        self.config = change(self.config);
        self
    }

    /// Merges a configuration over the one it has.
    #[must_use]
    pub fn with_config(self, config: RunConfig) -> Self {
        self.change(|own| own.merge(config))
    }

    /// Names the step's runs.
    #[must_use]
    pub fn with_run_name(self, name: impl Into<String>) -> Self {
        self.change(|own| own.run_name(name))
    }

    /// Adds tags to the step's runs and those inside them.
    #[must_use]
    pub fn with_tags(self, tags: impl IntoIterator<Item: Into<String>>) -> Self {
        self.change(|own| own.tags(tags))
    }

    /// Adds one fact about the step's runs and those inside them.
    #[must_use]
    pub fn with_metadata(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.change(|own| own.metadata(key, value))
    }
}

impl<R: Runnable> Runnable for WithConfig<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        self.configure(options);
        self.step.prepare(options)
    }

    fn invoke_in_run<'a>(
        &'a self,
        input: R::Input,
        mut options: RunOptions,
    ) -> BoxFuture<'a, Result<R::Output>> {
        self.configure(&mut options);
        self.step.invoke_in_run(input, options)
    }

    fn stream_in_run<'a>(
        &'a self,
        source: Source<'a, R::Input>,
        mut options: RunOptions,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.configure(&mut options);
        self.step.stream_in_run(source, options)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    crate::forward_hooks!(this => this.step);
}

impl<R> Clone for WithConfig<R> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), config: self.config.clone() }
    }
}

impl<R: fmt::Debug> fmt::Debug for WithConfig<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithConfig").field("step", &self.step).field("config", &self.config).finish()
    }
}

super::operators! { [R: Runnable] WithConfig<R> where [] }
