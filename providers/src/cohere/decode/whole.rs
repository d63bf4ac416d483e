//! An answer that came at once, and errors.

use runnable::AiMessageChunk;
use serde_json::Value;

use super::super::wire::{Call, Ending, ErrorBody, WholeMessage};
use super::{Decoder, Piece, block, call, failure_of, piece_of};
use crate::dialect::{Failure, Malformed};

/// An answer that came at once, as the sum of the chunks that a stream of it would have had.
pub(in super::super) fn whole(body: &str, provider: &str) -> Result<AiMessageChunk, Malformed> {
    let WholeMessage { id, message, finish_reason, usage, logprobs } = serde_json::from_str(body)?;
    let mut decoder = Decoder::new(provider);
    decoder.stamp.set_id(id.as_deref());
    let (mut sum, failure) = decoder.ending(Ending { finish_reason, error: None, usage })?;
    if failure.is_some() {
        return Err(Malformed::missing("message"));
    }

    if let Some(plan) = message.tool_plan.filter(|plan| !plan.is_empty()) {
        sum += block(Piece::Plan, decoder.number(Piece::Plan, 0), &plan).into();
    }
    for (index, content) in (0..).zip(message.content.into_iter().flatten()) {
        let Some((piece, text)) = piece_of(content) else { continue };
        sum += block(piece, decoder.number(piece, index), &text).into();
    }
    for (index, Call { id, function }) in (0..).zip(message.tool_calls.into_iter().flatten()) {
        sum += call(decoder.begun(Some(index)), id, function.name, function.arguments).into();
    }
    for citation in message.citations.into_iter().flatten() {
        sum += decoder.citation(citation);
    }
    if let Some(logprobs @ Value::Array(_)) = logprobs {
        sum += decoder.stamp.put_with(AiMessageChunk::default(), [("logprobs", logprobs)]);
    }
    Ok(sum)
}

/// The body of an error, where it is one of Cohere's: words, or an answer that says that it failed.
pub(in super::super) fn failure(body: &str) -> Option<Failure> {
    failure_event(body).ok().or_else(|| {
        let Ending { finish_reason, error, .. } = serde_json::from_str(body).ok()?;
        failure_of(finish_reason.as_deref(), error.as_deref())
    })
}

pub(super) fn failure_event(data: &str) -> Result<Failure, Malformed> {
    let ErrorBody { id, message } = serde_json::from_str(data)?;
    let request_id = id.map(String::from);
    Ok(Failure { message: message.into(), request_id, ..Failure::default() })
}
