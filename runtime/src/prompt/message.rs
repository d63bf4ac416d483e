//! One message of a chat prompt.

use super::template::Template;
use super::variables::Variables;
use crate::error::{Error, ErrorKind, Result};
use crate::message::{Content, ContentBlock, MediaSource, Message};
use crate::nearest;

/// One message of a [`ChatPromptTemplate`](super::ChatPromptTemplate), or a place for a conversation.
///
/// Made of a pair of role and template, of a [`Message`], which is taken as it is, or of a [`MessagesPlaceholder`].
/// Roles are `system`, `human` or `user`, `ai` or `assistant`, and `placeholder`.
///
/// The content may be blocks: their texts, addresses and base64 data are templates.
///
/// ```
/// use runnable::prompt::{ChatPromptTemplate, MessageTemplate};
/// use runnable::ContentBlock;
/// use serde_json::json;
///
/// let look = [ContentBlock::text("What is in this {thing}?"), ContentBlock::image_url("{url}")];
/// let prompt = ChatPromptTemplate::from_messages([MessageTemplate::human(look)]);
/// let asked = prompt.format(json!({"thing": "picture", "url": "https://fish.example/1.png"}))?;
/// assert_eq!(asked[0].blocks()[1], ContentBlock::image_url("https://fish.example/1.png"));
/// # Ok::<(), runnable::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct MessageTemplate(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Filled { message: Message, texts: Vec<Template> },
    Fixed(Message),
    Placeholder(MessagesPlaceholder),
    Bad(Error),
}

/// A place in a prompt for a list of messages, given as a variable.
///
/// The list holds messages, pairs of role and content, objects with `role` and `content`, or texts of the user.
///
/// ```
/// use runnable::prelude::*;
/// use serde_json::json;
///
/// let prompt = ChatPromptTemplate::new().message(MessagesPlaceholder::new("history").last(2)).human("And?");
/// let asked = prompt.format(json!({"history": ["Hi.", ["ai", "Blub."], ["human", "Blub?"]]}))?;
/// assert_eq!(asked, Messages::from([("ai", "Blub."), ("human", "Blub?"), ("human", "And?")]));
/// # Ok::<(), runnable::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagesPlaceholder {
    name: String,
    optional: bool,
    limit: Option<usize>,
}

impl MessagesPlaceholder {
    /// A place for the variable of this name, which must be given.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), optional: false, limit: None }
    }

    /// A variable that is not given is an empty list.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Takes only the last `limit` messages.
    #[must_use]
    pub fn last(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }

    fn render(&self, variables: &Variables<'_>, out: &mut Vec<Message>) -> Result<()> {
        let messages = variables.conversation(&self.name, self.optional)?;
        let skipped = self.limit.map_or(0, |limit| messages.len().saturating_sub(limit));
        out.extend(messages.into_iter().skip(skipped));
        Ok(())
    }
}

impl MessageTemplate {
    /// A system message.
    pub fn system(template: impl Into<Content>) -> Self {
        Self::of(Message::system(template))
    }

    /// A message of the user.
    pub fn human(template: impl Into<Content>) -> Self {
        Self::of(Message::human(template))
    }

    /// A message of the model.
    pub fn ai(template: impl Into<Content>) -> Self {
        Self::of(Message::ai(template))
    }

    /// A place for a list of messages, given as a variable. The same as [`MessagesPlaceholder::new`].
    pub fn placeholder(name: impl Into<String>) -> Self {
        MessagesPlaceholder::new(name).into()
    }

    fn of(mut message: Message) -> Self {
        let mut texts = Vec::new();
        let parsed = each_text(&mut message, &mut |text| {
            texts.push(Template::parse(text)?);
            Ok(None)
        });
        Self(match parsed {
            Ok(()) => Kind::Filled { message, texts },
            Err(error) => Kind::Bad(error),
        })
    }

    fn of_pair(role: &str, content: Content) -> Self {
        match role {
            "system" => Self::system(content),
            "human" | "user" => Self::human(content),
            "ai" | "assistant" => Self::ai(content),
            "placeholder" => {
                let name = content.text();
                let name = name.trim().trim_start_matches('{').trim_end_matches('}').trim();
                MessagesPlaceholder::new(name).optional().into()
            }
            unknown => Self(Kind::Bad(unknown_role(unknown))),
        }
    }

    pub(super) fn defect(&self) -> Option<&Error> {
        match &self.0 {
            Kind::Bad(error) => Some(error),
            Kind::Filled { .. } | Kind::Fixed(_) | Kind::Placeholder(_) => None,
        }
    }

    /// The variables that must be given, in order.
    pub(super) fn names(&self) -> Vec<&str> {
        match &self.0 {
            Kind::Filled { texts, .. } => texts.iter().flat_map(Template::names).collect(),
            Kind::Placeholder(place) if !place.optional => vec![&place.name],
            Kind::Placeholder(_) | Kind::Fixed(_) | Kind::Bad(_) => Vec::new(),
        }
    }

    pub(super) fn render(&self, variables: &Variables<'_>, out: &mut Vec<Message>) -> Result<()> {
        match &self.0 {
            Kind::Filled { message, texts } => {
                let mut message = message.clone();
                let mut texts = texts.iter();
                each_text(&mut message, &mut |_| {
                    texts.next().map(|template| template.render(variables)).transpose()
                })?;
                out.push(message);
            }
            Kind::Fixed(message) => out.push(message.clone()),
            Kind::Placeholder(place) => place.render(variables, out)?,
            Kind::Bad(error) => return Err(error.clone()),
        }
        Ok(())
    }
}

fn unknown_role(role: &str) -> Error {
    const ROLES: [&str; 6] = ["system", "human", "user", "ai", "assistant", "placeholder"];
    Error::new(ErrorKind::Config, nearest::unknown("role", role, ROLES))
}

/// Shows every text of a message that is a template, always in the same order, and puts in what it gets back.
fn each_text(message: &mut Message, replace: &mut dyn FnMut(&str) -> Result<Option<String>>) -> Result<()> {
    let content = match message {
        Message::System(message) => &mut message.content,
        Message::Human(message) => &mut message.content,
        Message::Ai(message) => &mut message.content,
        Message::Tool(message) => &mut message.content,
    };
    for block in content.blocks_mut() {
        match block {
            ContentBlock::Text(block) => {
                if let Some(text) = replace(&block.text)? {
                    block.text = text.into();
                }
            }
            ContentBlock::Image(file)
            | ContentBlock::Audio(file)
            | ContentBlock::Video(file)
            | ContentBlock::File(file) => {
                let (MediaSource::Url(text) | MediaSource::Base64(text) | MediaSource::FileId(text)) =
                    &mut file.source;
                put(text, replace)?;
                file.mime_type.as_mut().map_or(Ok(()), |text| put(text, replace))?;
            }
            ContentBlock::PlainText(document) => {
                put(&mut document.text, replace)?;
                document.title.as_mut().map_or(Ok(()), |text| put(text, replace))?;
                document.context.as_mut().map_or(Ok(()), |text| put(text, replace))?;
            }
            ContentBlock::Reasoning(_)
            | ContentBlock::ToolCall(_)
            | ContentBlock::ToolCallChunk(_)
            | ContentBlock::InvalidToolCall(_)
            | ContentBlock::ServerToolCall(_)
            | ContentBlock::ServerToolCallChunk(_)
            | ContentBlock::ServerToolResult(_)
            | ContentBlock::NonStandard(_) => {}
        }
    }
    Ok(())
}

fn put(text: &mut String, replace: &mut dyn FnMut(&str) -> Result<Option<String>>) -> Result<()> {
    if let Some(filled) = replace(text)? {
        *text = filled;
    }
    Ok(())
}

impl<R: AsRef<str>, C: Into<Content>> From<(R, C)> for MessageTemplate {
    fn from((role, content): (R, C)) -> Self {
        Self::of_pair(role.as_ref(), content.into())
    }
}

impl<M: Into<Message>> From<M> for MessageTemplate {
    fn from(message: M) -> Self {
        Self(Kind::Fixed(message.into()))
    }
}

impl From<MessagesPlaceholder> for MessageTemplate {
    fn from(place: MessagesPlaceholder) -> Self {
        Self(Kind::Placeholder(place))
    }
}
