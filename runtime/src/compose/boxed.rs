//! A step without its type.

use std::fmt;
use std::ops::BitOr;
use std::sync::Arc;

use super::feeds::Feeds;
use super::sequence::Sequence;
use crate::runnable::Runnable;
use crate::value::Streamable;

/// A step of which only input and output are known: for struct fields, lists of steps, and short compile times. A
/// clone is cheap.
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let steps: Vec<BoxRunnable<String, String>> = vec![
///     Lambda::new(|text: String| text.to_uppercase()).boxed(),
///     Lambda::new(|text: String| text + "!").boxed(),
/// ];
/// let chain = steps.into_iter().reduce(|chain, step| chain.pipe(step).boxed()).unwrap();
/// assert_eq!(chain.call("blub").await?, "BLUB!");
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct BoxRunnable<I, O> {
    step: Arc<dyn Runnable<Input = I, Output = O>>,
}

impl<I: Streamable, O: Streamable> BoxRunnable<I, O> {
    pub(crate) fn new(step: impl Runnable<Input = I, Output = O> + 'static) -> Self {
        Self { step: Arc::new(step) }
    }
}

impl<I: Streamable, O: Streamable> Runnable for BoxRunnable<I, O> {
    type Input = I;
    type Output = O;
    crate::forward_runnable!(this => this.step);
}

impl<I, O> Clone for BoxRunnable<I, O> {
    fn clone(&self) -> Self {
        Self { step: self.step.clone() }
    }
}

impl<I: Streamable, O: Streamable> fmt::Debug for BoxRunnable<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BoxRunnable({})", self.step.descriptor().name)
    }
}

impl<I: Streamable, O: Feeds<R::Input>, R: Runnable> BitOr<R> for BoxRunnable<I, O> {
    type Output = Sequence<Self, R>;

    fn bitor(self, next: R) -> Self::Output {
        Sequence::new(self, next)
    }
}

crate::call::own_calls! { [I: Streamable, O: Streamable] BoxRunnable<I, O> where [] }
