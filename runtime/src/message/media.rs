//! Blocks that carry files: pictures, sound, films, documents.

use serde::{Deserialize, Serialize};

use super::JsonObject;
use super::block::ContentBlock;

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MediaSource {
    /// At an address that the provider can reach.
    Url(String),
    /// Here, in base64.
    Base64(String),
    /// At the provider, under this id.
    FileId(String),
}

/// A file: picture, sound, film or document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediaBlock {
    /// Where the bytes are.
    #[serde(flatten)]
    pub source: MediaSource,
    /// What the bytes are, such as `image/png`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// The id of the block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which block of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields, such as `title`, `context`, `citations` or `cache_control`.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

/// A document that is plain text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlainTextBlock {
    /// The text.
    pub text: String,
    /// What the document is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the model should know about the document, apart from its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// The id of the block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Which block of the message this is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// The provider's own fields, such as `citations` or `cache_control`.
    #[serde(default, skip_serializing_if = "JsonObject::is_empty")]
    pub extras: JsonObject,
}

impl MediaBlock {
    /// A file at an address that the provider can reach.
    pub fn url(url: impl Into<String>) -> Self {
        Self::new(MediaSource::Url(url.into()), None)
    }

    /// A file given in base64, with its media type.
    pub fn base64(mime_type: impl Into<String>, data: impl Into<String>) -> Self {
        Self::new(MediaSource::Base64(data.into()), Some(mime_type.into()))
    }

    /// A file that the provider holds under this id.
    pub fn file_id(id: impl Into<String>) -> Self {
        Self::new(MediaSource::FileId(id.into()), None)
    }

    fn new(source: MediaSource, mime_type: Option<String>) -> Self {
        Self { source, mime_type, id: None, index: None, extras: JsonObject::new() }
    }

    /// The same file with one more field of the provider's own.
    #[must_use]
    pub fn with_extra(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.extras.insert(key.into(), value.into());
        self
    }
}

impl ContentBlock {
    /// A picture at an address that the provider can reach.
    pub fn image_url(url: impl Into<String>) -> Self {
        Self::Image(Box::new(MediaBlock::url(url)))
    }

    /// A picture given in base64, with its media type, such as `image/png`.
    pub fn image_base64(mime_type: impl Into<String>, data: impl Into<String>) -> Self {
        Self::Image(Box::new(MediaBlock::base64(mime_type, data)))
    }

    /// A document given in base64, with its media type, such as `application/pdf`.
    pub fn file_base64(mime_type: impl Into<String>, data: impl Into<String>) -> Self {
        Self::File(Box::new(MediaBlock::base64(mime_type, data)))
    }

    /// A document at an address that the provider can reach.
    pub fn file_url(url: impl Into<String>) -> Self {
        Self::File(Box::new(MediaBlock::url(url)))
    }

    /// A document that is plain text.
    pub fn plain_text(text: impl Into<String>) -> Self {
        Self::PlainText(Box::new(PlainTextBlock { text: text.into(), ..PlainTextBlock::default() }))
    }
}
