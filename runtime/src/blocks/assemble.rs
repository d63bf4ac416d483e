//! Chunks in, block events out. Pure.

use std::collections::VecDeque;

use serde_json::Value;

use super::{BlockDelta, BlockEvent};
use crate::message::{
    Accumulator, AiMessage, AiMessageChunk, ContentBlock, NonStandardBlock, ReasoningBlock,
    ServerToolCallChunk, TextBlock, ToolCallChunk,
};

/// Makes block events of the chunks of one message.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    sum: Accumulator,
    started: bool,
    /// How many blocks of the sum have been announced.
    announced: usize,
}

impl Assembler {
    /// The events of the next chunk.
    pub(crate) fn push(&mut self, chunk: AiMessageChunk, out: &mut VecDeque<BlockEvent>) {
        if !std::mem::replace(&mut self.started, true) {
            out.push_back(message_start(&chunk));
        }
        for piece in self.sum.push_rest(chunk) {
            let index = self.sum.push_block(piece.clone());
            if index >= self.announced {
                self.announced = index + 1;
                out.push_back(BlockEvent::ContentBlockStart { index, content: skeleton(&piece) });
            }
            let set = self.sum.sum().blocks().get(index).and_then(|block| changed(&piece, block));
            let deltas = grown(piece).into_iter().chain(set);
            out.extend(deltas.map(|delta| BlockEvent::ContentBlockDelta { index, delta }));
        }
    }

    /// The events of the end: every block finishes, then the message.
    pub(crate) fn finish(self, out: &mut VecDeque<BlockEvent>) {
        if !self.started {
            return;
        }
        let AiMessage { content, usage, response_metadata, .. } = self.sum.finish();
        out.extend(
            content
                .into_iter()
                .enumerate()
                .map(|(index, content)| BlockEvent::ContentBlockFinish { index, content }),
        );
        out.push_back(BlockEvent::MessageFinish { usage, metadata: response_metadata });
    }
}

fn message_start(chunk: &AiMessageChunk) -> BlockEvent {
    let named = [("provider", "model_provider"), ("model", "model_name")];
    let metadata = named
        .into_iter()
        .filter_map(|(name, key)| Some((name.to_owned(), chunk.metadata(key)?.clone())))
        .collect();
    BlockEvent::MessageStart { role: "ai", id: chunk.id().cloned(), metadata }
}

/// The block without what its deltas bring.
fn skeleton(piece: &ContentBlock) -> ContentBlock {
    match piece {
        ContentBlock::Text(block) => {
            ContentBlock::Text(TextBlock { index: block.index, ..TextBlock::default() })
        }
        ContentBlock::Reasoning(block) => {
            ContentBlock::Reasoning(ReasoningBlock { index: block.index, ..ReasoningBlock::default() })
        }
        ContentBlock::ToolCallChunk(block) => {
            ContentBlock::ToolCallChunk(Box::new(ToolCallChunk { args: String::new(), ..(**block).clone() }))
        }
        ContentBlock::ServerToolCallChunk(block) => {
            ContentBlock::ServerToolCallChunk(Box::new(ServerToolCallChunk {
                args: String::new(),
                ..(**block).clone()
            }))
        }
        ContentBlock::NonStandard(block) => {
            let value =
                block.value.get("type").map_or(Value::Null, |kind| serde_json::json!({ "type": kind }));
            ContentBlock::NonStandard(Box::new(NonStandardBlock {
                value,
                id: block.id.clone(),
                index: block.index,
            }))
        }
        whole => whole.clone(),
    }
}

/// What the piece adds at the end of its block.
fn grown(piece: ContentBlock) -> Option<BlockDelta> {
    match piece {
        ContentBlock::Text(block) => {
            (!block.text.is_empty()).then(|| BlockDelta::TextDelta { text: block.text.into() })
        }
        ContentBlock::Reasoning(block) => (!block.reasoning.is_empty())
            .then(|| BlockDelta::ReasoningDelta { reasoning: block.reasoning.into() }),
        ContentBlock::ToolCallChunk(block) => {
            (!block.args.is_empty()).then_some(BlockDelta::ToolCallDelta { args: block.args })
        }
        ContentBlock::ServerToolCallChunk(block) => {
            (!block.args.is_empty()).then_some(BlockDelta::ToolCallDelta { args: block.args })
        }
        _ => None,
    }
}

/// The fields that the piece sets, as they are now in the whole block: they replace what was set before.
fn changed(piece: &ContentBlock, block: &ContentBlock) -> Option<BlockDelta> {
    let sets_fields = match piece {
        ContentBlock::Text(piece) => piece.more.is_some(),
        ContentBlock::Reasoning(piece) => piece.more.is_some(),
        ContentBlock::NonStandard(_) => true,
        _ => false,
    };
    if !sets_fields {
        return None;
    }
    let Ok(Value::Object(mut fields)) = serde_json::to_value(block) else { return None };
    for grown in ["type", "index", "text", "reasoning"] {
        fields.remove(grown);
    }
    Some(BlockDelta::BlockDelta { fields })
}
