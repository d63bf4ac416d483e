//! A step, and others that the caller may choose in its place.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream;
use serde_json::Value;

use super::BoxRunnable;
use crate::descriptor::Descriptor;
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, Part};
use crate::nearest;
use crate::run::{self, RunContext, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// The name of the step itself among its alternatives, unless told otherwise.
const DEFAULT_NAME: &str = "default";

/// A step, and others that the caller may choose in its place, by name, under a key of
/// [`RunConfig::configurable`](crate::RunConfig::configurable).
///
/// Without the key the step itself runs. There is no run beside that of the one chosen. A name that is not there is
/// an error that lists those that are. A clone is cheap.
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let bytes = Lambda::new(|text: String| text.len());
/// let size = bytes.configurable_alternatives("unit").alternative(
///     "words",
///     Lambda::new(|text: String| text.split(' ').count()),
/// );
/// assert_eq!(size.call("blub blub").await?, 9);
/// assert_eq!(size.call("blub blub").config(RunConfig::new().configurable("unit", "words")).await?, 2);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct Alternatives<R: Runnable> {
    step: Arc<R>,
    key: Arc<str>,
    default: Arc<str>,
    others: Arc<ByName<R>>,
}

type ByName<R> = BTreeMap<String, BoxRunnable<<R as Runnable>::Input, <R as Runnable>::Output>>;

enum Chosen<'a, R: Runnable> {
    Step(&'a R),
    Other(&'a BoxRunnable<R::Input, R::Output>),
}

impl<R: Runnable> Alternatives<R> {
    pub(crate) fn new(step: R, key: Arc<str>) -> Self {
        Self { step: Arc::new(step), key, default: DEFAULT_NAME.into(), others: Arc::default() }
    }

    /// Adds an alternative. One of the same name is replaced.
    #[must_use]
    pub fn alternative(
        mut self,
        name: impl Into<String>,
        step: impl Runnable<Input = R::Input, Output = R::Output> + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.others).insert(name.into(), step.boxed());
        self
    }

    /// Sets the name of the step itself; `default` unless set.
    #[must_use]
    pub fn default_name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.default = name.into();
        self
    }

    fn choose(&self, value: Option<&Value>) -> Result<Chosen<'_, R>> {
        match value {
            None | Some(Value::Null) => Ok(Chosen::Step(&self.step)),
            Some(Value::String(name)) if **name == *self.default => Ok(Chosen::Step(&self.step)),
            Some(Value::String(name)) => {
                self.others.get(name).map(Chosen::Other).ok_or_else(|| self.unknown(name))
            }
            Some(other) => Err(Error::new(
                ErrorKind::Config,
                format!("the configurable value `{}` is the name of an alternative, not {other}", self.key),
            )),
        }
    }

    fn unknown(&self, name: &str) -> Error {
        let names = std::iter::once(&*self.default).chain(self.others.keys().map(String::as_str));
        let what = format!("alternative for `{}` called", self.key);
        Error::new(ErrorKind::Config, nearest::unknown(&what, name, names))
    }

    fn chosen_now(&self) -> Result<Chosen<'_, R>> {
        self.choose(RunContext::current().configurable(&self.key).as_ref())
    }
}

impl<R: Runnable> Runnable for Alternatives<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        match self.choose(options.configurable(&self.key).as_ref()) {
            Ok(Chosen::Other(other)) => other.prepare(options),
            Ok(Chosen::Step(_)) | Err(_) => self.step.prepare(options),
        }
    }

    fn invoke_in_run<'a>(&'a self, input: R::Input, options: RunOptions) -> BoxFuture<'a, Result<R::Output>> {
        Box::pin(async move {
            match self.choose(options.configurable(&self.key).as_ref()) {
                Ok(Chosen::Step(step)) => step.invoke_in_run(input, options).await,
                Ok(Chosen::Other(other)) => other.invoke_in_run(input, options).await,
                Err(_) => run::invoke_in_run(self, input, options).await,
            }
        })
    }

    fn stream_in_run<'a>(
        &'a self,
        source: Source<'a, R::Input>,
        options: RunOptions,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        let chosen = async move {
            match self.choose(options.configurable(&self.key).as_ref()) {
                Ok(Chosen::Step(step)) => step.stream_in_run(source, options),
                Ok(Chosen::Other(other)) => other.stream_in_run(source, options),
                Err(_) => run::stream_in_run(self, source, options),
            }
        };
        stream::once(chosen).flatten().boxed()
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        match self.chosen_now() {
            Ok(Chosen::Step(step)) => step.on_invoke(input),
            Ok(Chosen::Other(other)) => other.on_invoke(input),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        match self.chosen_now() {
            Ok(Chosen::Step(step)) => step.on_stream(input),
            Ok(Chosen::Other(other)) => other.on_stream(input),
            Err(error) => Box::pin(stream::iter([Err(error)])),
        }
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<R::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        match self.chosen_now() {
            Ok(Chosen::Step(step)) => step.on_transform(upstream),
            Ok(Chosen::Other(other)) => other.on_transform(upstream),
            Err(error) => Box::pin(stream::iter([Err(error)])),
        }
    }
}

impl<R: Runnable> Clone for Alternatives<R> {
    fn clone(&self) -> Self {
        Self {
            step: self.step.clone(),
            key: self.key.clone(),
            default: self.default.clone(),
            others: self.others.clone(),
        }
    }
}

impl<R: Runnable + fmt::Debug> fmt::Debug for Alternatives<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Alternatives");
        out.field("step", &self.step).field("key", &self.key).field("others", &self.others).finish()
    }
}

super::operators! { [R: Runnable] Alternatives<R> where [] }
