//! Bedrock's token counts, as usage.
//!
//! | ours | theirs |
//! |---|---|
//! | `input_tokens` | `inputTokens` (which leaves cached ones out) + read from + written to the cache |
//! | `cache_read`, `cache_creation` | `cacheReadInputTokens`, `cacheWriteInputTokens` |
//! | `ephemeral_5m_input_tokens`, `ephemeral_1h_input_tokens` | `cacheDetails`; then `cache_creation` is zero, as LangChain has it |
//! | `reasoning` | `thinking_tokens`, where the model's own fields of the response were asked for |

use runnable::Usage;
use serde_json::Value;

use super::super::wire;

pub(super) fn total(counts: &wire::Usage, thinking: Option<u64>) -> Usage {
    let (read, written) = (counts.cache_read_input_tokens, counts.cache_write_input_tokens);
    let cached = read.unwrap_or(0).saturating_add(written.unwrap_or(0));
    let mut usage = Usage::new(counts.input_tokens.saturating_add(cached), counts.output_tokens);
    if let Some(total) = counts.total_tokens {
        usage.total_tokens = total;
    }
    let kept_for = |ttl: &str| {
        let details = counts.cache_details.iter().flatten();
        let kept = details.filter(|detail| detail.ttl.as_deref() == Some(ttl));
        kept.filter_map(|detail| detail.input_tokens).fold(0, u64::saturating_add)
    };
    let kept = [("ephemeral_5m_input_tokens", kept_for("5m")), ("ephemeral_1h_input_tokens", kept_for("1h"))];
    let is_split = kept.iter().any(|(_, tokens)| *tokens > 0);
    let details = [("cache_read", read), ("cache_creation", if is_split { Some(0) } else { written })];
    let kept = kept.map(|(name, tokens)| (name, (tokens > 0).then_some(tokens)));
    for (name, tokens) in details.into_iter().chain(kept) {
        if let Some(tokens) = tokens {
            usage.input_token_details.set(name, tokens);
        }
    }
    if let Some(thinking) = thinking {
        usage.output_token_details.set("reasoning", thinking);
    }
    usage
}

/// What a model of Anthropic's says in its own fields of the response.
pub(super) fn thinking_tokens(fields: &Value) -> Option<u64> {
    fields["usage"]["output_tokens_details"]["thinking_tokens"].as_u64()
}
