//! One of several steps, by conditions.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use super::boxed::BoxRunnable;
use super::lambda::{Lambda, name};
use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::graph::{Graph, Part};
use crate::run::{self, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

/// One of several steps: that of the first condition that holds, or the default.
///
/// Conditions are asked in order, with the whole input, each in a run of its own tagged `condition:N`; what they would
/// do after one that holds is not done. The chosen step, tagged `branch:N` or `branch:default`, streams. A clone is
/// cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::{Branch, Lambda};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let step = Branch::new()
///     .when(|text: &String| text.is_empty(), Lambda::new(|_: String| "nothing".to_owned()))
///     .when(|text: &String| text.len() > 9, Lambda::new(|text: String| text[..9].to_owned()))
///     .otherwise(Lambda::new(|text: String| text));
/// assert_eq!(step.call("").await?, "nothing");
/// assert_eq!(step.call("blub").await?, "blub");
/// # Ok(())
/// # }
/// ```
pub struct Branch<I, O> {
    cases: Arc<Cases<I, O>>,
    default: BoxRunnable<I, O>,
}

/// The conditions and steps of a [`Branch`] that has no default yet.
pub struct Cases<I, O> {
    cases: Vec<(BoxRunnable<I, bool>, BoxRunnable<I, O>)>,
}

impl<I: Streamable, O: Streamable> Branch<I, O> {
    /// No condition yet.
    #[expect(clippy::new_ret_no_self, reason = "a branch is one when it has a default")]
    pub fn new() -> Cases<I, O> {
        Cases { cases: Vec::new() }
    }

    /// The step for this input, and its place.
    async fn choose(&self, input: &I) -> Result<(&BoxRunnable<I, O>, String)> {
        for (position, (condition, step)) in self.cases.cases.iter().enumerate() {
            let number = position + 1;
            let place = RunOptions::at_place(format!("condition:{number}"));
            if run::invoke(condition, input.clone(), place).await? {
                return Ok((step, format!("branch:{number}")));
            }
        }
        Ok((&self.default, "branch:default".to_owned()))
    }
}

impl<I: Streamable, O: Streamable> Cases<I, O> {
    /// Adds a step for inputs of which this is true.
    #[must_use]
    pub fn when(
        self,
        condition: impl Fn(&I) -> bool + Send + Sync + 'static,
        step: impl Runnable<Input = I, Output = O> + 'static,
    ) -> Self {
        let name = name::of(&condition, "RunnableLambda");
        self.when_step(Lambda::new(move |input| condition(&input)).named(name), step)
    }

    /// Adds a step for inputs of which another step says that this is true.
    #[must_use]
    pub fn when_step(
        mut self,
        condition: impl Runnable<Input = I, Output = bool> + 'static,
        step: impl Runnable<Input = I, Output = O> + 'static,
    ) -> Self {
        self.cases.push((condition.boxed(), step.boxed()));
        self
    }

    /// The branch, with the step for all other inputs.
    pub fn otherwise(self, step: impl Runnable<Input = I, Output = O> + 'static) -> Branch<I, O> {
        Branch { cases: Arc::new(self), default: step.boxed() }
    }
}

impl<I: Streamable, O: Streamable> Runnable for Branch<I, O> {
    type Input = I;
    type Output = O;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("RunnableBranch", RunType::Chain)
    }

    fn draw(&self, graph: &mut Graph) -> Part {
        let node = graph.step(&self.descriptor()).first;
        let steps = self.cases.cases.iter().map(|(_, step)| step).chain([&self.default]);
        let parts: Vec<_> = steps.map(|step| step.draw(graph)).collect();
        let output = graph.value("Branch", "output");
        for (position, part) in parts.iter().enumerate() {
            let is_default = position == self.cases.cases.len();
            let condition =
                if is_default { "default".to_owned() } else { format!("condition:{}", position + 1) };
            graph.edge_if(node, part.first, condition);
            graph.edge(part.last, output);
        }
        Part { first: node, last: output }
    }

    fn takes_pieces(&self) -> bool {
        false
    }

    fn on_invoke<'a>(&'a self, input: I) -> BoxFuture<'a, Result<O>> {
        Box::pin(async move {
            let (step, place) = self.choose(&input).await?;
            run::invoke(step, input, RunOptions::at_place(place)).await
        })
    }

    fn on_stream<'a>(&'a self, input: I) -> BoxStream<'a, Result<Chunk<O>>> {
        let chunks = async move {
            match self.choose(&input).await {
                Ok((step, place)) => {
                    let pieces = stream::iter([Ok(input.into_chunk())]).boxed();
                    run::stream(step, Source::Upstream(pieces), RunOptions::at_place(place))
                }
                Err(error) => stream::iter([Err(error)]).boxed(),
            }
        };
        stream::once(chunks).flatten().boxed()
    }
}

impl<I, O> Clone for Branch<I, O> {
    fn clone(&self) -> Self {
        Self { cases: self.cases.clone(), default: self.default.clone() }
    }
}

impl<I, O> fmt::Debug for Branch<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cases.fmt(f)
    }
}

impl<I, O> fmt::Debug for Cases<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Branch({} conditions)", self.cases.len())
    }
}

super::operators! { [I: Streamable, O: Streamable] Branch<I, O> where [] }
