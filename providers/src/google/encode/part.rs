//! Blocks that any role may send: text, pictures, sound, films, files, and those in Google's own form.

use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource, NonStandardBlock};
use serde_json::Value;

use super::super::body::{MediaResolution, Part, Payload};
use super::media_type;
use crate::data_url;
use crate::refusal::Refusal;

/// A block of a human message; nothing for an empty text.
pub(super) fn part(block: &ContentBlock) -> Result<Option<Part<'_>>, Refusal> {
    Ok(match block {
        ContentBlock::Text(text) => (!text.text.is_empty()).then(|| Part::text(text.text.as_str())),
        ContentBlock::PlainText(document) => Some(Part::text(document.text.as_str())),
        ContentBlock::Image(media)
        | ContentBlock::Audio(media)
        | ContentBlock::Video(media)
        | ContentBlock::File(media) => Some(file(media)?),
        ContentBlock::NonStandard(native) => Some(Part::Native(native_value(native)?)),
        other => return Err(Refusal::of_kind(other)),
    })
}

pub(super) fn native_value(block: &NonStandardBlock) -> Result<&Value, Refusal> {
    if block.value.is_object() {
        return Ok(&block.value);
    }
    Err(Refusal::new("a non-standard block is not a part: an object such as `{\"fileData\": …}`"))
}

/// A file: its bytes, or the address or name under which Google finds it.
pub(super) fn file(media: &MediaBlock) -> Result<Part<'_>, Refusal> {
    let mime_type = media.mime_type.as_deref();
    let data = match &media.source {
        MediaSource::Base64(data) => match mime_type {
            Some(mime_type) => Payload::InlineData { mime_type, data },
            None => return Err(Refusal::new("a file in base64 does not say its media type")),
        },
        MediaSource::Url(url) => match data_url::split(url) {
            Some((mime_type, data)) => Payload::InlineData { mime_type, data },
            None => Payload::FileData {
                mime_type: mime_type.or_else(|| media_type::of_address(url)),
                file_uri: url,
            },
        },
        MediaSource::FileId(id) => Payload::FileData { mime_type, file_uri: id },
        _ => return Err(Refusal::new("a file is where it cannot be sent from")),
    };
    let extra = |key: &str| media.extras.get(key);
    let mut part = Part::from(data).signed(extra("signature").and_then(Value::as_str));
    if let Part::Known(part) = &mut part {
        let level = extra("media_resolution").and_then(Value::as_str);
        part.media_resolution = level.map(|level| MediaResolution { level });
        part.video_metadata = extra("video_metadata");
    }
    Ok(part)
}
