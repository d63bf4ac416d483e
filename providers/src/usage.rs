//! What a cumulative report of tokens adds to the reports before it.

use runnable::Usage;
use runnable::message::TokenDetails;

/// What `total` adds to what was reported before. A count that shrinks adds nothing; a detail that was reported and is
/// the same is left out.
pub(crate) fn since(reported: &Usage, total: &Usage) -> Usage {
    Usage {
        input_tokens: total.input_tokens.saturating_sub(reported.input_tokens),
        output_tokens: total.output_tokens.saturating_sub(reported.output_tokens),
        total_tokens: total.total_tokens.saturating_sub(reported.total_tokens),
        input_token_details: details_since(&reported.input_token_details, &total.input_token_details),
        output_token_details: details_since(&reported.output_token_details, &total.output_token_details),
    }
}

fn details_since(reported: &TokenDetails, total: &TokenDetails) -> TokenDetails {
    let mut details = TokenDetails::default();
    for (name, tokens) in total.iter().filter(|(name, tokens)| reported.get(name) < Some(*tokens)) {
        details.set(name.to_owned(), tokens.saturating_sub(reported.get(name).unwrap_or(0)));
    }
    details
}
