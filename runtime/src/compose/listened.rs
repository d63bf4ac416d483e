//! A step with listeners of its own.

use std::fmt;
use std::sync::Arc;

use crate::descriptor::Descriptor;
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::handler::{Handler, Listeners};
use crate::run::{RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::Chunk;
use crate::{BoxFuture, BoxStream};

/// A step whose own runs somebody listens to: start, end and error, but nothing of the runs inside them. For those
/// a [callback](crate::RunConfig::callback) hears. It has no run of its own. A clone is cheap.
///
/// ```
/// use std::sync::Mutex;
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
/// use runnable::Listeners;
///
/// static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());
///
/// # futures::executor::block_on(async {
/// let measure = Lambda::new(|text: String| text.len()).with_listeners(
///     Listeners::new()
///         .on_start(|event| HEARD.lock().unwrap().push(event.data.input::<String>().cloned().unwrap()))
///         .on_end(|event| HEARD.lock().unwrap().push(event.data.output::<usize>().unwrap().to_string())),
/// );
/// measure.call("blub").await?;
/// assert_eq!(*HEARD.lock().unwrap(), ["blub", "4"]);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct WithListeners<R> {
    step: Arc<R>,
    listeners: Arc<dyn Handler>,
}

impl<R: Runnable> WithListeners<R> {
    pub(crate) fn new(step: R, listeners: Listeners) -> Self {
        Self { step: Arc::new(step), listeners: Arc::new(listeners) }
    }
}

impl<R: Runnable> Runnable for WithListeners<R> {
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn prepare<'a>(&'a self, options: &mut RunOptions) -> Descriptor<'a> {
        options.listeners.push(self.listeners.clone());
        self.step.prepare(options)
    }

    fn invoke_in_run<'a>(
        &'a self,
        input: R::Input,
        mut options: RunOptions,
    ) -> BoxFuture<'a, Result<R::Output>> {
        options.listeners.push(self.listeners.clone());
        self.step.invoke_in_run(input, options)
    }

    fn stream_in_run<'a>(
        &'a self,
        source: Source<'a, R::Input>,
        mut options: RunOptions,
    ) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        options.listeners.push(self.listeners.clone());
        self.step.stream_in_run(source, options)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    crate::forward_hooks!(this => this.step);
}

impl<R> Clone for WithListeners<R> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), listeners: self.listeners.clone() }
    }
}

impl<R: fmt::Debug> fmt::Debug for WithListeners<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithListeners").field("step", &self.step).finish_non_exhaustive()
    }
}

super::operators! { [R: Runnable] WithListeners<R> where [] }
