//! Attempts at one input, of which the first that gives something counts.

use futures_util::StreamExt;
use futures_util::stream;

use super::replay::Replay;
use crate::error::{Error, Result};
use crate::run::Source;
use crate::value::{Chunk, Streamable};
use crate::{BoxFuture, BoxStream};

/// Attempts at one input, one after another.
pub(super) trait Attempts<'a>: Send + Sync + 'a {
    /// What they take.
    type Input: Streamable;
    /// What they give.
    type Output: Streamable;

    /// The next attempt, called.
    fn invoke(&self, input: Self::Input) -> BoxFuture<'a, Result<Self::Output>>;

    /// The next attempt, streamed.
    fn stream(&self, source: Source<'a, Self::Input>) -> BoxStream<'a, Result<Chunk<Self::Output>>>;

    /// Prepares another attempt after a failure, or gives the error of all of them.
    fn failed(&mut self, error: Error) -> BoxFuture<'_, Result<()>>;
}

/// The output of the first attempt that does not fail.
pub(super) fn invoke<'a, A: Attempts<'a>>(
    mut attempts: A,
    input: A::Input,
) -> BoxFuture<'a, Result<A::Output>> {
    Box::pin(async move {
        loop {
            match attempts.invoke(input.clone()).await {
                Ok(output) => return Ok(output),
                Err(error) => attempts.failed(error).await?,
            }
        }
    })
}

/// The pieces of the first attempt that gives one, or ends without any: an honest empty stream is no failure. What
/// has been handed out cannot be taken back, so an error after that is final. So is an error of the input itself.
pub(super) fn stream<'a, A: Attempts<'a>>(
    mut attempts: A,
    source: Source<'a, A::Input>,
) -> BoxStream<'a, Result<Chunk<A::Output>>> {
    let input = Replay::new(source);
    let settled = async move {
        loop {
            let mut chunks = attempts.stream(input.source());
            let error = match chunks.next().await {
                Some(Err(error)) => error,
                first => {
                    input.settle();
                    return stream::iter(first).chain(chunks).boxed();
                }
            };
            drop(chunks);
            let another = if input.has_failed() { Err(error) } else { attempts.failed(error).await };
            if let Err(error) = another {
                return stream::iter([Err(error)]).boxed();
            }
        }
    };
    stream::once(settled).flatten().boxed()
}
