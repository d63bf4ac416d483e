//! What a runnable says about itself.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::message::JsonObject;

/// What sort of step a runnable is. Decides the names of its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RunType {
    /// Messages in, a message of the model out.
    ChatModel,
    /// Text in, text out.
    Llm,
    /// Any other step, and a composition of steps.
    Chain,
    /// Something that a model can call.
    Tool,
    /// A query in, documents out.
    Retriever,
    /// Variables in, messages or text out.
    Prompt,
    /// A message or text in, a value out.
    Parser,
}

impl RunType {
    /// Every run type.
    pub const ALL: [Self; 7] =
        [Self::ChatModel, Self::Llm, Self::Chain, Self::Tool, Self::Retriever, Self::Prompt, Self::Parser];

    /// The name in events and filters, such as `chat_model`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ChatModel => "chat_model",
            Self::Llm => "llm",
            Self::Chain => "chain",
            Self::Tool => "tool",
            Self::Retriever => "retriever",
            Self::Prompt => "prompt",
            Self::Parser => "parser",
        }
    }

    /// Whether such a step may work on an input that is still arriving. The others take a whole one, and begin when
    /// it is there.
    pub(crate) fn takes_pieces(self) -> bool {
        match self {
            Self::Chain | Self::Parser => true,
            Self::ChatModel | Self::Llm | Self::Tool | Self::Retriever | Self::Prompt => false,
        }
    }

    /// Whether such runs have stream events. Prompts, tools and retrievers give one whole value, which their end
    /// event carries.
    pub(crate) fn has_stream_events(self) -> bool {
        match self {
            Self::ChatModel | Self::Llm | Self::Chain | Self::Parser => true,
            Self::Tool | Self::Retriever | Self::Prompt => false,
        }
    }
}

impl fmt::Display for RunType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for RunType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What a runnable says about itself: the name, type, tags and metadata of its runs.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Descriptor<'a> {
    /// The name of its runs, unless the caller names them.
    pub name: Cow<'a, str>,
    /// What sort of step it is.
    pub run_type: RunType,
    /// What it is for, in words: what a model is told of it where it is a tool.
    pub description: Option<Cow<'a, str>>,
    /// Tags of its own runs; children do not inherit them.
    pub tags: Cow<'a, [Cow<'a, str>]>,
    /// Metadata of its runs and their children.
    pub metadata: JsonObject,
}

impl<'a> Descriptor<'a> {
    /// A runnable of this name and type.
    pub fn new(name: impl Into<Cow<'a, str>>, run_type: RunType) -> Self {
        let (description, tags, metadata) = (None, Cow::Borrowed(&[][..]), JsonObject::new());
        Self { name: name.into(), run_type, description, tags, metadata }
    }

    /// The same, owning its texts.
    #[must_use]
    pub fn into_owned<'b>(self) -> Descriptor<'b> {
        let tags: Vec<_> = self.tags.iter().map(|tag| Cow::Owned(tag.clone().into_owned())).collect();
        Descriptor {
            name: Cow::Owned(self.name.into_owned()),
            run_type: self.run_type,
            description: self.description.map(|words| Cow::Owned(words.into_owned())),
            tags: Cow::Owned(tags),
            metadata: self.metadata,
        }
    }

    /// Says what it is for; nothing unless set.
    #[must_use]
    pub fn description(mut self, description: impl Into<Cow<'a, str>>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets the tags of its own runs.
    #[must_use]
    pub fn tags(mut self, tags: impl Into<Cow<'a, [Cow<'a, str>]>>) -> Self {
        self.tags = tags.into();
        self
    }

    /// Sets the metadata of its runs.
    #[must_use]
    pub fn metadata(mut self, metadata: JsonObject) -> Self {
        self.metadata = metadata;
        self
    }
}
