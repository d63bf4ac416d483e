//! A chain whose body is a closure.

use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, StreamExt};
use runnable::{Chunk, Descriptor, Result, RunType, Runnable};

/// A chain from text to text whose body is a closure.
#[derive(Debug, Clone)]
pub struct Step<F>(F);

impl<F> Runnable for Step<F>
where
    F: for<'a> Fn(&'a str) -> BoxFuture<'a, Result<String>> + Send + Sync,
{
    type Input = String;
    type Output = String;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("step", RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: String) -> BoxFuture<'a, Result<String>> {
        Box::pin(async move { (self.0)(&input).await })
    }

    fn on_stream<'a>(&'a self, input: String) -> BoxStream<'a, Result<Chunk<String>>> {
        stream::once(self.on_invoke(input)).boxed()
    }
}

/// A chain from text to text whose body is this closure.
pub fn step<F>(body: F) -> Step<F>
where
    F: for<'a> Fn(&'a str) -> BoxFuture<'a, Result<String>> + Send + Sync,
{
    Step(body)
}
