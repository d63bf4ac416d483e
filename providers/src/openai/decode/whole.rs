//! An answer that came at once.

use runnable::AiMessageChunk;

use super::{Decoder, failed, parsed};
use crate::dialect::Malformed;

/// An answer that came at once, as the sum of the chunks that a stream of it would have had.
pub(in super::super) fn whole(body: &str, mut decoder: Decoder) -> Result<AiMessageChunk, Malformed> {
    let payload = parsed(body)?;
    let has_answer = payload.choices.as_ref().is_some_and(|choices| !choices.is_empty());
    if !has_answer || failed(&payload, body).is_some() {
        return Err(Malformed::missing("choices"));
    }
    let chunk = decoder.read(payload, body)?.ok_or(Malformed::missing("choices[0].message"))?;
    Ok((AiMessageChunk::default() + chunk).into_last())
}
