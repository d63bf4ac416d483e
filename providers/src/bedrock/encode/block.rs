//! Blocks of any role: texts, files, and those in Bedrock's own form.

use std::borrow::Cow;
use std::collections::HashMap;

use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource, PlainTextBlock};
use serde_json::{Value, json};

use super::super::body::{Block, Document, Media, Source};
use crate::data_url;
use crate::refusal::Refusal;

/// How often a document's name was used: the API refuses the same name twice.
pub(super) type Names = HashMap<String, u32>;

/// A block of a system or human message, or of a tool's result; nothing for a blank text, which the API would refuse.
pub(super) fn block<'a>(block: &'a ContentBlock, names: &mut Names) -> Result<Option<Block<'a>>, Refusal> {
    Ok(Some(match block {
        ContentBlock::Text(text) if text.text.trim().is_empty() => return Ok(None),
        ContentBlock::Text(text) => Block::Text(Cow::Borrowed(&text.text)),
        ContentBlock::Image(media) => Block::Image(self::media(media, "image")?),
        ContentBlock::Audio(media) => Block::Audio(self::media(media, "audio")?),
        ContentBlock::Video(media) => Block::Video(self::media(media, "video")?),
        ContentBlock::File(media) => Block::Document(document(media, names)?),
        ContentBlock::PlainText(document) => Block::Document(plain_document(document, names)),
        ContentBlock::NonStandard(native) => Block::Native(&native.value),
        other => return Err(Refusal::of_kind(other)),
    }))
}

/// The point up to which a conversation is cached, from the `cache_control` of the block before it.
pub(super) fn cache_point(control: &Value) -> Value {
    match control.get("ttl").filter(|ttl| *ttl != "5m") {
        Some(ttl) => json!({"type": "default", "ttl": ttl}),
        None => json!({"type": "default"}),
    }
}

fn media<'a>(media: &'a MediaBlock, kind: &str) -> Result<Media<'a>, Refusal> {
    let (mime_type, source) = source(media)?;
    let format = mime_type.and_then(|mime_type| mime_type.strip_prefix(kind)?.strip_prefix('/'));
    let format = match format {
        Some(format) => known_format(format),
        None => extension(media).ok_or_else(|| {
            Refusal::new(format!("the media type of a block of type `{kind}` is missing, or another one's"))
        })?,
    };
    Ok(Media { format: format.into(), source })
}

/// The media type and where the bytes are. The API takes bytes, or what is stored at Amazon.
fn source(media: &MediaBlock) -> Result<(Option<&str>, Source<'_>), Refusal> {
    let mime_type = media.mime_type.as_deref();
    match &media.source {
        MediaSource::Base64(data) => Ok((mime_type, Source::Bytes(data))),
        MediaSource::Url(uri) if uri.starts_with("s3://") => Ok((mime_type, Source::S3Location { uri })),
        MediaSource::Url(url) => match data_url::split(url) {
            Some((mime_type, data)) => Ok((Some(mime_type), Source::Bytes(data))),
            None => Err(Refusal::new("a file must be here in base64, or at an `s3://` address")),
        },
        _ => Err(Refusal::new("a file is where it cannot be sent from")),
    }
}

/// The second half of a media type, as the API calls the format.
fn known_format(format: &str) -> &str {
    match format {
        "jpg" => "jpeg",
        "x-matroska" => "mkv",
        "quicktime" => "mov",
        "x-flv" => "flv",
        "x-ms-wmv" => "wmv",
        "3gpp" => "three_gp",
        "x-wav" | "wave" => "wav",
        other => other,
    }
}

/// The end of an address, which says the format where no media type does.
fn extension(media: &MediaBlock) -> Option<&str> {
    match &media.source {
        MediaSource::Url(url) => url.rsplit_once('.').map(|(_, extension)| known_format(extension)),
        _ => None,
    }
}

fn document<'a>(media: &'a MediaBlock, names: &mut Names) -> Result<Document<'a>, Refusal> {
    let (mime_type, source) = source(media)?;
    let format = match mime_type {
        Some(mime_type) => document_format(mime_type)
            .ok_or_else(|| Refusal::new(format!("a document of type `{mime_type}` cannot be sent")))?,
        None => extension(media).unwrap_or("pdf"),
    };
    let extra = |key: &str| media.extras.get(key);
    let name = ["name", "filename", "title"].into_iter().find_map(|key| extra(key)?.as_str());
    Ok(Document {
        format: format.into(),
        name: unique(name.unwrap_or("document"), names),
        source,
        context: extra("context").map(Cow::Borrowed),
        citations: extra("citations"),
    })
}

fn document_format(mime_type: &str) -> Option<&str> {
    Some(match mime_type {
        "application/pdf" => "pdf",
        "text/csv" => "csv",
        "application/msword" => "doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "text/html" => "html",
        "text/markdown" => "md",
        text if text.starts_with("text/") || text == "application/xml" => "txt",
        _ => return None,
    })
}

fn plain_document<'a>(document: &'a PlainTextBlock, names: &mut Names) -> Document<'a> {
    let context = document.context.as_deref().map(|context| Cow::Owned(Value::from(context)));
    Document {
        format: "txt".into(),
        name: unique(document.title.as_deref().unwrap_or("document"), names),
        source: Source::Text(&document.text),
        context: context.or(document.extras.get("context").map(Cow::Borrowed)),
        citations: document.extras.get("citations"),
    }
}

/// The name, without characters that the API refuses; behind it a number, where it was used before.
fn unique(name: &str, names: &mut Names) -> String {
    let is_taken = |character: char| character.is_ascii_alphanumeric() || " -()[]".contains(character);
    let name: String =
        name.chars().map(|character| if is_taken(character) { character } else { '-' }).collect();
    let name = name.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let times = names.entry(name.clone()).or_insert(0);
    *times += 1;
    if *times == 1 { name } else { format!("{name}-{times}") }
}
