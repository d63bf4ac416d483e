//! A closure or a function, as a step.
//!
//! | file | what |
//! |---|---|
//! | `outcome` | what a closure may give: a value, a result, a future, another runnable |
//! | `failure` | what it may fail with |
//! | `name` | what its runs are called |

mod failure;
pub(super) mod name;
mod outcome;

pub use failure::Failure;
pub use outcome::{Given, Outcome};

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use super::boxed::BoxRunnable;
use crate::config::{DEFAULT_RECURSION_LIMIT, RunConfig};
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, ErrorKind, Result};
use crate::run::RunContext;
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

type Closure<I, O> = dyn Fn(I) -> BoxFuture<'static, Result<Given<I, O>>> + Send + Sync;

/// A closure or a function as a step: sync or async, fallible or not. [`Runnable::then`] appends one.
///
/// It waits for its whole input and gives its output in one piece. A closure may also give another runnable: that
/// one is then called with the same input, and streams. Such runnables may follow each other 25 times, unless
/// [`RunConfig::recursion_limit`] says otherwise.
///
/// Its runs are called like the function, or `RunnableLambda` where it is a closure. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::Lambda;
///
/// fn double(number: u32) -> u32 {
///     number * 2
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let chain = Lambda::new(double).then(async |number| Ok::<_, std::io::Error>(number + 1));
/// assert_eq!(chain.call(20_u32).await?, 41);
/// # Ok(())
/// # }
/// ```
pub struct Lambda<I, O> {
    name: Arc<str>,
    closure: Arc<Closure<I, O>>,
    /// Whether the closure may give a runnable, which needs the input once more.
    keeps_input: bool,
}

impl<I: Streamable, O: Streamable> Lambda<I, O> {
    /// Makes a step of a closure or a function.
    pub fn new<T, Form>(closure: impl Fn(I) -> T + Send + Sync + 'static) -> Self
    where
        T: Outcome<I, Form, Output = O>,
    {
        let name = name::of(&closure, "RunnableLambda");
        Self {
            name,
            closure: Arc::new(move |input| closure(input).settle()),
            keeps_input: T::MAY_BE_RUNNABLE,
        }
    }

    /// Sets what its runs are called.
    #[must_use]
    pub fn named(self, name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// What the closure gives; of a runnable also the input that it is to be called with.
    async fn outcome(&self, input: I) -> Result<Found<I, O>> {
        let kept = self.keeps_input.then(|| input.clone());
        match ((self.closure)(input).await?, kept) {
            (Given::Value(output), _) => Ok(Found::Value(output)),
            (Given::Runnable(next), Some(input)) => Ok(Found::Call(next, input, one_less()?)),
            (Given::Runnable(_), None) => unreachable!("a form that may be a runnable keeps its input"),
        }
    }
}

enum Found<I, O> {
    Value(O),
    Call(BoxRunnable<I, O>, I, RunConfig),
}

/// The configuration of a runnable that a closure gave.
fn one_less() -> Result<RunConfig> {
    let limit = RunContext::current().config().recursion_limit.unwrap_or(DEFAULT_RECURSION_LIMIT);
    match limit.checked_sub(1) {
        Some(left) => Ok(RunConfig::new().recursion_limit(left)),
        None => Err(Error::new(
            ErrorKind::Config,
            "too many runnables in a row gave a runnable in turn; `recursion_limit` says how many may",
        )),
    }
}

impl<I: Streamable, O: Streamable> Runnable for Lambda<I, O> {
    type Input = I;
    type Output = O;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.name, RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: I) -> BoxFuture<'a, Result<O>> {
        Box::pin(async move {
            match self.outcome(input).await? {
                Found::Value(output) => Ok(output),
                Found::Call(next, input, config) => next.call(input).config(config).await,
            }
        })
    }

    fn on_stream<'a>(&'a self, input: I) -> BoxStream<'a, Result<Chunk<O>>> {
        let chunks = async move {
            match self.outcome(input).await {
                Ok(Found::Value(output)) => stream::iter([Ok(output.into_chunk())]).boxed(),
                Ok(Found::Call(next, input, config)) => next.stream(input).config(config).boxed(),
                Err(error) => stream::iter([Err(error)]).boxed(),
            }
        };
        stream::once(chunks).flatten().boxed()
    }
}

impl<I, O> Clone for Lambda<I, O> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), closure: self.closure.clone(), keeps_input: self.keeps_input }
    }
}

impl<I, O> fmt::Debug for Lambda<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lambda({})", self.name)
    }
}

super::operators! { [I: Streamable, O: Streamable] Lambda<I, O> where [] }
