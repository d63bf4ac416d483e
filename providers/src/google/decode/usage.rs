//! Google's token counts, as usage.
//!
//! | ours | theirs |
//! |---|---|
//! | `input_tokens` | `promptTokenCount` + `toolUsePromptTokenCount` |
//! | `output_tokens` | `candidatesTokenCount` + `thoughtsTokenCount` |
//! | `total_tokens` | `totalTokenCount`, else both together |
//! | `cache_read`, `reasoning` | `cachedContentTokenCount`, `thoughtsTokenCount` |

use runnable::Usage;

use super::super::wire::Counts;

/// What the counts so far mean; nothing where none is above zero.
pub(super) fn total(counts: Counts) -> Option<Usage> {
    let sum = |a: Option<u64>, b: Option<u64>| a.unwrap_or(0).saturating_add(b.unwrap_or(0));
    let input = sum(counts.prompt_token_count, counts.tool_use_prompt_token_count);
    let output = sum(counts.candidates_token_count, counts.thoughts_token_count);
    let mut usage = Usage::new(input, output);
    if let Some(total) = counts.total_token_count {
        usage.total_tokens = total;
    }
    if let Some(tokens) = counts.cached_content_token_count {
        usage.input_token_details.set("cache_read", tokens);
    }
    if let Some(tokens) = counts.thoughts_token_count {
        usage.output_token_details.set("reasoning", tokens);
    }
    says_something(&usage).then_some(usage)
}

/// Whether any count is above zero.
pub(super) fn says_something(usage: &Usage) -> bool {
    let details = [&usage.input_token_details, &usage.output_token_details];
    usage.input_tokens > 0
        || usage.output_tokens > 0
        || usage.total_tokens > 0
        || details.into_iter().flat_map(|details| details.iter()).any(|(_, tokens)| tokens > 0)
}
