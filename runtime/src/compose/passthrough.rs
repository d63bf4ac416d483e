//! A step that gives what it takes.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};

type Inspect<T> = Arc<dyn Fn(&T) + Send + Sync>;

/// A step that gives what it takes, piece by piece; beside other steps it carries the input along.
///
/// It may look at the value on the way: once, before it is given on, or, where it comes in pieces, after the last of
/// them. A clone is cheap.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::Passthrough;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let step = Passthrough::new().inspect(|text: &String| println!("{text}"));
/// assert_eq!(step.call("blub").await?, "blub");
/// # Ok(())
/// # }
/// ```
pub struct Passthrough<T> {
    inspect: Option<Inspect<T>>,
}

impl<T: Streamable> Passthrough<T> {
    /// A step that gives what it takes.
    pub fn new() -> Self {
        Self { inspect: None }
    }

    /// Looks at each value that passes. Of a stream that fails it sees nothing.
    #[must_use]
    pub fn inspect(self, inspect: impl Fn(&T) + Send + Sync + 'static) -> Self {
        Self { inspect: Some(Arc::new(inspect)) }
    }
}

impl<T: Streamable> Default for Passthrough<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Streamable> Runnable for Passthrough<T> {
    type Input = T;
    type Output = T;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("RunnablePassthrough", RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: T) -> BoxFuture<'a, Result<T>> {
        if let Some(inspect) = &self.inspect {
            inspect(&input);
        }
        Box::pin(std::future::ready(Ok(input)))
    }

    fn on_stream<'a>(&'a self, input: T) -> BoxStream<'a, Result<Chunk<T>>> {
        self.on_transform(stream::iter([Ok(input.into_chunk())]).boxed())
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<T>>>,
    ) -> BoxStream<'a, Result<Chunk<T>>> {
        match &self.inspect {
            Some(inspect) => inspected::<T>(upstream, inspect),
            None => upstream,
        }
    }
}

/// The same pieces; at the end their sum is looked at.
fn inspected<'a, T: Streamable>(
    upstream: BoxStream<'a, Result<Chunk<T>>>,
    inspect: &'a Inspect<T>,
) -> BoxStream<'a, Result<Chunk<T>>> {
    let pieces =
        stream::unfold((upstream, Some(T::Accumulator::default())), move |(mut upstream, sum)| async move {
            let mut sum = sum?;
            match upstream.next().await {
                Some(Ok(chunk)) => {
                    T::push(&mut sum, chunk.clone());
                    Some((Ok(chunk), (upstream, Some(sum))))
                }
                Some(Err(error)) => Some((Err(error), (upstream, None))),
                None => {
                    if let Ok(value) = T::finish(sum) {
                        inspect(&value);
                    }
                    None
                }
            }
        });
    pieces.boxed()
}

impl<T> Clone for Passthrough<T> {
    fn clone(&self) -> Self {
        Self { inspect: self.inspect.clone() }
    }
}

impl<T> fmt::Debug for Passthrough<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.inspect.is_some() { "Passthrough(inspected)" } else { "Passthrough" })
    }
}

super::operators! { [T: Streamable] Passthrough<T> where [] }
