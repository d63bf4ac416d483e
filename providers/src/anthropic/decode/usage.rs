//! Anthropic's token counts, as usage.
//!
//! | ours | theirs |
//! |---|---|
//! | `input_tokens` | `input_tokens` (which leaves cached ones out) + read from + written to the cache |
//! | `cache_read`, `cache_creation` | `cache_read_input_tokens`, `cache_creation_input_tokens` |
//! | `reasoning` | `output_tokens_details.thinking_tokens` |
//!
//! Counts of a stream are cumulative: each report replaces the one before, so a chunk carries the difference. A
//! count that neither report gives is absent from the details.

use runnable::Usage;
use runnable::message::TokenDetails;

use super::super::wire;

/// What the counts so far mean. Those that `counts` leaves out are as they were when the message began.
pub(super) fn total(counts: wire::Usage, first: wire::Usage) -> Usage {
    let read = counts.cache_read_input_tokens.or(first.cache_read_input_tokens);
    let created = counts.cache_creation_input_tokens.or(first.cache_creation_input_tokens);
    let split = counts.cache_creation.unwrap_or_default();
    let (short, long) = (split.ephemeral_5m_input_tokens, split.ephemeral_1h_input_tokens);
    let split_total = short.unwrap_or(0).saturating_add(long.unwrap_or(0));

    let uncached = counts.input_tokens.or(first.input_tokens).unwrap_or(0);
    let written = if split_total > 0 { split_total } else { created.unwrap_or(0) };
    let input = uncached.saturating_add(read.unwrap_or(0)).saturating_add(written);
    let mut usage = Usage::new(input, counts.output_tokens.or(first.output_tokens).unwrap_or(0));

    let input_details = &mut usage.input_token_details;
    set(input_details, "cache_read", read);
    // LangChain counts what was written under one name or by how long it is kept, never both.
    set(input_details, "cache_creation", if split_total > 0 { Some(0) } else { created });
    set(input_details, "ephemeral_5m_input_tokens", short);
    set(input_details, "ephemeral_1h_input_tokens", long);
    let thinking = counts.output_tokens_details.unwrap_or_default().thinking_tokens;
    set(&mut usage.output_token_details, "reasoning", thinking);
    usage
}

fn set(details: &mut TokenDetails, name: &'static str, tokens: Option<u64>) {
    if let Some(tokens) = tokens {
        details.set(name, tokens);
    }
}
