//! The messages of each role.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::ai::AiMessage;
use super::block::ContentBlock;
use super::content::Content;

/// One message of a conversation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Message {
    /// What the application tells the model about its task.
    System(SystemMessage),
    /// What the user said.
    Human(HumanMessage),
    /// What the model said.
    Ai(AiMessage),
    /// What a tool gave.
    Tool(ToolMessage),
}

/// What the application tells the model about its task.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SystemMessage {
    /// The instructions.
    pub content: Content,
    /// An id of the application's own.
    pub id: Option<String>,
    /// Who speaks, where several do.
    pub name: Option<String>,
}

/// What the user said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HumanMessage {
    /// Text, pictures, files.
    pub content: Content,
    /// An id of the application's own.
    pub id: Option<String>,
    /// Who speaks, where several do.
    pub name: Option<String>,
}

/// What a tool gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ToolMessage {
    /// The result, as the model shall see it.
    pub content: Content,
    /// The call that this answers.
    pub tool_call_id: String,
    /// Whether the tool succeeded.
    pub status: ToolStatus,
    /// The tool's name.
    pub name: Option<String>,
    /// An id of the application's own.
    pub id: Option<String>,
}

/// Whether a tool succeeded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolStatus {
    /// The content is the result.
    #[default]
    Success,
    /// The content says what went wrong.
    Error,
}

impl Message {
    /// A system message.
    pub fn system(content: impl Into<Content>) -> Self {
        Self::System(SystemMessage { content: content.into(), ..SystemMessage::default() })
    }

    /// A human message.
    pub fn human(content: impl Into<Content>) -> Self {
        Self::Human(HumanMessage { content: content.into(), ..HumanMessage::default() })
    }

    /// A message of the model.
    pub fn ai(content: impl Into<Content>) -> Self {
        Self::Ai(AiMessage::new(content))
    }

    /// The result of the tool call with this id.
    pub fn tool(tool_call_id: impl Into<String>, content: impl Into<Content>) -> Self {
        let (content, tool_call_id) = (content.into(), tool_call_id.into());
        Self::Tool(ToolMessage { content, tool_call_id, ..ToolMessage::default() })
    }

    /// The failure of the tool call with this id.
    pub fn tool_error(tool_call_id: impl Into<String>, content: impl Into<Content>) -> Self {
        let (content, tool_call_id) = (content.into(), tool_call_id.into());
        Self::Tool(ToolMessage { content, tool_call_id, status: ToolStatus::Error, ..ToolMessage::default() })
    }

    /// The role in LangChain's word: `system`, `human`, `ai` or `tool`.
    pub fn role(&self) -> &'static str {
        match self {
            Self::System(_) => "system",
            Self::Human(_) => "human",
            Self::Ai(_) => "ai",
            Self::Tool(_) => "tool",
        }
    }

    /// The content.
    pub fn content(&self) -> &Content {
        match self {
            Self::System(message) => &message.content,
            Self::Human(message) => &message.content,
            Self::Ai(message) => &message.content,
            Self::Tool(message) => &message.content,
        }
    }

    /// The text of all text blocks.
    pub fn text(&self) -> Cow<'_, str> {
        self.content().text()
    }

    /// The content blocks, in order.
    pub fn blocks(&self) -> &[ContentBlock] {
        self.content().blocks()
    }
}

impl From<SystemMessage> for Message {
    fn from(message: SystemMessage) -> Self {
        Self::System(message)
    }
}

impl From<HumanMessage> for Message {
    fn from(message: HumanMessage) -> Self {
        Self::Human(message)
    }
}

impl From<AiMessage> for Message {
    fn from(message: AiMessage) -> Self {
        Self::Ai(message)
    }
}

impl From<ToolMessage> for Message {
    fn from(message: ToolMessage) -> Self {
        Self::Tool(message)
    }
}
