//! A run around a stream of pieces.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use super::ambient::{enter, with_current};
use super::cancellation::CancelOnDrop;
use super::{Run, RunOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::event::EventValue;
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable, with_partial};

/// What a run starts from.
pub enum Source<'a, I: Streamable> {
    /// A whole value.
    Input(I),
    /// The pieces of one, as the step before gives them.
    Upstream(BoxStream<'a, Result<Chunk<I>>>),
}

impl<I: Streamable> std::fmt::Debug for Source<'_, I> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Input(_) => "Source::Input",
            Self::Upstream(_) => "Source::Upstream",
        })
    }
}

/// Streams a runnable inside a run of its own. The parent is the run that is current at the first poll.
pub(crate) fn stream<'a, R: Runnable + ?Sized>(
    runnable: &'a R,
    source: Source<'a, R::Input>,
    options: RunOptions,
) -> BoxStream<'a, Result<Chunk<R::Output>>> {
    runnable.stream_in_run(source, options)
}

/// Streams this very runnable inside a run.
pub(crate) fn stream_in_run<'a, R: Runnable + ?Sized>(
    runnable: &'a R,
    source: Source<'a, R::Input>,
    options: RunOptions,
) -> BoxStream<'a, Result<Chunk<R::Output>>> {
    Box::pin(RunStream { runnable, state: State::Waiting(source, options) })
}

/// The error of a run whose consumer stopped before its end.
pub(super) fn consumer_gone() -> Error {
    Error::new(ErrorKind::Canceled, "the consumer stopped before the end")
}

type Pieces<'a, T> = BoxStream<'a, Result<Chunk<T>>>;

struct RunStream<'a, R: Runnable + ?Sized> {
    runnable: &'a R,
    state: State<'a, R>,
}

enum State<'a, R: Runnable + ?Sized> {
    Waiting(Source<'a, R::Input>, RunOptions),
    /// Waiting for the first piece of the upstream, so that a step starts after the one before it.
    Priming(Pieces<'a, R::Input>, RunOptions),
    /// Waiting for all pieces of the upstream: such a step takes its input whole, and shows it when it starts.
    Collecting(Pieces<'a, R::Input>, Option<<R::Input as Streamable>::Accumulator>, RunOptions),
    Running(Running<'a, R::Input, R::Output>),
    Over,
}

struct Running<'a, I: Streamable, O: Streamable> {
    run: Arc<Run>,
    /// The run again, while it is not entered.
    slot: Option<Arc<Run>>,
    chunks: BoxStream<'a, Result<Chunk<O>>>,
    /// The output and input so far, where somebody listens.
    heard: Option<Heard<I, O>>,
    cancel: CancelOnDrop,
}

struct Heard<I: Streamable, O: Streamable> {
    output: O::Accumulator,
    input: Input<I>,
}

enum Input<I: Streamable> {
    Whole(Arc<dyn EventValue>),
    Pieces(Arc<Mutex<Option<I::Accumulator>>>),
}

impl<I: Streamable> Input<I> {
    fn value(self) -> Option<Arc<dyn EventValue>> {
        match self {
            Self::Whole(value) => Some(value),
            Self::Pieces(pieces) => {
                let pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner).take()?;
                I::finish(pieces).ok().map(|value| Arc::new(value) as _)
            }
        }
    }
}

impl<R: Runnable + ?Sized> Unpin for RunStream<'_, R> {}

impl<'a, R: Runnable + ?Sized> RunStream<'a, R> {
    fn start(
        runnable: &'a R,
        source: Source<'a, R::Input>,
        options: RunOptions,
    ) -> Running<'a, R::Input, R::Output> {
        let run = Run::start(runnable, options);
        let cancel = CancelOnDrop::new(run.clone());
        let mut slot = Some(run.clone());
        let (source, input) = if run.is_heard() { listen(source) } else { (source, None) };
        match &input {
            Some(Input::Whole(value)) => run.emit_start(Some(value.clone())),
            Some(Input::Pieces(_)) | None => run.emit_start(None),
        }
        let chunks = {
            let _entered = enter(&mut slot);
            match source {
                Source::Input(input) => match input.check() {
                    Ok(()) => runnable.on_stream(input),
                    Err(error) => Box::pin(stream::iter([Err(error)])),
                },
                Source::Upstream(upstream) => runnable.on_transform(upstream),
            }
        };
        let heard = input.map(|input| Heard { output: Default::default(), input });
        Running { run, slot, chunks, heard, cancel }
    }
}

/// Keeps the input for the end event.
fn listen<I: Streamable>(source: Source<'_, I>) -> (Source<'_, I>, Option<Input<I>>) {
    match source {
        Source::Input(input) => {
            let kept = Input::Whole(Arc::new(input.clone()));
            (Source::Input(input), Some(kept))
        }
        Source::Upstream(upstream) => {
            let pieces = Arc::new(Mutex::new(None));
            let sum = pieces.clone();
            let upstream = upstream.inspect(move |chunk| {
                if let Ok(chunk) = chunk {
                    let mut sum = sum.lock().unwrap_or_else(PoisonError::into_inner);
                    I::push(sum.get_or_insert_default(), chunk.clone());
                }
            });
            (Source::Upstream(upstream.boxed()), Some(Input::Pieces(pieces)))
        }
    }
}

impl<I: Streamable, O: Streamable> Running<'_, I, O> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Chunk<O>>>> {
        ready!(self.run.poll_room(cx));
        let polled = {
            let _entered = enter(&mut self.slot);
            self.chunks.as_mut().poll_next(cx)
        };
        polled.map(|item| {
            item.map(|chunk| {
                chunk.map(|mut chunk| {
                    O::stamp(&mut chunk, self.run.facts.run_id);
                    if let Some(heard) = &mut self.heard {
                        self.run.emit_chunk::<O>(&chunk);
                        O::push(&mut heard.output, chunk.clone());
                    }
                    chunk
                })
            })
        })
    }

    /// Emits the end or the error. The hook's stream is dropped first, so that children end before their parent.
    fn finish(self, error: Option<Error>) -> Option<Error> {
        let Self { run, slot, chunks, heard, mut cancel } = self;
        drop((chunks, slot));
        cancel.disarm();
        let Some(Heard { output, input }) = heard else { return error };
        let Some(error) = error else {
            run.emit_end(O::finish(output).ok().as_ref(), input.value());
            return None;
        };
        let error = with_partial::<O>(error, output);
        run.emit_error(&error, input.value());
        Some(error)
    }
}

impl<'a, R: Runnable + ?Sized> RunStream<'a, R> {
    /// Starts the run, or polls the upstream for what it waits for. An upstream that fails before that is passed on:
    /// the run never starts. Nor does one that takes a whole input and gets no piece of it.
    fn poll_start(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let (source, options) = match std::mem::replace(&mut self.state, State::Over) {
            State::Waiting(Source::Upstream(upstream), options) => {
                self.state = match self.runnable.takes_pieces() {
                    true => State::Priming(upstream, options),
                    false => State::Collecting(upstream, None, options),
                };
                return self.poll_start(cx);
            }
            State::Priming(mut upstream, options) => {
                let Poll::Ready(first) = poll_piece::<R::Input>(&mut upstream, &options, cx) else {
                    self.state = State::Priming(upstream, options);
                    return Poll::Pending;
                };
                let first = first.transpose()?;
                let pieces = stream::iter(first.map(Ok)).chain(upstream).boxed();
                (Source::Upstream(pieces), options)
            }
            State::Collecting(mut upstream, mut sum, options) => {
                let Poll::Ready(whole) = poll_whole::<R::Input>(&mut upstream, &mut sum, &options, cx) else {
                    self.state = State::Collecting(upstream, sum, options);
                    return Poll::Pending;
                };
                let Some(input) = whole? else { return Poll::Ready(Ok(())) };
                drop(upstream);
                (Source::Input(input), options)
            }
            State::Waiting(source, options) => (source, options),
            started @ (State::Running(_) | State::Over) => {
                self.state = started;
                return Poll::Ready(Ok(()));
            }
        };
        self.state = State::Running(Self::start(self.runnable, source, options));
        Poll::Ready(Ok(()))
    }
}

/// Polls for a piece, inside the run that is to be the parent.
fn poll_piece<T: Streamable>(
    upstream: &mut Pieces<'_, T>,
    options: &RunOptions,
    cx: &mut Context<'_>,
) -> Poll<Option<Result<Chunk<T>>>> {
    match &options.parent {
        Some(parent) => {
            let mut slot = parent.clone();
            let _entered = enter(&mut slot);
            upstream.as_mut().poll_next(cx)
        }
        None => upstream.as_mut().poll_next(cx),
    }
}

/// Polls for all pieces that are left, and gives their sum; none where there was no piece.
fn poll_whole<T: Streamable>(
    upstream: &mut Pieces<'_, T>,
    sum: &mut Option<T::Accumulator>,
    options: &RunOptions,
    cx: &mut Context<'_>,
) -> Poll<Result<Option<T>>> {
    while let Some(piece) = ready!(poll_piece::<T>(upstream, options, cx)).transpose()? {
        T::push(sum.get_or_insert_default(), piece);
    }
    Poll::Ready(sum.take().map(T::finish).transpose())
}

impl<R: Runnable + ?Sized> Stream for RunStream<'_, R> {
    type Item = Result<Chunk<R::Output>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        if let Err(error) = ready!(me.poll_start(cx)) {
            return Poll::Ready(Some(Err(error)));
        }
        let State::Running(running) = &mut me.state else { return Poll::Ready(None) };
        let error = match ready!(running.poll(cx)) {
            Some(Ok(chunk)) => return Poll::Ready(Some(Ok(chunk))),
            Some(Err(error)) => Some(error),
            None => None,
        };
        let State::Running(running) = std::mem::replace(&mut me.state, State::Over) else {
            return Poll::Ready(None);
        };
        Poll::Ready(running.finish(error).map(Err))
    }
}

/// Folds a hook's own stream into its value; under a listener each piece has its stream event.
pub fn fold_heard<'a, O: Streamable>(
    mut chunks: BoxStream<'a, Result<Chunk<O>>>,
) -> BoxFuture<'a, Result<O>> {
    Box::pin(async move {
        let mut output = O::Accumulator::default();
        while let Some(chunk) = chunks.next().await {
            match chunk {
                Ok(mut chunk) => {
                    with_current(|run| {
                        if let Some(run) = run {
                            O::stamp(&mut chunk, run.facts.run_id);
                            run.emit_chunk::<O>(&chunk);
                        }
                    });
                    O::push(&mut output, chunk);
                    std::future::poll_fn(room).await;
                }
                Err(error) => return Err(with_partial::<O>(error, output)),
            }
        }
        O::finish(output)
    })
}

/// Ready while those who hear of the current run keep up.
fn room(cx: &mut Context<'_>) -> Poll<()> {
    with_current(|run| run.map_or(Poll::Ready(()), |run| run.poll_room(cx)))
}

/// Whether the current run belongs to a tree that somebody listens to.
pub fn stream_heard() -> bool {
    with_current(|run| run.is_some_and(|run| run.pieces_are_wanted()))
}
