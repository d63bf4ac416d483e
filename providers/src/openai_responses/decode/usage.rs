//! Token counts, as usage.
//!
//! | ours | theirs |
//! |---|---|
//! | `cache_read`, `cache_creation` | `cached_tokens`, `cache_write_tokens` of the input |
//! | `reasoning` | `reasoning_tokens` of the output |
//!
//! Under the service tiers `flex` and `priority`, which have prices of their own, these names begin with the tier, and
//! the tier itself names the tokens that are neither. A count that is not given is absent.

use runnable::Usage;
use runnable::message::TokenDetails;

use super::super::wire;

pub(super) fn usage(counts: wire::Usage, service_tier: Option<&str>) -> Option<Usage> {
    if counts == wire::Usage::default() {
        return None;
    }
    let (input, output) = (counts.input_tokens.unwrap_or(0), counts.output_tokens.unwrap_or(0));
    let mut usage = Usage::new(input, output);
    usage.total_tokens = counts.total_tokens.unwrap_or(usage.total_tokens);

    let tier = service_tier.filter(|tier| matches!(*tier, "flex" | "priority"));
    let of_input = counts.input_tokens_details.unwrap_or_default();
    let of_output = counts.output_tokens_details.unwrap_or_default();
    set(&mut usage.input_token_details, tier, "cache_read", of_input.cached_tokens);
    set(&mut usage.input_token_details, tier, "cache_creation", of_input.cache_write_tokens);
    set(&mut usage.output_token_details, tier, "reasoning", of_output.reasoning_tokens);
    if let Some(tier) = tier {
        let rest = |all: u64, part: Option<u64>| all.saturating_sub(part.unwrap_or(0));
        usage.input_token_details.set(tier.to_owned(), rest(input, of_input.cached_tokens));
        usage.output_token_details.set(tier.to_owned(), rest(output, of_output.reasoning_tokens));
    }
    Some(usage)
}

fn set(details: &mut TokenDetails, tier: Option<&str>, name: &'static str, tokens: Option<u64>) {
    match (tokens, tier) {
        (None, _) => {}
        (Some(tokens), None) => details.set(name, tokens),
        (Some(tokens), Some(tier)) => details.set(format!("{tier}_{name}"), tokens),
    }
}
