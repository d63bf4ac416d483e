//! The parts of a content: text, pictures, documents, sound, films, and those in the host's own form.

use runnable::ContentBlock;
use runnable::message::{MediaBlock, MediaSource};

use super::super::body::{File, ImageUrl, InputAudio, Marks, Part, VideoUrl};
use super::super::media;
use crate::refusal::Refusal;

/// A block of a human message or of a tool's result.
pub(super) fn part(block: &ContentBlock) -> Result<Part<'_>, Refusal> {
    Ok(match block {
        ContentBlock::Text(text) => Part::Text { text: &text.text, marks: marks(block) },
        ContentBlock::PlainText(document) => Part::Text { text: &document.text, marks: marks(block) },
        ContentBlock::Image(image) => {
            let url = media::address(image, "a picture")?;
            let image_url = ImageUrl { url, detail: image.extras.get("detail") };
            Part::ImageUrl { image_url, marks: marks(block) }
        }
        ContentBlock::Video(film) => {
            Part::VideoUrl { video_url: VideoUrl { url: media::address(film, "a film")? } }
        }
        ContentBlock::Audio(sound) => {
            let (data, format) = media::sound(sound)?;
            Part::InputAudio { input_audio: InputAudio { data, format }, marks: marks(block) }
        }
        ContentBlock::File(document) => Part::File { file: file(document)?, marks: marks(block) },
        ContentBlock::NonStandard(native) => Part::Native(&native.value),
        other => return Err(Refusal::of_kind(other)),
    })
}

/// A block of a system message.
pub(super) fn instruction(block: &ContentBlock) -> Result<Part<'_>, Refusal> {
    match block {
        ContentBlock::Text(_) | ContentBlock::NonStandard(_) => part(block),
        other => Err(Refusal::of_kind(other)),
    }
}

pub(super) fn marks(block: &ContentBlock) -> Marks<'_> {
    Marks {
        prompt_cache_breakpoint: block.extra("prompt_cache_breakpoint"),
        cache_control: block.extra("cache_control"),
    }
}

fn file(document: &MediaBlock) -> Result<File<'_>, Refusal> {
    match &document.source {
        MediaSource::Base64(data) => Ok(File::Bytes {
            file_data: media::data_url(document, data, "a document")?,
            filename: media::file_name(document),
        }),
        MediaSource::FileId(file_id) => Ok(File::Id { file_id }),
        _ => Err(Refusal::new("Chat Completions take a document in base64 or by its id, not by its address")),
    }
}
