//! An answer whose head has come: in pieces or at once, as its head says.

use std::sync::Arc;

use runnable::{AiMessageChunk, Error, ErrorKind, Messages, Result};

use super::body::{Body, Ended};
use super::send::{self, Opened, first_words};
use super::settings::Settings;
use crate::decode::{Facts, StreamDecoder};
use crate::dialect::Dialect;
use crate::framing::Framing;
use crate::http::Headers;

/// The largest answer that is read at once, and how much of one is that nobody expected, in bytes.
const LARGEST_ANSWER: usize = 64 << 20;
const READ_OF_UNEXPECTED: usize = 1 << 10;

/// An answer of a model.
pub(super) enum Answer<D: Dialect> {
    Streamed(Body, Box<StreamDecoder<D>>),
    Whole(AiMessageChunk),
}

/// What the body of a response is.
enum Form {
    Streamed,
    Whole,
    Unexpected(String),
}

/// Asks the model and waits until its answer begins; for one that comes at once, until it is there.
pub(super) async fn ask<D: Dialect>(
    settings: Arc<Settings<D>>,
    input: Messages,
    is_streamed: bool,
) -> Result<Answer<D>> {
    let prepared = settings.prepare(&input, is_streamed)?;
    drop(input);
    let Opened { headers, facts, body } = send::open(&settings, prepared).await?;
    if let Some(coding) = compression(&headers) {
        let text = format!("the answer is compressed with {coding}, which nobody asked for");
        return Err(facts.error(ErrorKind::Protocol, text));
    }
    let framing = settings.dialect.framing();
    match form(framing, &headers, is_streamed) {
        Form::Streamed => {
            let decoder = StreamDecoder::of_response(&settings.dialect, facts);
            Ok(Answer::Streamed(body, Box::new(decoder)))
        }
        Form::Whole => whole(&settings.dialect, &facts, body).await.map(Answer::Whole),
        Form::Unexpected(media_type) => {
            let expected = if is_streamed { framing.media_type() } else { "application/json" };
            Err(unexpected(&facts, &media_type, body, expected).await)
        }
    }
}

fn compression(headers: &Headers) -> Option<&str> {
    headers.get("content-encoding").map(str::trim).filter(|coding| !coding.eq_ignore_ascii_case("identity"))
}

fn form(framing: Framing, headers: &Headers, is_streamed: bool) -> Form {
    let media_type = headers.get("content-type").and_then(|value| value.split(';').next());
    match media_type.map(|media_type| media_type.trim().to_ascii_lowercase()) {
        None if is_streamed => Form::Streamed,
        None => Form::Whole,
        Some(media_type) if framing.is_media_type(&media_type, is_streamed) => Form::Streamed,
        Some(media_type) if media_type == "application/json" => Form::Whole,
        Some(media_type) => Form::Unexpected(media_type),
    }
}

async fn whole<D: Dialect>(dialect: &D, facts: &Facts, body: Body) -> Result<AiMessageChunk> {
    let bytes = match body.beginning(LARGEST_ANSWER).await {
        (bytes, None) => bytes,
        (_, Some(Ended::Failed(error))) => return Err(facts.describe(error)),
        (_, Some(Ended::TooLong)) => {
            let text = format!("the answer is longer than {LARGEST_ANSWER} bytes");
            return Err(facts.error(ErrorKind::Protocol, text));
        }
    };
    let body = String::from_utf8_lossy(&bytes);
    let mut chunk = dialect.whole(&body, &facts.host).map_err(|malformed| match dialect.failure(&body) {
        Some(failure) => facts.provider_error(failure),
        None if malformed.is_cut() => {
            let text = format!("the answer ended at byte {}, before it was complete", bytes.len());
            facts.error(ErrorKind::Truncated, text)
        }
        None => {
            let text = "the answer is not what the wire format says".to_owned();
            facts.error(ErrorKind::Protocol, text).with_source(malformed)
        }
    })?;
    facts.name_model(&mut chunk);
    Ok(chunk)
}

async fn unexpected(facts: &Facts, media_type: &str, body: Body, expected: &str) -> Error {
    let (bytes, _) = body.beginning(READ_OF_UNEXPECTED).await;
    let words = facts.secrets.redact(first_words(&String::from_utf8_lossy(&bytes)));
    let text = format!("the answer is {media_type} instead of {expected}: {words}");
    facts.error(ErrorKind::Protocol, text)
}
