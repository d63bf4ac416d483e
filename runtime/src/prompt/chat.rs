//! A chat model's prompt.

use std::sync::Arc;

use futures_util::future::{self, BoxFuture};
use futures_util::stream::{self, BoxStream, StreamExt};
use serde_json::Value;

use super::message::MessageTemplate;
use super::variables::{Partial, Variables};
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, Result};
use crate::message::{Content, Message, Messages};
use crate::record::Record;
use crate::runnable::Runnable;

/// Messages with `{variables}`: variables in, a conversation out. A clone is cheap.
///
/// ```
/// use runnable::prompt::ChatPromptTemplate;
/// use runnable::Messages;
/// use serde_json::json;
///
/// let prompt = ChatPromptTemplate::from_messages([("system", "You are {who}."), ("human", "{question}")]);
/// let same = ChatPromptTemplate::new().system("You are {who}.").human("{question}");
///
/// let asked = prompt.format(json!({"who": "a cook", "question": "What is umami?"}))?;
/// assert_eq!(asked, Messages::from([("system", "You are a cook."), ("human", "What is umami?")]));
/// assert_eq!(same.variables(), ["question", "who"]);
/// # Ok::<(), runnable::Error>(())
/// ```
///
/// In a chain it is a step like any other: `prompt | model | StrOutputParser`.
#[derive(Debug, Clone, Default)]
pub struct ChatPromptTemplate {
    parts: Arc<Parts>,
}

#[derive(Debug, Clone, Default)]
struct Parts {
    messages: Vec<MessageTemplate>,
    partial: Partial,
}

impl ChatPromptTemplate {
    /// A prompt without a message.
    pub fn new() -> Self {
        Self::default()
    }

    /// A prompt of these messages: pairs of role and template, [`Message`]s, or [`MessageTemplate`]s.
    ///
    /// A template that is not well formed is an error of the first call.
    pub fn from_messages(messages: impl IntoIterator<Item: Into<MessageTemplate>>) -> Self {
        let messages = messages.into_iter().map(Into::into).collect();
        Self { parts: Arc::new(Parts { messages, partial: Partial::default() }) }
    }

    /// A prompt of these messages, whose templates are well formed.
    ///
    /// # Errors
    /// As for [`try_build`](Self::try_build).
    pub fn try_from_messages(messages: impl IntoIterator<Item: Into<MessageTemplate>>) -> Result<Self> {
        Self::from_messages(messages).try_build()
    }

    /// The prompt, if its templates are well formed.
    ///
    /// # Errors
    /// A role does not exist, or a template is not well formed: says which message, line and column.
    pub fn try_build(self) -> Result<Self> {
        self.defect().map_or(Ok(self), Err)
    }

    fn defect(&self) -> Option<Error> {
        let mut messages = self.parts.messages.iter().enumerate();
        messages.find_map(|(position, message)| {
            let error = message.defect()?;
            Some(Error::new(error.kind(), format!("message {position}: {error}")))
        })
    }

    /// Adds a system message.
    #[must_use]
    pub fn system(self, template: impl Into<Content>) -> Self {
        self.message(MessageTemplate::system(template))
    }

    /// Adds a message of the user.
    #[must_use]
    pub fn human(self, template: impl Into<Content>) -> Self {
        self.message(MessageTemplate::human(template))
    }

    /// Adds a message of the model.
    #[must_use]
    pub fn ai(self, template: impl Into<Content>) -> Self {
        self.message(MessageTemplate::ai(template))
    }

    /// Adds a place for a list of messages, which must be given as the variable of this name.
    #[must_use]
    pub fn placeholder(self, name: impl Into<String>) -> Self {
        self.message(MessageTemplate::placeholder(name))
    }

    /// Adds a message.
    #[must_use]
    pub fn message(mut self, message: impl Into<MessageTemplate>) -> Self {
        Arc::make_mut(&mut self.parts).messages.push(message.into());
        self
    }

    /// Fills a variable in beforehand. One that is given in a call wins over it.
    #[must_use]
    pub fn partial(mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) -> Self {
        Arc::make_mut(&mut self.parts).partial.insert(name.into(), value.into());
        self
    }

    /// Fills a variable in with what a closure gives, which each call that does not give the variable asks.
    #[must_use]
    pub fn partial_with<V: Into<Value>>(
        mut self,
        name: impl Into<Arc<str>>,
        value: impl Fn() -> V + Send + Sync + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.parts).partial.insert_with(name.into(), move || value().into());
        self
    }

    /// The variables that a call must give, sorted.
    pub fn variables(&self) -> Vec<&str> {
        let names = self.parts.messages.iter().flat_map(MessageTemplate::names);
        let mut names: Vec<_> = names.filter(|name| !self.parts.partial.contains(name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The conversation, without a run.
    ///
    /// # Errors
    /// A template is not well formed; a variable was not given, or is not a list of messages where one is needed.
    pub fn format(&self, variables: impl Into<Record>) -> Result<Messages> {
        self.render(&variables.into())
    }

    fn render(&self, input: &Record) -> Result<Messages> {
        if let Some(error) = self.defect() {
            return Err(error);
        }
        let variables = Variables::new(input, &self.parts.partial)?;
        let mut out: Vec<Message> = Vec::with_capacity(self.parts.messages.len());
        for message in &self.parts.messages {
            message.render(&variables, &mut out)?;
        }
        Ok(out.into())
    }
}

impl Runnable for ChatPromptTemplate {
    type Input = Record;
    type Output = Messages;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("ChatPromptTemplate", RunType::Prompt)
    }

    fn on_invoke<'a>(&'a self, input: Record) -> BoxFuture<'a, Result<Messages>> {
        Box::pin(future::ready(self.render(&input)))
    }

    fn on_stream<'a>(&'a self, input: Record) -> BoxStream<'a, Result<Messages>> {
        stream::iter([self.render(&input)]).boxed()
    }
}

crate::compose::operators! { [] ChatPromptTemplate where [] }
