//! Spoken words, in pieces that can be joined.
//!
//! The host sends bytes in base64, each piece on its own. Pieces of a block are joined as texts, so each one given here
//! holds a multiple of three bytes, and what is left waits for the next.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource};

use super::super::wire::Audio;
use crate::dialect::Malformed;

/// The sound of a message so far.
#[derive(Debug, Default)]
pub(super) struct Sound {
    media_type: Option<String>,
    /// Up to two bytes.
    rest: Vec<u8>,
    has_begun: bool,
}

impl Sound {
    /// Sound in this format, in OpenAI's word.
    pub(super) fn new(format: Option<&str>) -> Self {
        let media_type = format.map(|format| match format {
            "mp3" => "audio/mpeg".to_owned(),
            "pcm16" => "audio/pcm".to_owned(),
            other => format!("audio/{other}"),
        });
        Self { media_type, ..Self::default() }
    }

    /// The next piece. The words are among the extras, as `transcript`.
    pub(super) fn piece(&mut self, audio: Audio<'_>) -> Result<Option<ContentBlock>, Malformed> {
        let Audio { id, data, transcript, expires_at } = audio;
        let data = data.map(|data| self.joinable(&data)).transpose()?.unwrap_or_default();
        let transcript = transcript.filter(|transcript| !transcript.is_empty());
        if data.is_empty() && transcript.is_none() && id.is_none() && expires_at.is_none() {
            return Ok(None);
        }
        let mut media = self.media(data);
        media.id = id.map(String::from);
        if let Some(transcript) = transcript {
            media = media.with_extra("transcript", String::from(transcript));
        }
        if let Some(expires_at) = expires_at {
            media = media.with_extra("expires_at", expires_at);
        }
        self.has_begun = true;
        Ok(Some(ContentBlock::Audio(Box::new(media))))
    }

    /// What is left: the message is complete.
    pub(super) fn close(&mut self) -> Option<ContentBlock> {
        let rest = std::mem::take(&mut self.rest);
        let is_left = self.has_begun && !rest.is_empty();
        is_left.then(|| ContentBlock::Audio(Box::new(self.media(STANDARD.encode(rest)))))
    }

    fn media(&self, data: String) -> MediaBlock {
        let mut media = MediaBlock::base64("", data);
        media.mime_type.clone_from(&self.media_type);
        debug_assert!(matches!(media.source, MediaSource::Base64(_)));
        media
    }

    fn joinable(&mut self, data: &str) -> Result<String, Malformed> {
        let bytes = STANDARD.decode(data).map_err(|_| Malformed::missing("audio.data"))?;
        self.rest.extend(bytes);
        let rest = self.rest.split_off(self.rest.len() - self.rest.len() % 3);
        let whole = std::mem::replace(&mut self.rest, rest);
        Ok(STANDARD.encode(whole))
    }
}
