//! What a closure may give: a value, a result, a future, another runnable.
//!
//! The second parameter of [`Outcome`] names the form, so that one closure has one; nobody writes it.

use std::fmt;
use std::future::Future;

use futures_util::future::{self, BoxFuture};

use super::failure::Failure;
use crate::compose::BoxRunnable;
use crate::error::Result;
use crate::runnable::Runnable;
use crate::value::Streamable;

/// What a closure gave, in the end.
pub enum Given<I, O> {
    /// The output.
    Value(O),
    /// What makes the output of the same input.
    Runnable(BoxRunnable<I, O>),
}

impl<I, O> fmt::Debug for Given<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value(_) => "Given::Value",
            Self::Runnable(_) => "Given::Runnable",
        })
    }
}

/// What a closure may give: a value; another runnable for the same input; a `Result` of either; a future of any of
/// these.
#[diagnostic::on_unimplemented(
    message = "a step cannot be made of a closure that gives `{Self}`",
    label = "gives `{Self}`",
    note = "it may give a value that steps can exchange (`#[derive(Clone, Serialize, Streamable)]`), a runnable that takes `{I}`, a `Result` of either, or a future of these"
)]
pub trait Outcome<I, Form>: Sized {
    /// The output of the step.
    type Output: Streamable;

    /// Whether it may turn out to be a runnable, which then needs the input.
    const MAY_BE_RUNNABLE: bool;

    /// Waits for it where it is a future, and finds out what it is.
    fn settle(self) -> BoxFuture<'static, Result<Given<I, Self::Output>>>;
}

/// The form of a value.
#[derive(Debug)]
pub struct Plain;

/// The form of a runnable.
#[derive(Debug)]
pub struct Another;

/// The form of a `Result`.
#[derive(Debug)]
pub struct Fallible<Form, Error>(Form, Error);

/// The form of a future.
#[derive(Debug)]
pub struct Later<Form>(Form);

impl<I: Streamable, T: Streamable> Outcome<I, Plain> for T {
    type Output = T;
    const MAY_BE_RUNNABLE: bool = false;

    fn settle(self) -> BoxFuture<'static, Result<Given<I, T>>> {
        Box::pin(future::ready(Ok(Given::Value(self))))
    }
}

impl<I: Streamable, R: Runnable<Input = I> + 'static> Outcome<I, Another> for R {
    type Output = R::Output;
    const MAY_BE_RUNNABLE: bool = true;

    fn settle(self) -> BoxFuture<'static, Result<Given<I, R::Output>>> {
        Box::pin(future::ready(Ok(Given::Runnable(self.boxed()))))
    }
}

impl<I: Streamable, T, E, F, Why> Outcome<I, Fallible<F, Why>> for Result<T, E>
where
    T: Outcome<I, F>,
    E: Failure<Why>,
{
    type Output = T::Output;
    const MAY_BE_RUNNABLE: bool = T::MAY_BE_RUNNABLE;

    fn settle(self) -> BoxFuture<'static, Result<Given<I, T::Output>>> {
        match self {
            Ok(outcome) => outcome.settle(),
            Err(error) => Box::pin(future::ready(Err(error.into_error()))),
        }
    }
}

impl<I: Streamable, T, F> Outcome<I, Later<F>> for T
where
    T: Future<Output: Outcome<I, F>> + Send + 'static,
{
    type Output = <T::Output as Outcome<I, F>>::Output;
    const MAY_BE_RUNNABLE: bool = T::Output::MAY_BE_RUNNABLE;

    fn settle(self) -> BoxFuture<'static, Result<Given<I, Self::Output>>> {
        Box::pin(async move {
            let settled = self.await.settle();
            settled.await
        })
    }
}
