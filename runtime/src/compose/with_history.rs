//! A step that remembers the conversation.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::Value;

use super::Feeds;
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, ErrorKind, Result};
use crate::history::{Asked, History, HistoryKeys};
use crate::message::{Message, Messages};
use crate::run::{self, RunContext, RunOptions, Source};
use crate::runnable::Runnable;
use crate::value::{Chunk, Streamable};
use crate::{BoxFuture, BoxStream};

/// A step that remembers the conversation: it is given what the session holds and then the input; when it has
/// succeeded, input and answer are added to the session.
///
/// A step that takes messages is given all of them. One that takes a [`Record`](crate::Record), such as a prompt,
/// is given the conversation under [`history_key`](Self::history_key), and says with
/// [`input_key`](Self::input_key) which value is the question.
///
/// The session is the value of a key of [`RunConfig::configurable`](crate::RunConfig::configurable); a call without
/// it is an error that names the key. A stream that fails, or that the consumer drops before its end, adds nothing.
/// A clone is cheap.
///
/// ```
/// use runnable::InMemoryHistory;
/// use runnable::prelude::*;
///
/// #[derive(Runnable)]
/// struct Count;
/// impl Count {
///     fn invoke(&self, input: Messages) -> String {
///         format!("That was message {}.", input.len())
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let chat = Count.with_history(InMemoryHistory::new(), "session_id");
/// let ada = || RunConfig::new().configurable("session_id", "ada");
/// assert_eq!(chat.call("Hello.").config(ada()).await?.text(), "That was message 1.");
/// assert_eq!(chat.call("And now?").config(ada()).await?.text(), "That was message 3.");
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct WithHistory<R> {
    step: Arc<R>,
    store: Arc<dyn History>,
    key: Arc<str>,
    keys: Arc<HistoryKeys>,
}

impl<R: Runnable> WithHistory<R> {
    pub(crate) fn new(step: R, store: impl History + 'static, key: Arc<str>) -> Self {
        Self { step: Arc::new(step), store: Arc::new(store), key, keys: Arc::default() }
    }

    /// Sets under which name a record holds what the user says; needed where it has several values.
    #[must_use]
    pub fn input_key(mut self, name: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.keys).input = Some(name.into());
        self
    }

    /// Sets under which name a record is given the conversation; `history` unless set.
    #[must_use]
    pub fn history_key(mut self, name: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.keys).history = name.into();
        self
    }

    /// The session of the current run.
    fn session(&self) -> Result<String> {
        match RunContext::current().configurable(&self.key) {
            Some(Value::String(session)) => Ok(session),
            Some(Value::Number(session)) => Ok(session.to_string()),
            other => {
                let found = other.map(|other| format!(", not {other}")).unwrap_or_default();
                let key = &self.key;
                Err(Error::new(
                    ErrorKind::Config,
                    format!("the history needs the configurable value `{key}`: the id of the session{found}"),
                ))
            }
        }
    }

    /// The session, what the user says, and the input with what the session holds.
    async fn begin(&self, input: R::Input) -> Result<(String, Messages, R::Input)>
    where
        R::Input: Asked,
    {
        let session = self.session()?;
        let said = input.said(&self.keys)?;
        let before = self.store.load(&session).await?;
        Ok((session, said, input.after(before.into(), &self.keys)))
    }
}

/// The messages of a finished call.
fn exchange<O: Feeds<Messages>>(said: &Messages, output: O) -> Vec<Message> {
    let answer: Messages = output.convert();
    let spoken = |message: Message| match message {
        // A plain text that a step gave stands for what was said to the user.
        Message::Human(human) => Message::ai(human.content),
        other => other,
    };
    said.iter().cloned().chain(answer.iter().cloned().map(spoken)).collect()
}

impl<R> Runnable for WithHistory<R>
where
    R: Runnable<Input: Asked, Output: Feeds<Messages>>,
{
    type Input = R::Input;
    type Output = R::Output;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("RunnableWithMessageHistory", RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, input: R::Input) -> BoxFuture<'a, Result<R::Output>> {
        Box::pin(async move {
            let (session, said, input) = self.begin(input).await?;
            let output = run::invoke(&*self.step, input, RunOptions::child()).await?;
            self.store.append(&session, exchange(&said, output.clone())).await?;
            Ok(output)
        })
    }

    fn on_stream<'a>(&'a self, input: R::Input) -> BoxStream<'a, Result<Chunk<R::Output>>> {
        let started = async move {
            match self.begin(input).await {
                Ok((session, said, input)) => {
                    let chunks = run::stream(&*self.step, Source::Input(input), RunOptions::child());
                    let state = State::Speaking(chunks, Default::default());
                    Remembering { history: self, session: session.into(), said, state }.boxed()
                }
                Err(error) => stream::iter([Err(error)]).boxed(),
            }
        };
        stream::once(started).flatten().boxed()
    }
}

/// The pieces of an answer, which is added to the session when it is complete.
struct Remembering<'a, R: Runnable> {
    history: &'a WithHistory<R>,
    session: Arc<str>,
    said: Messages,
    state: State<'a, R::Output>,
}

enum State<'a, O: Streamable> {
    Speaking(BoxStream<'a, Result<Chunk<O>>>, O::Accumulator),
    Saving(BoxFuture<'a, Result<()>>),
    Over,
}

impl<R: Runnable> Unpin for Remembering<'_, R> {}

impl<'a, R: Runnable<Output: Feeds<Messages>>> Remembering<'a, R> {
    fn save(&self, answer: <R::Output as Streamable>::Accumulator) -> BoxFuture<'a, Result<()>> {
        let messages = R::Output::finish(answer).map(|output| exchange(&self.said, output));
        let (history, session) = (self.history, self.session.clone());
        Box::pin(async move { history.store.append(&session, messages?).await })
    }
}

impl<R: Runnable<Output: Feeds<Messages>>> Stream for Remembering<'_, R> {
    type Item = Result<Chunk<R::Output>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let me = &mut *self;
        loop {
            match &mut me.state {
                State::Speaking(chunks, answer) => match ready!(chunks.as_mut().poll_next(cx)) {
                    Some(Ok(chunk)) => {
                        R::Output::push(answer, chunk.clone());
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                    Some(Err(error)) => {
                        me.state = State::Over;
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => {
                        let answer = std::mem::take(answer);
                        me.state = State::Saving(me.save(answer));
                    }
                },
                State::Saving(saving) => {
                    let saved = ready!(saving.as_mut().poll(cx));
                    me.state = State::Over;
                    return Poll::Ready(saved.err().map(Err));
                }
                State::Over => return Poll::Ready(None),
            }
        }
    }
}

impl<R> Clone for WithHistory<R> {
    fn clone(&self) -> Self {
        Self {
            step: self.step.clone(),
            store: self.store.clone(),
            key: self.key.clone(),
            keys: self.keys.clone(),
        }
    }
}

impl<R: fmt::Debug> fmt::Debug for WithHistory<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithHistory")
            .field("step", &self.step)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

super::operators! {
    [R: Runnable<Input: Asked, Output: Feeds<Messages>>] WithHistory<R> where []
}
