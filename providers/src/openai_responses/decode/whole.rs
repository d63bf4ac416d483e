//! An answer that came at once.

use runnable::{AiMessageChunk, JsonObject};

use super::super::wire::Response;
use super::{Decoder, item, places::Named, usage};
use crate::dialect::Malformed;

/// An answer that came at once, as the sum of the chunks that a stream of it would have had. One that failed is none,
/// and one that is still being made is not complete.
pub(in super::super) fn whole(body: &str, provider: &str) -> Result<AiMessageChunk, Malformed> {
    let response: Response<'_> = serde_json::from_str(body)?;
    let output = response.output.filter(|_| response.error.is_none()).ok_or(Malformed::missing("output"))?;
    let items: Vec<JsonObject> = serde_json::from_str(output.get())?;

    let mut decoder = Decoder::new(provider);
    decoder.stamp.set_id(response.id.as_deref());
    let is_complete =
        response.status.as_deref().is_none_or(|status| matches!(status, "completed" | "incomplete"));
    let id = response.id.as_deref().map(|id| ("id", id.into()));
    let counts = response.usage.and_then(|counts| usage::usage(counts, response.service_tier.as_deref()));
    let facts = super::facts_of(response);
    let mut sum = decoder.facts(id.into_iter().chain(facts));
    for fields in items {
        let id = fields.get("id").and_then(serde_json::Value::as_str);
        let place = decoder.places.item(Named { id, place: None });
        for block in item::whole(fields, place, &mut decoder.places) {
            sum += AiMessageChunk::new(block);
        }
    }
    if let Some(counts) = counts {
        sum = sum.with_usage(counts);
    }
    Ok(if is_complete { sum.into_last() } else { sum })
}
