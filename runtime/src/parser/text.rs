//! A message's text, as a step.

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use crate::descriptor::{Descriptor, RunType};
use crate::error::Result;
use crate::message::{AiMessage, AiMessageChunk};
use crate::runnable::Runnable;

/// Gives the text of a message, one piece for each piece. Reasoning is left out.
///
/// ```
/// use runnable::prelude::*;
///
/// # futures::executor::block_on(async {
/// let message = AiMessage::new(vec![ContentBlock::reasoning("A fish says…"), ContentBlock::text("blub")]);
/// assert_eq!(StrOutputParser.call(message).await?, "blub");
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StrOutputParser;

impl Runnable for StrOutputParser {
    type Input = AiMessage;
    type Output = String;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("StrOutputParser", RunType::Parser)
    }

    fn on_invoke<'a>(&'a self, input: AiMessage) -> BoxFuture<'a, Result<String>> {
        Box::pin(std::future::ready(Ok(input.text().into_owned())))
    }

    fn on_stream<'a>(&'a self, input: AiMessage) -> BoxStream<'a, Result<String>> {
        stream::iter([Ok(input.text().into_owned())]).boxed()
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<AiMessageChunk>>,
    ) -> BoxStream<'a, Result<String>> {
        upstream.map(|chunk| chunk.map(|chunk| chunk.text().into_owned())).boxed()
    }
}

crate::compose::operators! { [] StrOutputParser where [] }
