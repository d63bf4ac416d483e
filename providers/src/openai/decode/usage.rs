//! Token counts of Chat Completions, as usage.
//!
//! | ours | theirs |
//! |---|---|
//! | `input_tokens`, `output_tokens`, `total_tokens` | `prompt_tokens` or `input_tokens`, `completion_tokens` or `output_tokens`, `total_tokens` |
//! | `cache_read`, `cache_creation`, `audio` of the input | `cached_tokens`, `cache_write_tokens` and the hosts' own names for them, `audio_tokens` |
//! | `reasoning`, `audio` of the output | `reasoning_tokens`, `audio_tokens` |
//!
//! In the service tiers `flex` and `priority` tokens have another price. There, as in LangChain, the details are
//! called `flex_cache_read` and so on, and `flex` counts the tokens that are in none of them.
//!
//! Hosts that count in every payload count from the start, so a chunk carries the difference.

use runnable::Usage;
use runnable::message::TokenDetails;

use super::super::wire;

/// The names of the details in one service tier.
struct Names {
    tier: &'static str,
    cache_read: &'static str,
    cache_creation: &'static str,
    reasoning: &'static str,
}

const PLAIN: Names =
    Names { tier: "", cache_read: "cache_read", cache_creation: "cache_creation", reasoning: "reasoning" };
const FLEX: Names = Names {
    tier: "flex",
    cache_read: "flex_cache_read",
    cache_creation: "flex_cache_creation",
    reasoning: "flex_reasoning",
};
const PRIORITY: Names = Names {
    tier: "priority",
    cache_read: "priority_cache_read",
    cache_creation: "priority_cache_creation",
    reasoning: "priority_reasoning",
};

/// What the counts so far mean.
pub(super) fn total(counts: wire::Usage, tier: Option<&str>) -> Usage {
    let names = match tier {
        Some("flex") => FLEX,
        Some("priority") => PRIORITY,
        _ => PLAIN,
    };
    let prompt = counts.prompt_tokens_details.unwrap_or_default();
    let completion = counts.completion_tokens_details.unwrap_or_default();
    let cached = [prompt.cached_tokens, counts.cached_tokens, counts.prompt_cache_hit_tokens];
    let read = cached.into_iter().find_map(|tokens| tokens).or(counts.cache_read_input_tokens);
    let written = prompt.cache_write_tokens.or(prompt.cache_creation_input_tokens);
    let written = written.or(counts.cache_creation_input_tokens);
    let (input, output) = told(counts);
    let mut usage = Usage::new(input, output);
    usage.total_tokens = counts.total_tokens.unwrap_or(usage.total_tokens);

    let details = &mut usage.input_token_details;
    set(details, "audio", prompt.audio_tokens);
    set(details, names.cache_read, read);
    set(details, names.cache_creation, written);
    let details = &mut usage.output_token_details;
    set(details, "audio", completion.audio_tokens);
    set(details, names.reasoning, completion.reasoning_tokens);
    if !names.tier.is_empty() {
        let (read, thought) = (read.unwrap_or(0), completion.reasoning_tokens.unwrap_or(0));
        usage.input_token_details.set(names.tier, input.saturating_sub(read));
        usage.output_token_details.set(names.tier, output.saturating_sub(thought));
    }
    usage
}

/// The tokens of the prompt and of the answer. xAI leaves the thoughts out of the answer's, Anthropic's models at
/// Databricks what the cache gave and took out of the prompt's: the total tells.
fn told(counts: wire::Usage) -> (u64, u64) {
    let input = counts.prompt_tokens.or(counts.input_tokens).unwrap_or(0);
    let output = counts.completion_tokens.or(counts.output_tokens).unwrap_or(0);
    let thought = counts.completion_tokens_details.unwrap_or_default().reasoning_tokens.unwrap_or(0);
    let cached = [counts.cache_read_input_tokens, counts.cache_creation_input_tokens];
    let with_cached = sum([input, cached[0].unwrap_or(0), cached[1].unwrap_or(0)]);
    match counts.total_tokens {
        Some(total) if total == sum([input, output]) => (input, output),
        Some(total) if total == sum([input, output, thought]) => (input, sum([output, thought])),
        Some(total) if total == sum([with_cached, output]) => (with_cached, output),
        Some(_) | None => (input, output),
    }
}

fn sum<const N: usize>(tokens: [u64; N]) -> u64 {
    tokens.into_iter().fold(0, u64::saturating_add)
}

fn set(details: &mut TokenDetails, name: &'static str, tokens: Option<u64>) {
    if let Some(tokens) = tokens {
        details.set(name, tokens);
    }
}
