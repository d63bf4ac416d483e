//! Blocks that users, applications and tools may send: text, pictures, files, sound, and those in the API's own form.

use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource, NonStandardBlock};
use serde_json::Value;

use super::super::body::{Address, Audio, File, Part};
use super::Refusal;
use crate::openai::media;

/// A part of a message or of a tool's result.
pub(super) fn part(block: &ContentBlock) -> Result<Part<'_>, Refusal> {
    let prompt_cache_breakpoint = block.extra("prompt_cache_breakpoint");
    Ok(match block {
        ContentBlock::Text(text) => Part::InputText { text: &text.text, prompt_cache_breakpoint },
        ContentBlock::PlainText(document) => {
            Part::InputText { text: &document.text, prompt_cache_breakpoint }
        }
        ContentBlock::Image(media) => picture(media)?,
        ContentBlock::File(media) => Part::InputFile(file(media)?),
        ContentBlock::Audio(media) => Part::InputAudio { input_audio: audio(media)? },
        ContentBlock::NonStandard(native) => self::native(native)?,
        other => return Err(Refusal::of_kind(other)),
    })
}

/// Whether something of this type is a part of a message, and not an item of its own.
pub(super) fn is_part(kind: &str) -> bool {
    kind.starts_with("input_") || kind == "image_url"
}

fn native(block: &NonStandardBlock) -> Result<Part<'_>, Refusal> {
    let kind = block.value.get("type").and_then(Value::as_str);
    match kind.ok_or_else(|| Refusal::new("a non-standard block does not say its type"))? {
        "image_url" => chat_picture(&block.value),
        _ => Ok(Part::Native(&block.value)),
    }
}

/// A picture in the form of Chat Completions.
fn chat_picture(value: &Value) -> Result<Part<'_>, Refusal> {
    let Some(url) = value["image_url"]["url"].as_str() else {
        return Err(Refusal::new("a block of type `image_url` has no URL"));
    };
    Ok(Part::InputImage {
        image_url: Some(Address::Url(url)),
        file_id: None,
        detail: value["image_url"].get("detail").filter(|detail| !detail.is_null()),
        prompt_cache_breakpoint: value.get("prompt_cache_breakpoint"),
    })
}

fn picture(media: &MediaBlock) -> Result<Part<'_>, Refusal> {
    let (image_url, file_id) = match &media.source {
        MediaSource::Url(url) => (Some(Address::Url(url)), None),
        MediaSource::FileId(id) => (None, Some(id.as_str())),
        MediaSource::Base64(data) => match &media.mime_type {
            Some(media_type) => (Some(Address::Base64 { media_type, data }), None),
            None => return Err(Refusal::new("a picture in base64 does not say its media type")),
        },
        _ => return Err(Refusal::new("a picture is where it cannot be sent from")),
    };
    let extra = |key: &str| media.extras.get(key);
    let (detail, prompt_cache_breakpoint) = (extra("detail"), extra("prompt_cache_breakpoint"));
    Ok(Part::InputImage { image_url, file_id, detail, prompt_cache_breakpoint })
}

fn file(media: &MediaBlock) -> Result<File<'_>, Refusal> {
    let prompt_cache_breakpoint = media.extras.get("prompt_cache_breakpoint");
    let file = File { prompt_cache_breakpoint, ..File::default() };
    Ok(match &media.source {
        MediaSource::Url(url) => File { file_url: Some(url), ..file },
        MediaSource::FileId(id) => File { file_id: Some(id), ..file },
        MediaSource::Base64(data) => {
            let media_type = media.mime_type.as_deref().unwrap_or("application/pdf");
            let filename = media::file_name(media);
            let file_data = Some(Address::Base64 { media_type, data });
            File { file_data, filename: Some(filename), ..file }
        }
        _ => return Err(Refusal::new("a file is where it cannot be sent from")),
    })
}

fn audio(media: &MediaBlock) -> Result<Audio<'_>, Refusal> {
    let (data, format) = media::sound(media)?;
    Ok(Audio { data, format })
}
