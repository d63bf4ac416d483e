//! Mistral's token counts, as usage.
//!
//! They come with the last chunk of an answer. Where they come more than once they are cumulative: a chunk carries what
//! they add to those before.

use runnable::Usage;
use runnable::message::TokenDetails;

use super::wire;

/// What the counts mean; nothing where there are none.
pub(super) fn total(counts: wire::Usage) -> Option<Usage> {
    if counts == wire::Usage::default() {
        return None;
    }
    let mut usage = Usage::new(counts.prompt_tokens.unwrap_or(0), counts.completion_tokens.unwrap_or(0));
    // Mistral counts the tokens of sound in the total alone.
    usage.total_tokens = counts.total_tokens.unwrap_or(usage.total_tokens);
    let prompt = counts.prompt_tokens_details.unwrap_or_default();
    set(&mut usage.input_token_details, "cache_read", prompt.cached_tokens);
    set(&mut usage.input_token_details, "audio", prompt.audio_tokens);
    let completion = counts.completion_tokens_details.unwrap_or_default();
    set(&mut usage.output_token_details, "reasoning", completion.reasoning_tokens);
    Some(usage)
}

fn set(details: &mut TokenDetails, name: &'static str, tokens: Option<u64>) {
    if let Some(tokens) = tokens {
        details.set(name, tokens);
    }
}
