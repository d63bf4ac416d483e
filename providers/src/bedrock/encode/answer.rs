//! Blocks that the model made, as it made them.
//!
//! What another provider's model made keeps what every model has: text, and calls of the caller's tools.

use std::borrow::Cow;

use runnable::message::{Annotation, ReasoningBlock, ServerToolCall, ServerToolResult, TextBlock};
use runnable::{AiMessage, ContentBlock, JsonObject};
use serde_json::{Value, json};

use super::super::body::{Block, Cited, CitedText, Reasoning, ToolResult, ToolUse};
use super::super::names::{camel_keys, vendor};
use crate::origin;
use crate::refusal::Refusal;

/// The names of the blocks that the API knows.
const NATIVE: [&str; 15] = [
    "audio",
    "cachePoint",
    "citationsContent",
    "document",
    "guardContent",
    "image",
    "json",
    "reasoningContent",
    "searchResult",
    "text",
    "toolAddition",
    "toolRemoval",
    "toolResult",
    "toolUse",
    "video",
];

/// Models that take thoughts back without a signature.
const TAKE_UNSIGNED: [&str; 5] = ["openai.gpt-oss", "amazon.nova-2", "deepseek.v3", "minimax", "kimi"];

/// Where an answer is from, and where it goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    /// Whether the message is one of this provider's. One that does not say is taken to be.
    is_ours: bool,
    /// Whether the thoughts are those of a model of the same maker.
    keeps_thoughts: bool,
    model: &'a str,
}

impl<'a> Origin<'a> {
    pub(super) fn of(message: &AiMessage, provider: &str, model: &'a str) -> Self {
        let is_ours = origin::is_by(message, &[provider, "bedrock_converse"]);
        let makers = (message.model_name().and_then(vendor), vendor(model));
        let is_same = !matches!(makers, (Some(maker), Some(asked)) if maker != asked);
        // Nova of the first version and DeepSeek R1 refuse every thought.
        let is_refused = model.contains("deepseek.r1") || model.contains("nova") && !model.contains("nova-2");
        Self { is_ours, keeps_thoughts: is_ours && is_same && !is_refused, model }
    }

    /// A block of the model's; nothing for one that is left out.
    pub(super) fn block<'b>(self, block: &'b ContentBlock) -> Result<Option<Block<'b>>, Refusal> {
        Ok(match block {
            ContentBlock::Text(text) => self.text(text),
            ContentBlock::Reasoning(thought) => self.reasoning(thought),
            ContentBlock::ToolCall(call) => {
                let Some(id) = call.id.as_deref() else {
                    return Err(Refusal::new(format!("the call of `{}` has no id", call.name)));
                };
                Some(tool_use(id, &call.name, Cow::Borrowed(&call.args), None))
            }
            ContentBlock::ToolCallChunk(chunk) => {
                unfinished(chunk.id.as_deref(), chunk.name.as_deref(), &chunk.args)
            }
            ContentBlock::InvalidToolCall(call) => {
                unfinished(call.id.as_deref(), call.name.as_deref(), &call.args)
            }
            ContentBlock::ServerToolCall(call) => self.is_ours.then(|| server_tool_use(call)),
            ContentBlock::ServerToolResult(result) => self.is_ours.then(|| server_tool_result(result)),
            ContentBlock::NonStandard(native) if is_native(&native.value) => {
                Some(Block::Native(&native.value))
            }
            ContentBlock::NonStandard(_) => None,
            other => return Err(Refusal::of_kind(other)),
        })
    }

    fn text(self, text: &TextBlock) -> Option<Block<'_>> {
        if text.text.trim().is_empty() {
            return None;
        }
        let annotations = if self.is_ours { text.annotations() } else { &[] };
        let citations: Vec<_> = annotations.iter().filter_map(citation).collect();
        if citations.is_empty() {
            return Some(Block::Text(Cow::Borrowed(&text.text)));
        }
        Some(Block::CitationsContent(Cited { content: [CitedText { text: &text.text }], citations }))
    }

    /// A thought is sent with its signature, or to a model that needs none, or not at all.
    fn reasoning(self, thought: &ReasoningBlock) -> Option<Block<'_>> {
        if !self.keeps_thoughts {
            return None;
        }
        let extras = thought.more.as_ref().map(|more| &more.extras);
        let redacted = extras.and_then(|extras| extras.get("redacted_content")?.as_str());
        if let Some(redacted) = redacted.filter(|redacted| !redacted.is_empty()) {
            return Some(Block::ReasoningContent(Reasoning::RedactedContent(redacted)));
        }
        let signature = thought.signature().filter(|signature| !signature.is_empty());
        let takes_unsigned = TAKE_UNSIGNED.iter().any(|model| self.model.contains(model));
        let is_sent = signature.is_some() || takes_unsigned && !thought.reasoning.is_empty();
        let text = &thought.reasoning;
        is_sent.then_some(Block::ReasoningContent(Reasoning::ReasoningText { text, signature }))
    }
}

fn tool_use<'a>(
    tool_use_id: &'a str,
    name: &'a str,
    input: Cow<'a, Value>,
    kind: Option<&'static str>,
) -> Block<'a> {
    Block::ToolUse(ToolUse { tool_use_id, name, input, kind })
}

/// A call whose arguments are not an object is sent without them: its result says what was wrong.
fn unfinished<'a>(id: Option<&'a str>, name: Option<&'a str>, args: &str) -> Option<Block<'a>> {
    let input = serde_json::from_str(args).ok().filter(Value::is_object);
    let input = input.unwrap_or_else(|| Value::Object(JsonObject::new()));
    Some(tool_use(id?, name?, Cow::Owned(input), None))
}

fn server_tool_use(call: &ServerToolCall) -> Block<'_> {
    tool_use(&call.id, &call.name, Cow::Borrowed(&call.args), Some("server_tool_use"))
}

fn server_tool_result(result: &ServerToolResult) -> Block<'_> {
    let content = result.output.as_array().into_iter().flatten().map(Block::Native);
    Block::ToolResult(ToolResult {
        tool_use_id: &result.tool_call_id,
        content: content.collect(),
        status: &result.status,
        kind: result.extras.get("block_type"),
    })
}

/// A citation in Bedrock's own form. One of a search result cannot be sent back: the API leaves out of it what the
/// model needs.
fn citation(annotation: &Annotation) -> Option<Value> {
    let mut citation = camel_keys(Value::Object(annotation.extras.clone()));
    if citation["location"].get("searchResultLocation").is_some() || citation.get("location").is_none() {
        return None;
    }
    if let Some(title) = &annotation.title {
        citation["title"] = title.as_str().into();
    }
    if let Some(words) = &annotation.cited_text {
        citation["sourceContent"] = json!([{ "text": words }]);
    }
    Some(citation)
}

fn is_native(value: &Value) -> bool {
    let fields = value.as_object();
    fields.is_some_and(|fields| fields.len() == 1 && fields.keys().all(|key| NATIVE.contains(&key.as_str())))
}
