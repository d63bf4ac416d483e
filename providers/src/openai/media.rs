//! Pictures, documents and sound, as both of OpenAI's APIs name them.

use std::borrow::Cow;

use runnable::message::{MediaBlock, MediaSource};
use serde_json::Value;

use crate::data_url;
use crate::refusal::Refusal;

/// What a document is called that has no name: OpenAI wants one.
const NAMELESS: &str = "document";

/// The address of a picture; one that is here in base64 is an address too.
pub(crate) fn address<'a>(media: &'a MediaBlock, what: &str) -> Result<Cow<'a, str>, Refusal> {
    match &media.source {
        MediaSource::Url(url) => Ok(Cow::Borrowed(url)),
        MediaSource::Base64(data) => data_url(media, data, what).map(Cow::Owned),
        _ => Err(Refusal::new(format!("{what} is where it cannot be sent from"))),
    }
}

/// The address that holds these base64 bytes itself.
pub(crate) fn data_url(media: &MediaBlock, data: &str, what: &str) -> Result<String, Refusal> {
    match &media.mime_type {
        Some(media_type) => Ok(data_url::joined(media_type, data)),
        None => Err(Refusal::new(format!("{what} in base64 does not say its media type"))),
    }
}

/// What a document is called.
pub(crate) fn file_name(media: &MediaBlock) -> &str {
    let name = ["filename", "title"].iter().find_map(|key| media.extras.get(*key).and_then(Value::as_str));
    name.unwrap_or(NAMELESS)
}

/// The bytes of a sound in base64, and their format in OpenAI's word: `wav` or `mp3`.
pub(crate) fn sound(media: &MediaBlock) -> Result<(&str, &str), Refusal> {
    let MediaSource::Base64(data) = &media.source else {
        return Err(Refusal::new("sound is sent in base64"));
    };
    match media.mime_type.as_deref() {
        Some("audio/mpeg") => Ok((data, "mp3")),
        Some("audio/x-wav" | "audio/wave") => Ok((data, "wav")),
        Some(media_type) => Ok((data, media_type.rsplit('/').next().unwrap_or(media_type))),
        None => Err(Refusal::new("sound in base64 does not say its media type")),
    }
}
