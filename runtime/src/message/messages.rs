//! A conversation: what a chat model takes.

use std::borrow::Cow;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ai::AiMessage;
use super::content::Content;
use super::roles::{HumanMessage, Message, SystemMessage, ToolMessage};
use crate::error::{Error, ErrorKind, Result};

/// A conversation, oldest message first: the input of a chat model.
///
/// Made of a text (one human message), of messages, or of pairs of role and text, where the roles are `system`,
/// `human` or `user`, `ai` or `assistant`. A pair with another role is an error of the first call that uses it.
///
/// ```
/// use runnable::{Message, Messages};
///
/// let asked = Messages::from("hi");
/// let taught = Messages::from([("system", "Be brief."), ("human", "hi")]);
/// let built = Messages::from(vec![Message::system("Be brief."), Message::human("hi")]);
/// assert_eq!(taught, built);
/// assert_eq!(asked.last_text(), taught.last_text());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Messages {
    messages: Vec<Message>,
    /// Whether it was made of one text: events then show the input as the caller gave it.
    from_text: bool,
    /// Why it cannot be used.
    defect: Option<Error>,
}

impl Messages {
    /// An empty conversation.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a message at the end.
    pub fn push(&mut self, message: impl Into<Message>) {
        self.from_text = false;
        self.messages.push(message.into());
    }

    /// The text of the last message; empty where there is none.
    pub fn last_text(&self) -> Cow<'_, str> {
        self.messages.last().map(Message::text).unwrap_or_default()
    }

    /// The text that the whole conversation was made of.
    pub(crate) fn as_given_text(&self) -> Option<Cow<'_, str>> {
        self.from_text.then(|| self.last_text())
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// A pair of role and text names a role that does not exist.
    pub fn check(&self) -> Result<()> {
        self.defect.clone().map_or(Ok(()), Err)
    }

    fn of_text(content: Content) -> Self {
        Self { messages: vec![Message::human(content)], from_text: true, defect: None }
    }

    fn of_pairs(pairs: impl IntoIterator<Item = (String, Content)>) -> Self {
        let mut conversation = Self::new();
        for (position, (role, content)) in pairs.into_iter().enumerate() {
            match message_of(&role, content) {
                Some(message) => conversation.messages.push(message),
                None => {
                    let text = format!(
                        "message {position} has the unknown role `{role}`; one of: system, human, user, ai, assistant"
                    );
                    conversation.defect.get_or_insert(Error::new(ErrorKind::Input, text));
                }
            }
        }
        conversation
    }
}

fn message_of(role: &str, content: Content) -> Option<Message> {
    match role {
        "system" => Some(Message::system(content)),
        "human" | "user" => Some(Message::human(content)),
        "ai" | "assistant" => Some(Message::ai(content)),
        _ => None,
    }
}

impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        self.messages == other.messages && self.defect.is_none() && other.defect.is_none()
    }
}

impl Deref for Messages {
    type Target = [Message];

    fn deref(&self) -> &[Message] {
        &self.messages
    }
}

impl IntoIterator for Messages {
    type Item = Message;
    type IntoIter = std::vec::IntoIter<Message>;

    fn into_iter(self) -> Self::IntoIter {
        self.messages.into_iter()
    }
}

impl<'a> IntoIterator for &'a Messages {
    type Item = &'a Message;
    type IntoIter = std::slice::Iter<'a, Message>;

    fn into_iter(self) -> Self::IntoIter {
        self.messages.iter()
    }
}

impl<M: Into<Message>> FromIterator<M> for Messages {
    fn from_iter<I: IntoIterator<Item = M>>(messages: I) -> Self {
        Self { messages: messages.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

impl<M: Into<Message>> Extend<M> for Messages {
    fn extend<I: IntoIterator<Item = M>>(&mut self, messages: I) {
        self.from_text = false;
        self.messages.extend(messages.into_iter().map(Into::into));
    }
}

impl From<&str> for Messages {
    fn from(text: &str) -> Self {
        Self::of_text(text.into())
    }
}

impl From<String> for Messages {
    fn from(text: String) -> Self {
        Self::of_text(text.into())
    }
}

impl From<&String> for Messages {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Cow<'_, str>> for Messages {
    fn from(text: Cow<'_, str>) -> Self {
        text.into_owned().into()
    }
}

macro_rules! from_one_message {
    ($($message:ty),*) => { $(
        impl From<$message> for Messages {
            fn from(message: $message) -> Self {
                Self { messages: vec![message.into()], ..Self::default() }
            }
        }
    )* };
}

from_one_message!(Message, SystemMessage, HumanMessage, AiMessage, ToolMessage);

impl From<Vec<Message>> for Messages {
    fn from(messages: Vec<Message>) -> Self {
        Self { messages, ..Self::default() }
    }
}

impl From<&[Message]> for Messages {
    fn from(messages: &[Message]) -> Self {
        messages.to_vec().into()
    }
}

impl<const N: usize> From<[Message; N]> for Messages {
    fn from(messages: [Message; N]) -> Self {
        Vec::from(messages).into()
    }
}

impl<R: Into<String>, C: Into<Content>, const N: usize> From<[(R, C); N]> for Messages {
    fn from(pairs: [(R, C); N]) -> Self {
        Self::of_pairs(pairs.into_iter().map(|(role, content)| (role.into(), content.into())))
    }
}

impl<R: Into<String>, C: Into<Content>> From<Vec<(R, C)>> for Messages {
    fn from(pairs: Vec<(R, C)>) -> Self {
        Self::of_pairs(pairs.into_iter().map(|(role, content)| (role.into(), content.into())))
    }
}

impl Serialize for Messages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.messages.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Messages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Message>::deserialize(deserializer).map(Into::into)
    }
}
