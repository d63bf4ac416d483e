//! Steps that implement the trait by hand, and do what a derived one cannot.

use futures::StreamExt;
use futures::stream::{self, BoxStream};
use runnable::{
    AiMessage, AiMessageChunk, BoxFuture, Descriptor, Error, ErrorKind, Messages, Result, RunOptions,
    RunType, Runnable, Source, stream_heard,
};
use runnable_fixtures::subject;

use super::broken::{Streams, broken, lost};
use super::steps::Parrot;

/// A step by hand, that does what the traits of the derive would not let it.
#[derive(Debug, Clone, Copy)]
enum ByHand {
    GoesOnAfterAnError,
    SaysOtherThingsWhenHeard,
    TransformsOtherwise,
}

impl Runnable for ByHand {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("ByHand", RunType::Chain)
    }

    fn on_stream<'a>(&'a self, _: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        let end = match self {
            Self::GoesOnAfterAnError => vec![Err(lost()), Ok("b".into())],
            Self::SaysOtherThingsWhenHeard | Self::TransformsOtherwise => vec![],
        };
        stream::iter([Ok("a".into())]).chain(stream::iter(end)).boxed()
    }

    fn on_invoke<'a>(&'a self, input: Messages) -> BoxFuture<'a, Result<AiMessage>> {
        match self {
            Self::SaysOtherThingsWhenHeard if stream_heard() => Box::pin(async { Ok("heard".into()) }),
            _ => runnable::fold_heard::<AiMessage>(self.on_stream(input)),
        }
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Messages>>,
    ) -> BoxStream<'a, Result<AiMessageChunk>> {
        match self {
            Self::TransformsOtherwise => upstream.map(|_| Ok("transformed".into())).boxed(),
            Self::GoesOnAfterAnError | Self::SaysOtherThingsWhenHeard => self.on_stream(Messages::new()),
        }
    }
}

#[test]
fn a_stream_that_goes_on_after_an_error() {
    assert_eq!(broken(&subject!(ByHand::GoesOnAfterAnError)), ["nothing_comes_after_an_error"]);
}

#[test]
fn an_invoke_that_depends_on_who_listens() {
    assert_eq!(broken(&subject!(ByHand::SaysOtherThingsWhenHeard)), ["listening_changes_nothing"]);
}

#[test]
fn a_transform_that_is_another_step() {
    assert_eq!(broken(&subject!(ByHand::TransformsOtherwise)), ["transform_of_one_piece_is_the_stream"]);
}

/// Changes what a step gives behind the back of its run.
#[derive(Debug, Clone)]
enum Behind {
    Louder(Parrot),
    OtherError(Streams),
}

impl Behind {
    fn step(&self) -> &dyn Runnable<Input = Messages, Output = AiMessage> {
        match self {
            Self::Louder(step) => step,
            Self::OtherError(step) => step,
        }
    }

    fn louder(&self, chunk: AiMessageChunk) -> AiMessageChunk {
        match self {
            Self::Louder(_) => {
                let loud = AiMessageChunk::from(chunk.text().to_uppercase());
                chunk.id().into_iter().fold(loud, |loud, id| loud.with_id(id.clone()))
            }
            Self::OtherError(_) => chunk,
        }
    }

    fn other(&self, error: Error) -> Error {
        match self {
            Self::Louder(_) => error,
            Self::OtherError(_) => Error::new(ErrorKind::Step, "something went wrong"),
        }
    }
}

impl Runnable for Behind {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        self.step().descriptor()
    }

    fn on_stream<'a>(&'a self, input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        self.step().on_stream(input)
    }

    fn stream_in_run<'a>(
        &'a self,
        source: Source<'a, Messages>,
        options: RunOptions,
    ) -> BoxStream<'a, Result<AiMessageChunk>> {
        let chunks = self.step().stream_in_run(source, options);
        chunks.map(|chunk| chunk.map(|chunk| self.louder(chunk)).map_err(|error| self.other(error))).boxed()
    }

    fn invoke_in_run<'a>(&'a self, input: Messages, options: RunOptions) -> BoxFuture<'a, Result<AiMessage>> {
        let message = self.step().invoke_in_run(input, options);
        Box::pin(async move {
            let message = message.await.map_err(|error| self.other(error))?;
            let id = message.id.clone();
            Ok(AiMessage { id, ..AiMessage::from(self.louder(message.into())) })
        })
    }
}

#[test]
fn events_that_tell_of_something_else() {
    let louder = subject!(Behind::Louder(Parrot), input = "one two");
    let other_error = subject!(Behind::OtherError(Streams(|_| vec![Err(lost())])));

    assert_eq!(broken(&louder), ["events_carry_what_the_call_gives"]);
    assert_eq!(broken(&other_error), ["a_failure_has_its_event"]);
}
