//! An answer that came at once, and errors.

use std::time::Duration;

use runnable::AiMessageChunk;
use serde_json::Value;
use serde_json::value::RawValue;

use super::super::wire::{ErrorBody, ErrorEvent, Response};
use super::Decoder;
use crate::dialect::{Failure, Malformed};

/// An answer that came at once: one response, or a list of those that a stream of it would have had.
pub(in super::super) fn whole(body: &str, provider: &str) -> Result<AiMessageChunk, Malformed> {
    let mut decoder = Decoder::new(provider);
    if !body.trim_start().starts_with('[') {
        return one(&mut decoder, body);
    }
    let responses: Vec<&RawValue> = serde_json::from_str(body)?;
    let sum = responses.iter().try_fold(AiMessageChunk::default(), |sum, response| {
        Ok::<_, Malformed>(sum + one(&mut decoder, response.get())?)
    })?;
    if decoder.has_ended { Ok(sum) } else { Err(Malformed::missing("finishReason")) }
}

fn one(decoder: &mut Decoder, body: &str) -> Result<AiMessageChunk, Malformed> {
    let response: Response<'_> = serde_json::from_str(body)?;
    if response.error.is_some() || !response.is_known() {
        return Err(Malformed::missing("candidates"));
    }
    Ok(decoder.response(response, body)?.unwrap_or_default())
}

/// The body of an error, where it is one of Google's: alone, or in a list as the end of a stream that is none of events.
pub(in super::super) fn failure(body: &str) -> Option<Failure> {
    let of = |json: &str| serde_json::from_str(json).ok().map(|ErrorEvent { error }| failure_of(error));
    if !body.trim_start().starts_with('[') {
        return of(body);
    }
    let responses: Vec<&RawValue> = serde_json::from_str(body).ok()?;
    of(responses.last()?.get())
}

/// An error in Google's words.
pub(super) fn failure_of(error: ErrorBody<'_>) -> Failure {
    let code = error.status.map(String::from).or_else(|| error.code.map(|code| code.to_string()));
    let is_retryable = code.as_deref().is_some_and(is_transient).then_some(true);
    let message = error.message.map(String::from).unwrap_or_default();
    let retry_after = error.details.as_ref().and_then(retry_delay);
    Failure { code, message, is_retryable, retry_after, ..Failure::default() }
}

/// How long to wait: a number of seconds among the details, such as `"39s"`.
fn retry_delay(details: &Value) -> Option<Duration> {
    let delay = details.as_array()?.iter().find_map(|detail| detail["retryDelay"].as_str())?;
    Duration::try_from_secs_f64(delay.strip_suffix('s')?.parse().ok()?).ok()
}

/// The errors that pass. Others are judged by the status of the answer.
fn is_transient(code: &str) -> bool {
    matches!(code, "UNAVAILABLE" | "RESOURCE_EXHAUSTED" | "INTERNAL" | "DEADLINE_EXCEEDED" | "ABORTED")
}
