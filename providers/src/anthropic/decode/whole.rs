//! An answer that came at once, and errors.

use runnable::AiMessageChunk;

use super::super::wire::{Call, Ending, ErrorEvent, Usage, WholeMessage};
use super::{Decoder, block, ending, usage};
use crate::arguments::spaced;
use crate::dialect::{Failure, Malformed};

/// An answer that came at once, as the sum of the chunks that a stream of it would have had.
///
/// The counts of a stream do not say for how long something was written to the cache, so it is not read here
/// either: one message has one usage, however it came.
pub(in super::super) fn whole(body: &str, provider: &str) -> Result<AiMessageChunk, Malformed> {
    let message: WholeMessage<'_> = serde_json::from_str(body)?;
    let mut decoder = Decoder::new(provider);
    decoder.stamp.set_id(message.id.as_deref());

    let WholeMessage { stop_reason, stop_sequence, stop_details, container, context_management, .. } =
        message;
    let is_complete = stop_reason.is_some();
    let facts = ending(Ending { stop_reason, stop_sequence, stop_details, container }, context_management);
    let model = message.model.map(|model| ("model_name", String::from(model).into()));
    let mut sum = decoder.facts(model.into_iter().chain(facts));
    for (index, json) in (0..).zip(message.content) {
        let fields = serde_json::from_str(json.get())?;
        let (_, block) = block::begin(index, fields, || {
            let call: Call<'_> = serde_json::from_str(json.get())?;
            Ok(spaced(call.input.get()))
        })?;
        sum += block.map(AiMessageChunk::new).unwrap_or_default();
    }
    if let Some(counts) = message.usage {
        let counts = Usage { cache_creation: None, ..counts };
        sum = sum.with_usage(usage::total(counts, counts));
    }
    Ok(if is_complete { sum.into_last() } else { sum })
}

/// The body of an error, where it is one of Anthropic's.
pub(in super::super) fn failure(body: &str) -> Option<Failure> {
    failure_event(body).ok()
}

/// An error in Anthropic's words.
pub(super) fn failure_event(data: &str) -> Result<Failure, Malformed> {
    let ErrorEvent { error, request_id } = serde_json::from_str(data)?;
    let code = error.kind.map(String::from);
    let is_retryable = code.as_deref().is_some_and(is_transient).then_some(true);
    let message = error.message.map(String::from).unwrap_or_default();
    Ok(Failure {
        code,
        message,
        request_id: request_id.map(String::from),
        is_retryable,
        ..Failure::default()
    })
}

/// The errors that pass. Others are judged by the status of the answer.
fn is_transient(code: &str) -> bool {
    matches!(code, "overloaded_error" | "api_error" | "rate_limit_error" | "timeout_error")
}
