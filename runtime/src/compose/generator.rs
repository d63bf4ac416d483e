//! A function from a stream of pieces to a stream of pieces, as a step.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};

use super::lambda::name;
use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

type Pieces<'a, T> = BoxStream<'a, Result<Chunk<T>>>;
type Function<I, O> = dyn for<'a> Fn(Pieces<'a, I>) -> Pieces<'a, O> + Send + Sync;

/// A function from a stream of pieces to a stream of pieces, as a step: nothing waits for the whole.
///
/// Its runs are called like the function, or `RunnableGenerator` where it is a closure. A clone is cheap.
///
/// ```
/// use futures::StreamExt;
/// use runnable::prelude::*;
/// use runnable::compose::{Generator, Lambda};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let loud = Generator::<String, String>::new(|pieces| pieces.map(|piece| Ok(piece?.to_uppercase())).boxed());
/// let mut shouted = loud.transform(futures::stream::iter([Ok("blub ".to_owned()), Ok("blub".to_owned())]));
/// assert_eq!(shouted.next().await.unwrap()?, "BLUB ");
/// # Ok(())
/// # }
/// ```
pub struct Generator<I, O>
where
    I: Streamable,
    O: Streamable,
{
    name: Arc<str>,
    function: Arc<Function<I, O>>,
}

impl<I: Streamable, O: Streamable> Generator<I, O> {
    /// Makes a step of a function from pieces to pieces.
    pub fn new(function: impl for<'a> Fn(Pieces<'a, I>) -> Pieces<'a, O> + Send + Sync + 'static) -> Self {
        Self { name: name::of(&function, "RunnableGenerator"), function: Arc::new(function) }
    }

    /// Sets what its runs are called.
    #[must_use]
    pub fn named(self, name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), ..self }
    }
}

impl<I: Streamable, O: Streamable> Runnable for Generator<I, O> {
    type Input = I;
    type Output = O;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(&*self.name, RunType::Chain)
    }

    fn on_stream<'a>(&'a self, input: I) -> Pieces<'a, O> {
        self.on_transform(stream::iter([Ok(input.into_chunk())]).boxed())
    }

    fn on_transform<'a>(&'a self, upstream: Pieces<'a, I>) -> Pieces<'a, O> {
        (self.function)(upstream)
    }
}

impl<I: Streamable, O: Streamable> Clone for Generator<I, O> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), function: self.function.clone() }
    }
}

impl<I: Streamable, O: Streamable> fmt::Debug for Generator<I, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Generator({})", self.name)
    }
}

super::operators! { [I: Streamable, O: Streamable] Generator<I, O> where [] }
