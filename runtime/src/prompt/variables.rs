//! What a prompt is filled in with.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::message::{AiMessage, Content, Message, Messages};
use crate::nearest;
use crate::record::Record;
use crate::value::Streamable;

/// Gives a value for each call.
type Closure = dyn Fn() -> Value + Send + Sync;

/// What a prompt has before it is called: values, and closures that give one for each call.
#[derive(Clone, Default)]
pub(super) struct Partial {
    values: Record,
    closures: Vec<(Arc<str>, Arc<Closure>)>,
}

impl Partial {
    pub(super) fn insert(&mut self, name: Arc<str>, value: Value) {
        self.closures.retain(|(known, _)| *known != name);
        self.values.insert(name, value);
    }

    pub(super) fn insert_with(&mut self, name: Arc<str>, value: impl Fn() -> Value + Send + Sync + 'static) {
        self.closures.retain(|(known, _)| *known != name);
        self.closures.push((name, Arc::new(value)));
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.values.contains(name) || self.closures.iter().any(|(known, _)| **known == *name)
    }

    /// All values. Closures of variables that are given are not called.
    fn all(&self, given: &Record) -> Cow<'_, Record> {
        let mut values = Cow::Borrowed(&self.values);
        for (name, closure) in self.closures.iter().filter(|(name, _)| !given.contains(name)) {
            values.to_mut().insert(name.clone(), closure());
        }
        values
    }
}

impl fmt::Debug for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let closures: Vec<_> = self.closures.iter().map(|(name, _)| name).collect();
        f.debug_struct("Partial").field("values", &self.values).field("closures", &closures).finish()
    }
}

/// What was given, and behind it what the prompt had before.
#[derive(Debug)]
pub(super) struct Variables<'a> {
    given: &'a Record,
    partial: Cow<'a, Record>,
}

impl<'a> Variables<'a> {
    /// # Errors
    /// The record was made of something that has no names.
    pub(super) fn new(given: &'a Record, partial: &'a Partial) -> Result<Self> {
        given.check()?;
        Ok(Self { given, partial: partial.all(given) })
    }

    /// The record that has this variable.
    fn holder(&self, name: &str) -> Option<&Record> {
        [self.given, &*self.partial].into_iter().find(|record| record.contains(name))
    }

    fn missing(&self, name: &str) -> Error {
        let known = self.given.names().chain(self.partial.names());
        Error::new(ErrorKind::Input, nearest::unknown("variable", name, known))
    }

    /// Writes a variable as text.
    ///
    /// # Errors
    /// It was not given.
    pub(super) fn write(&self, name: &str, out: &mut String) -> Result<()> {
        let text = self.holder(name).and_then(|record| record.text(name));
        out.push_str(&text.ok_or_else(|| self.missing(name))?);
        Ok(())
    }

    /// A variable as a conversation.
    ///
    /// # Errors
    /// It is not a list of messages; or it was not given, unless it is optional.
    pub(super) fn conversation(&self, name: &str, optional: bool) -> Result<Messages> {
        match self.holder(name) {
            Some(record) => conversation(name, record),
            None if optional => Ok(Messages::new()),
            None => Err(self.missing(name)),
        }
    }
}

fn conversation(name: &str, record: &Record) -> Result<Messages> {
    if let Some(messages) = record.get::<Messages>(name) {
        return messages.check().map(|()| messages.clone());
    }
    if let Some(message) = record.get::<AiMessage>(name) {
        return Ok(message.clone().into());
    }
    let Some(Value::Array(items)) = record.json(name) else {
        return Err(Error::new(ErrorKind::Input, format!("variable `{name}` is not a list of messages")));
    };
    let read = |(position, item): (usize, &Value)| {
        message(item).map_err(|error| {
            let text = format!("variable `{name}`: item {position} is not a message: {error}");
            Error::new(ErrorKind::Input, text)
        })
    };
    items.iter().enumerate().map(read).collect::<Result<Vec<_>>>().map(Messages::from)
}

/// A message of any of the forms that LangChain takes: a dump, a pair, role and content, or the user's text.
fn message(item: &Value) -> Result<Message> {
    let pair = match item {
        Value::String(text) => return Ok(Message::human(text)),
        Value::Array(pair) => match pair.as_slice() {
            [Value::String(role), content] => Some((role, content)),
            _ => None,
        },
        Value::Object(object) => match (object.get("role"), object.get("content")) {
            (Some(Value::String(role)), Some(content)) => Some((role, content)),
            _ => None,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    };
    let Some((role, content)) = pair else { return Ok(serde_json::from_value(item.clone())?) };
    let content: Content = serde_json::from_value(content.clone())?;
    let messages = Messages::from([(role.as_str(), content)]);
    messages.check()?;
    messages.into_iter().next().ok_or_else(|| Error::new(ErrorKind::Input, "it is empty"))
}
