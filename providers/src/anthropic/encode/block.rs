//! Blocks that any role may send: text, pictures, documents, and those in Anthropic's own form.

use std::borrow::Cow;

use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource, NonStandardBlock, PlainTextBlock};
use serde_json::Value;

use super::super::body::{Block, Document, Source};
use crate::data_url;
use crate::refusal::Refusal;

/// A block of a human message or of a tool's result; nothing for a text that the API would refuse as blank.
pub(super) fn block(block: &ContentBlock) -> Result<Option<Block<'_>>, Refusal> {
    let cache_control = block.extra("cache_control");
    Ok(Some(match block {
        ContentBlock::Text(text) if text.text.trim().is_empty() => return Ok(None),
        ContentBlock::Text(text) => Block::Text { text: &text.text, citations: Vec::new(), cache_control },
        ContentBlock::Image(media) => Block::Image { source: picture(media)?, cache_control },
        ContentBlock::File(media) => Block::Document(document(media)?),
        ContentBlock::PlainText(document) => Block::Document(plain_document(document)),
        ContentBlock::NonStandard(native) => Block::Native(native_value(native)?),
        other => return Err(Refusal::of_kind(other)),
    }))
}

/// A block of a system message: text, or what only Anthropic has.
pub(super) fn instruction(block: &ContentBlock) -> Result<Option<Block<'_>>, Refusal> {
    match block {
        ContentBlock::Text(_) | ContentBlock::NonStandard(_) => self::block(block),
        other => Err(Refusal::of_kind(other)),
    }
}

pub(super) fn native_value(block: &NonStandardBlock) -> Result<&Value, Refusal> {
    if block.value.get("type").is_some_and(Value::is_string) {
        return Ok(&block.value);
    }
    Err(Refusal::new("a non-standard block does not say its type"))
}

fn picture(media: &MediaBlock) -> Result<Source<'_>, Refusal> {
    Ok(match &media.source {
        MediaSource::Url(url) => match data_url::split(url) {
            Some((media_type, data)) => Source::Base64 { media_type, data },
            None => Source::Url { url },
        },
        MediaSource::Base64(data) => match &media.mime_type {
            Some(media_type) => Source::Base64 { media_type, data },
            None => return Err(Refusal::new("a picture in base64 does not say its media type")),
        },
        MediaSource::FileId(file_id) => Source::File { file_id },
        _ => return Err(Refusal::new("a picture is where it cannot be sent from")),
    })
}

fn document(media: &MediaBlock) -> Result<Document<'_>, Refusal> {
    let source = match &media.source {
        MediaSource::Url(url) => Source::Url { url },
        MediaSource::FileId(file_id) => Source::File { file_id },
        MediaSource::Base64(data) => {
            Source::Base64 { media_type: media.mime_type.as_deref().unwrap_or("application/pdf"), data }
        }
        _ => return Err(Refusal::new("a document is where it cannot be sent from")),
    };
    let extra = |key: &str| media.extras.get(key);
    Ok(Document {
        source,
        title: extra("title").map(Cow::Borrowed),
        context: extra("context").map(Cow::Borrowed),
        citations: extra("citations"),
        cache_control: extra("cache_control"),
    })
}

fn plain_document(document: &PlainTextBlock) -> Document<'_> {
    let extra = |key: &str| document.extras.get(key);
    let own = |text: &Option<String>| text.as_deref().map(|text| Cow::Owned(Value::from(text)));
    Document {
        source: Source::Text { media_type: "text/plain", data: &document.text },
        title: own(&document.title).or(extra("title").map(Cow::Borrowed)),
        context: own(&document.context).or(extra("context").map(Cow::Borrowed)),
        citations: extra("citations"),
        cache_control: extra("cache_control"),
    }
}
