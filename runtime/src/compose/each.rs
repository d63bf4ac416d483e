//! A step for each value of a list.

use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryFutureExt, TryStreamExt};

use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::run::{self, RunContext, RunOptions};
use crate::runnable::Runnable;

/// How many calls are open at a time, unless told otherwise.
const DEFAULT_CONCURRENCY: usize = 16;

/// Calls a step with each value of a list; a list in, a list in the same order out. [`Runnable::each`] makes one.
///
/// 16 calls are open at a time, unless `max_concurrency` of the configuration says otherwise; all in the caller's
/// task. The first that fails stops the others. The list is one piece. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::Lambda;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let lengths = Lambda::new(|word: String| word.len()).each();
/// assert_eq!(lengths.call(vec!["a".to_owned(), "blub".to_owned()]).await?, [1, 4]);
/// # Ok(())
/// # }
/// ```
pub struct Each<R> {
    step: Arc<R>,
    title: Arc<str>,
}

impl<R: Runnable> Each<R> {
    pub(crate) fn new(step: R) -> Self {
        let title = format!("RunnableEach<{}>", step.descriptor().name).into();
        Self { step: Arc::new(step), title }
    }
}

impl<R: Runnable> Runnable for Each<R> {
    type Input = Vec<R::Input>;
    type Output = Vec<R::Output>;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.title, RunType::Chain)
    }

    fn takes_pieces(&self) -> bool {
        false
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        self.step.draw(graph)
    }

    fn on_invoke<'a>(&'a self, inputs: Vec<R::Input>) -> BoxFuture<'a, Result<Vec<R::Output>>> {
        let limit = RunContext::current().config().max_concurrency.unwrap_or(DEFAULT_CONCURRENCY).max(1);
        let calls = inputs.into_iter().enumerate().map(|(position, input)| {
            let output = run::invoke(&*self.step, input, RunOptions::default());
            output.map_ok(move |output| (position, output))
        });
        let outputs = stream::iter(calls).buffer_unordered(limit);
        Box::pin(async move {
            let mut outputs: Vec<_> = outputs.try_collect().await?;
            outputs.sort_by_key(|(position, _)| *position);
            Ok(outputs.into_iter().map(|(_, output)| output).collect())
        })
    }

    fn on_stream<'a>(&'a self, inputs: Vec<R::Input>) -> BoxStream<'a, Result<Vec<R::Output>>> {
        stream::once(self.on_invoke(inputs)).boxed()
    }
}

impl<R> Clone for Each<R> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone(), title: self.title.clone() }
    }
}

impl<R: fmt::Debug> fmt::Debug for Each<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Each").field(&self.step).finish()
    }
}

super::operators! { [R: Runnable] Each<R> where [] }
