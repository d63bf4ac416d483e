//! Cohere's token counts, as usage.
//!
//! | ours | theirs |
//! |---|---|
//! | `input_tokens`, `output_tokens` | those of `billed_units`, as LangChain has it; else those of `tokens` |
//! | `reasoning` | `tokens.reasoning_tokens` |
//! | `cache_read` | `cached_tokens`, which are a part of `tokens`: only where those are counted |

use runnable::Usage;
use serde_json::Value;

use super::super::wire;
use crate::dialect::Malformed;

pub(super) fn read(usage: &Value) -> Result<Usage, Malformed> {
    let wire::Usage { billed_units, tokens, cached_tokens } = serde::Deserialize::deserialize(usage)?;
    let is_counted = |counts: &wire::Counts| counts.input_tokens.is_some() || counts.output_tokens.is_some();
    let billed = billed_units.filter(is_counted);
    let counts = billed.or(tokens).unwrap_or_default();
    let mut usage = Usage::new(
        counts.input_tokens.map(whole).unwrap_or_default(),
        counts.output_tokens.map(whole).unwrap_or_default(),
    );
    if let Some(reasoning) = tokens.and_then(|tokens| tokens.reasoning_tokens) {
        usage.output_token_details.set("reasoning", whole(reasoning));
    }
    if let (None, Some(cached)) = (billed, cached_tokens) {
        usage.input_token_details.set("cache_read", whole(cached));
    }
    Ok(usage)
}

/// Counts are written as numbers with a fraction; a cast takes what is out of range to the nearest that is in.
fn whole(count: f64) -> u64 {
    count as u64
}
