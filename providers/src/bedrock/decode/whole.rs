//! An answer that came at once, and errors.

use runnable::message::NonStandardBlock;
use runnable::{AiMessageChunk, ContentBlock, JsonObject};
use serde_json::Value;

use super::super::wire::{ErrorBody, ExceptionBody, Metadata, WholeMessage};
use super::{Decoder, block, usage};
use crate::dialect::{Failure, Malformed};

/// An answer that came at once, as the sum of the chunks that a stream of it would have had.
pub(in super::super) fn whole(body: &str, provider: &str) -> Result<AiMessageChunk, Malformed> {
    let WholeMessage { output, metadata: Metadata { usage, rest } } = serde_json::from_str(body)?;
    let thinking = rest.get("additionalModelResponseFields").and_then(usage::thinking_tokens);
    let mut sum = Decoder::new(provider).facts(rest).into_last();
    for (index, fields) in (0..).zip(output.message.content) {
        sum += AiMessageChunk::new(blocks(index, fields)?);
    }
    Ok(match usage {
        Some(counts) => sum.with_usage(usage::total(&counts, thinking)),
        None => sum,
    })
}

/// The block: the only field says what it is.
fn blocks(index: u32, fields: JsonObject) -> Result<Vec<ContentBlock>, Malformed> {
    let mut known = fields.clone().into_iter();
    let block = match known.next() {
        Some((kind, value)) if known.next().is_none() => known_block(index, &kind, value)?,
        _ => None,
    };
    Ok(block.unwrap_or_else(|| {
        let value = Value::Object(fields);
        vec![ContentBlock::NonStandard(Box::new(NonStandardBlock { value, id: None, index: Some(index) }))]
    }))
}

/// The block, if it has a standard form.
fn known_block(index: u32, kind: &str, mut value: Value) -> Result<Option<Vec<ContentBlock>>, Malformed> {
    let block = match (kind, &mut value) {
        ("text", Value::String(text)) => Some(block::cited(index, text, Vec::new())),
        ("toolUse", call) => Some(block::call(index, serde_json::from_value(call.take())?)),
        ("toolResult", result) => Some(block::tool_result(index, serde_json::from_value(result.take())?)),
        ("reasoningContent", thought) => reasoning(index, thought),
        ("citationsContent", cited) => return Ok(Some(citations(index, cited))),
        ("image", image) => match image["source"]["bytes"].take() {
            Value::String(bytes) => {
                Some(block::image(image["format"].as_str().unwrap_or_default(), bytes).with_index(index))
            }
            _ => None,
        },
        _ => None,
    };
    Ok(block.map(|block| vec![block]))
}

fn reasoning(index: u32, thought: &Value) -> Option<ContentBlock> {
    let text = &thought["reasoningText"];
    let extras = [("signature", &text["signature"]), ("redacted_content", &thought["redactedContent"])];
    let extras: Vec<_> = extras.into_iter().filter(|(_, value)| value.is_string()).collect();
    let words = text["text"].as_str();
    if words.is_none() && extras.is_empty() {
        return None;
    }
    let block = ContentBlock::reasoning(words.unwrap_or_default()).with_index(index);
    Some(extras.into_iter().fold(block, |block, (key, value)| block.with_extra(key, value.clone())))
}

/// Several texts with one list of citations are one text: in a stream they would have come under one number.
fn citations(index: u32, cited: &mut Value) -> Vec<ContentBlock> {
    let texts = cited["content"].as_array().into_iter().flatten();
    let text: String = texts.filter_map(|part| part["text"].as_str()).collect();
    let citations = match cited["citations"].take() {
        Value::Array(citations) => citations,
        _ => Vec::new(),
    };
    let citations = citations.into_iter().filter_map(|citation| match citation {
        Value::Object(citation) => Some(citation),
        _ => None,
    });
    vec![block::cited(index, &text, citations.collect())]
}

/// The body of an error, where it is one of Amazon's.
pub(in super::super) fn failure(body: &str) -> Option<Failure> {
    let ErrorBody { kind, message } = serde_json::from_str(body).ok()?;
    // A name may have a namespace before it: `com.amazon.coral.service#ThrottlingException`.
    let code = kind.as_deref().map(|kind| kind.rsplit('#').next().unwrap_or(kind).to_owned());
    Some(Failure { code, message: message.into(), ..Failure::default() })
}

/// An exception in a stream.
pub(super) fn exception(code: &str, data: &str) -> Result<Failure, Malformed> {
    let told: ExceptionBody = serde_json::from_str(data)?;
    let is_retryable = matches!(
        code,
        "throttlingException"
            | "serviceUnavailableException"
            | "internalServerException"
            | "modelStreamErrorException"
            | "modelTimeoutException"
    );
    Ok(Failure {
        code: Some(code.to_owned()),
        message: told.message.or(told.original_message).unwrap_or_else(|| code.to_owned()),
        is_retryable: is_retryable.then_some(true),
        ..Failure::default()
    })
}
