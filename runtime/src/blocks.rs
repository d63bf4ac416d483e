//! The content-block protocol: a message as blocks that start, grow and finish.
//!
//! ```text
//! message-start
//!   content-block-start 0 ─▶ content-block-delta 0 … ─┐
//!   content-block-start 1 ─▶ content-block-delta 1 … ─┤
//!                             content-block-finish 0, 1
//! message-finish
//! ```
//!
//! It is LangChain's version 3 of the event protocol for one model call. Blocks are numbered 0, 1, 2, … as they
//! appear, may interleave, and finish together at the end. What the deltas of a block add up to is what its finish
//! carries. A stream that fails ends with its error: what had started is not finished.

mod assemble;

pub(crate) use assemble::Assembler;

use serde::Serialize;

use crate::message::{ContentBlock, JsonObject, MessageId, Usage};

/// One event of the content-block protocol.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockEvent {
    /// The message begins.
    MessageStart {
        /// Always `ai`.
        role: &'static str,
        /// The id of the message.
        id: Option<MessageId>,
        /// `provider` and `model`, where the first chunk names them.
        #[serde(skip_serializing_if = "JsonObject::is_empty")]
        metadata: JsonObject,
    },
    /// A block begins.
    ContentBlockStart {
        /// The number of the block.
        index: usize,
        /// The block without what its deltas bring.
        content: ContentBlock,
    },
    /// A block grows.
    ContentBlockDelta {
        /// The number of the block.
        index: usize,
        /// What is added.
        delta: BlockDelta,
    },
    /// A block is complete.
    ContentBlockFinish {
        /// The number of the block.
        index: usize,
        /// The whole block: arguments of tool calls are parsed.
        content: ContentBlock,
    },
    /// The message is complete.
    MessageFinish {
        /// How many tokens the call used.
        #[serde(skip_serializing_if = "Option::is_none")]
        usage: Option<Usage>,
        /// The response metadata.
        metadata: JsonObject,
    },
}

/// What a block grows by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockDelta {
    /// Text to append.
    TextDelta {
        /// The text.
        text: String,
    },
    /// Reasoning to append.
    ReasoningDelta {
        /// The thought.
        reasoning: String,
    },
    /// A fragment of a tool call's arguments to append.
    ToolCallDelta {
        /// The fragment of JSON text.
        args: String,
    },
    /// Fields to set: citations, a signature, or a whole block of another kind.
    BlockDelta {
        /// The fields.
        fields: JsonObject,
    },
}
