//! What goes into a model and what comes out of it.
//!
//! | file | what |
//! |---|---|
//! | `block` | one content block, in LangChain's standard form |
//! | `media`, `tool` | the blocks that carry files and tool calls |
//! | `content` | a list of blocks that is plain text most of the time |
//! | `roles`, `messages` | the messages of each role, and a conversation |
//! | `ai` | the model's finished message |
//! | `chunk` | a piece of it, and the sum `+` |
//! | `merge` | the merge law: which pieces belong together |
//! | `accumulator` | the sum of many pieces, in time linear in their length |
//! | `usage` | token counts |

mod accumulator;
mod ai;
mod block;
mod chunk;
mod content;
mod dump;
mod id;
mod media;
mod merge;
mod messages;
mod roles;
mod tool;
mod usage;

pub use accumulator::Accumulator;
pub use ai::AiMessage;
pub use block::{Annotation, BlockDetails, ContentBlock, NonStandardBlock, ReasoningBlock, TextBlock};
pub use chunk::AiMessageChunk;
pub use content::Content;
pub use id::MessageId;
pub use media::{MediaBlock, MediaSource, PlainTextBlock};
pub use messages::Messages;
pub use roles::{HumanMessage, Message, SystemMessage, ToolMessage, ToolStatus};
pub use tool::{
    InvalidToolCall, ServerToolCall, ServerToolCallChunk, ServerToolResult, ToolCall, ToolCallChunk,
};
pub use usage::{TokenDetails, Usage};

/// A JSON object: metadata, tool arguments, a provider's own fields.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;
