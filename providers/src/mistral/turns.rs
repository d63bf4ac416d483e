//! Messages, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | text alone | `content`, a string |
//! | pictures, documents, files, sound | `image_url`, `document_url`, `file`, `input_audio`; base64 as a data URL, but for sound |
//! | thoughts of a Mistral model | `thinking`; those of others are left out |
//! | a call, and its result | `tool_calls`; a `tool` message. An id that the API would refuse is replaced in both |
//! | an answer that is the last message | the same with `prefix`: the model goes on with it |

use std::borrow::Cow;

use runnable::message::{
    AiMessage, Content as OurContent, MediaBlock, MediaSource, NonStandardBlock, ReasoningBlock, ToolMessage,
};
use runnable::{ContentBlock, Message, Result};
use serde_json::Value;

use super::body::{Call, CalledFunction, Content, Image, Piece, Thought, Turn};
use super::id;
use crate::arguments::spaced;
use crate::data_url;
use crate::dialect::Request;
use crate::origin;
use crate::refusal::{self, Refusal};

pub(super) fn turns<'a>(request: &Request<'a>) -> Result<Vec<Turn<'a>>> {
    let last = request.messages.len().saturating_sub(1);
    let messages = request.messages.iter().enumerate();
    messages
        .map(|(position, message)| match message {
            Message::System(message) => Ok(Turn::new("system", content(position, &message.content)?)),
            Message::Human(message) => Ok(Turn::new("user", content(position, &message.content)?)),
            Message::Tool(message) => result(position, message),
            Message::Ai(message) => {
                let turn = answer(message, request.host.name);
                Ok(Turn { prefix: position == last, ..turn })
            }
            _ => Err(refusal::unknown_role(position, "Mistral")),
        })
        .collect()
}

fn content(position: usize, content: &OurContent) -> Result<Content<'_>> {
    if let Some(text) = content.as_plain_text() {
        return Ok(Content::Text(text.into()));
    }
    let pieces = content.blocks().iter().enumerate().map(|(number, block)| {
        piece(block).ok_or_else(|| {
            let reason = format!("a block of type `{}` that Mistral does not take", block.kind());
            Refusal::new(reason).at(position, number)
        })
    });
    pieces.collect::<Result<_>>().map(Content::Pieces)
}

/// A piece of what is said to the model; nothing for one that it does not take.
fn piece(block: &ContentBlock) -> Option<Piece<'_>> {
    Some(match block {
        ContentBlock::Text(text) => Piece::Text { text: &text.text },
        ContentBlock::PlainText(document) => Piece::Text { text: &document.text },
        ContentBlock::Image(media) => {
            let detail = media.extras.get("detail");
            Piece::ImageUrl { image_url: Image { url: url(media, "image/png")?, detail } }
        }
        ContentBlock::File(media) => match &media.source {
            MediaSource::FileId(file_id) => Piece::File { file_id },
            _ => Piece::DocumentUrl {
                document_url: url(media, "application/pdf")?,
                document_name: media.extras.get("title").or_else(|| media.extras.get("filename")),
            },
        },
        ContentBlock::Audio(media) => match &media.source {
            MediaSource::Base64(data) => Piece::InputAudio { input_audio: data },
            MediaSource::Url(url) => Piece::InputAudio { input_audio: url },
            _ => return None,
        },
        ContentBlock::NonStandard(native) => Piece::Native(native_value(native)?),
        _ => return None,
    })
}

/// Where a file is; one in base64 is its own address.
fn url<'a>(media: &'a MediaBlock, default_type: &str) -> Option<Cow<'a, str>> {
    match &media.source {
        MediaSource::Url(url) => Some(url.into()),
        MediaSource::Base64(data) => {
            let media_type = media.mime_type.as_deref().unwrap_or(default_type);
            Some(data_url::joined(media_type, data).into())
        }
        _ => None,
    }
}

fn native_value(block: &NonStandardBlock) -> Option<&Value> {
    block.value.get("type").is_some_and(Value::is_string).then_some(&block.value)
}

fn result(position: usize, message: &ToolMessage) -> Result<Turn<'_>> {
    let turn = Turn::new("tool", content(position, &message.content)?);
    let tool_call_id = Some(id::accepted(&message.tool_call_id));
    Ok(Turn { name: message.name.as_deref(), tool_call_id, ..turn })
}

/// What the model said: text, thoughts and calls. What only other providers have is left out.
fn answer<'a>(message: &'a AiMessage, provider: &str) -> Turn<'a> {
    let is_ours = origin::is_by(message, &[provider, "mistralai"]);
    let pieces = message.blocks().iter().filter_map(|block| match block {
        ContentBlock::Text(text) if !text.text.is_empty() => Some(Piece::Text { text: &text.text }),
        ContentBlock::Reasoning(thought) if is_ours => thinking(thought),
        ContentBlock::NonStandard(native) if is_ours => native_value(native).map(Piece::Native),
        _ => None,
    });
    let pieces: Vec<_> = pieces.collect();
    let is_text = pieces.iter().all(|piece| matches!(piece, Piece::Text { .. }));
    let content = if is_text { Content::Text(message.text()) } else { Content::Pieces(pieces) };
    let tool_calls = message.blocks().iter().filter_map(call).collect();
    Turn { tool_calls, ..Turn::new("assistant", content) }
}

fn thinking(thought: &ReasoningBlock) -> Option<Piece<'_>> {
    let text = thought.reasoning.as_str();
    (!text.is_empty())
        .then(|| Piece::Thinking { thinking: [Thought { text }], signature: thought.signature() })
}

fn call(block: &ContentBlock) -> Option<Call<'_>> {
    let (id, name, arguments) = match block {
        ContentBlock::ToolCall(call) => {
            (&call.id, call.name.as_str(), Cow::Owned(spaced(&call.args.to_string())))
        }
        ContentBlock::ToolCallChunk(call) => (&call.id, call.name.as_deref()?, Cow::Borrowed(&*call.args)),
        ContentBlock::InvalidToolCall(call) => (&call.id, call.name.as_deref()?, Cow::Borrowed(&*call.args)),
        _ => return None,
    };
    let id = id.as_deref().map(id::accepted);
    Some(Call { id, kind: "function", function: CalledFunction { name, arguments } })
}
