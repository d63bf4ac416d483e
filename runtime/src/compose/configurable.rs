//! A step of which the caller may change fields.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::call::{Outlives, Subject};
use crate::descriptor::Descriptor;
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Graph, Part};
use crate::run::{RunContext, RunOptions};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// A step of which the caller may change fields, each under a key of [`RunConfig::configurable`].
///
/// The change is made to a copy, for that one run; without such a key the step runs as it is. It has no run of its
/// own. A value of the wrong type is an error that names the key.
///
/// ```
/// use runnable::prelude::*;
///
/// #[derive(Clone, Runnable)]
/// #[runnable(chain, input = String, output = String)]
/// struct Oracle {
///     temperature: f64,
/// }
/// impl Oracle {
///     fn invoke(&self, _question: String) -> String {
///         format!("{:.1}", self.temperature)
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let oracle = Oracle { temperature: 0.0 }
///     .configurable_field("temperature", |oracle: &mut Oracle, value: f64| oracle.temperature = value);
///
/// let warm = oracle.call("?").config(RunConfig::new().configurable("temperature", 0.7)).await?;
/// assert_eq!(warm, "0.7");
/// # Ok(())
/// # }
/// ```
///
/// [`RunConfig::configurable`]: crate::RunConfig::configurable
pub struct Configurable<R> {
    step: Arc<R>,
    fields: Vec<Field<R>>,
}

struct Field<R> {
    key: Arc<str>,
    set: Arc<Set<R>>,
}

type Set<R> = dyn Fn(&mut R, Value) -> serde_json::Result<()> + Send + Sync;

impl<R> Clone for Field<R> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), set: self.set.clone() }
    }
}

impl<R: Runnable + Clone> Configurable<R> {
    pub(crate) fn new(step: R) -> Self {
        Self { step: Arc::new(step), fields: Vec::new() }
    }

    /// Lets the caller set another field.
    #[must_use]
    pub fn configurable_field<T: DeserializeOwned>(
        mut self,
        key: impl Into<Arc<str>>,
        set: impl Fn(&mut R, T) + Send + Sync + 'static,
    ) -> Self {
        let set = Arc::new(move |step: &mut R, value| {
            set(step, serde_json::from_value(value)?);
            Ok(())
        });
        self.fields.push(Field { key: key.into(), set });
        self
    }

    /// The step as these values change it; none where they change nothing.
    fn changed(&self, value: impl Fn(&str) -> Option<Value>) -> Result<Option<R>> {
        let mut changed = None;
        for Field { key, set } in &self.fields {
            let Some(value) = value(key) else { continue };
            let step = changed.get_or_insert_with(|| R::clone(&self.step));
            set(step, value).map_err(|error| {
                let message = format!("the configurable value `{key}` has the wrong type");
                Error::new(ErrorKind::Config, message).with_source(error)
            })?;
        }
        Ok(changed)
    }

    fn stream_changed<'a>(
        &'a self,
        start: impl for<'r> FnOnce(&'r R, Outlives<'r, 'a>) -> BoxStream<'r, Result<Chunk<R::Output>>> + Send + 'a,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        let context = RunContext::current();
        match self.changed(|key| context.configurable(key)) {
            Ok(None) => start(&self.step, []),
            Ok(Some(changed)) => Subject::stream_owned(changed, start),
            Err(error) => Box::pin(futures_util::stream::iter([Err(error)])),
        }
    }
}

impl<R: Runnable + Clone> Runnable for Configurable<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        match self.changed(|key| options.configurable(key)) {
            Ok(Some(changed)) => changed.prepare(options).into_owned(),
            Ok(None) | Err(_) => self.step.prepare(options),
        }
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        let context = RunContext::current();
        match self.changed(|key| context.configurable(key)) {
            Ok(None) => self.step.on_invoke(input),
            Ok(Some(changed)) => Subject::Owned(changed).future(|step| step.on_invoke(input)),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.stream_changed(move |step, _| step.on_stream(input))
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<R::Input>>>,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        self.stream_changed(move |step, _| step.on_transform(upstream))
    }
}

impl<R> Clone for Configurable<R> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), fields: self.fields.clone() }
    }
}

impl<R: fmt::Debug> fmt::Debug for Configurable<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.fields.iter().map(|field| &field.key).collect();
        f.debug_struct("Configurable").field("step", &self.step).field("fields", &keys).finish()
    }
}

super::operators! { [R: Runnable + Clone] Configurable<R> where [] }
