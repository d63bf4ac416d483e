//! Blocks of any role but the model's: texts, pictures, documents.

use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource};
use serde_json::{Value, json};

use super::super::body::{Block, ImageUrl};
use crate::data_url;
use crate::refusal::Refusal;

/// A block of a system or human message.
pub(super) fn block(block: &ContentBlock) -> Result<Block<'_>, Refusal> {
    Ok(match block {
        ContentBlock::Text(text) => Block::Text { text: &text.text },
        ContentBlock::PlainText(document) => Block::Text { text: &document.text },
        ContentBlock::Image(media) => Block::ImageUrl { image_url: picture(media)? },
        ContentBlock::NonStandard(native) => Block::Native(&native.value),
        other => return Err(Refusal::of_kind(other)),
    })
}

/// A block of a tool's result, as a document.
pub(super) fn document(block: &ContentBlock) -> Result<Block<'_>, Refusal> {
    Ok(match block {
        ContentBlock::Text(text) => output(&text.text),
        ContentBlock::PlainText(document) => {
            let mut data = json!({ "text": document.text });
            if let Some(title) = &document.title {
                data["title"] = title.as_str().into();
            }
            Block::Document { document: json!({ "data": data }) }
        }
        ContentBlock::NonStandard(native) if native.value.get("type").is_some_and(Value::is_string) => {
            Block::Native(&native.value)
        }
        ContentBlock::NonStandard(native) => Block::Document { document: json!({ "data": native.value }) },
        other => return Err(Refusal::of_kind(other)),
    })
}

/// A text that a tool gave, as a document.
pub(super) fn output(text: &str) -> Block<'static> {
    Block::Document { document: json!({ "data": { "output": text } }) }
}

fn picture(media: &MediaBlock) -> Result<ImageUrl<'_>, Refusal> {
    let url = match (&media.source, &media.mime_type) {
        (MediaSource::Url(url), _) => url.as_str().into(),
        (MediaSource::Base64(data), Some(mime_type)) => data_url::joined(mime_type, data).into(),
        (MediaSource::Base64(_), None) => {
            return Err(Refusal::new("a picture in base64 does not say its media type"));
        }
        _ => return Err(Refusal::new("a picture is where it cannot be sent from")),
    };
    Ok(ImageUrl { url, detail: media.extras.get("detail") })
}
