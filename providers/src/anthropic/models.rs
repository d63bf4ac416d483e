//! What differs from model to model.

/// How many tokens an answer may have unless the caller says, where the model is not in the table.
const MAX_TOKENS: u32 = 4_096;

/// The names that models are asked for by: how many tokens an answer may have at most, and whether a system message
/// may stand in the middle of a conversation. LangChain has the same table.
const MODELS: [(&str, u32, bool); 16] = [
    ("claude-fable-5", 128_000, true),
    ("claude-fable-5-1", 128_000, true),
    ("claude-haiku-4-5", 64_000, false),
    ("claude-haiku-5-5", 128_000, true),
    ("claude-mythos-5", MAX_TOKENS, true),
    ("claude-mythos-5-1", MAX_TOKENS, true),
    ("claude-opus-4-5", 64_000, false),
    ("claude-opus-4-6", 128_000, false),
    ("claude-opus-4-7", 128_000, false),
    ("claude-opus-4-8", 128_000, true),
    ("claude-opus-5", 128_000, true),
    ("claude-opus-5-5", 128_000, true),
    ("claude-sonnet-4-5", 64_000, false),
    ("claude-sonnet-4-6", 128_000, false),
    ("claude-sonnet-5", 128_000, true),
    ("claude-sonnet-5-5", 128_000, true),
];

/// How many tokens an answer of this model may have, unless the caller says.
pub(super) fn max_tokens(model: &str) -> u32 {
    find(model).map_or(MAX_TOKENS, |(_, tokens, _)| tokens)
}

/// Whether a system message may stand in the middle of a conversation with this model.
pub(super) fn takes_system_in_place(model: &str) -> bool {
    find(model).is_some_and(|(.., in_place)| in_place)
}

fn find(model: &str) -> Option<(&'static str, u32, bool)> {
    // At Amazon a name begins with who made the model.
    let model = model.strip_prefix("anthropic.").unwrap_or(model);
    MODELS
        .into_iter()
        .find(|(name, ..)| model.strip_prefix(name).is_some_and(|rest| rest.is_empty() || is_date(rest)))
}

/// Whether this is the end of a dated name, such as `-20251001`, or `@20251001` in Google Cloud.
fn is_date(rest: &str) -> bool {
    rest.strip_prefix(['-', '@'])
        .is_some_and(|date| date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{max_tokens, takes_system_in_place};

    #[test]
    fn a_dated_name_is_that_of_its_model_and_a_longer_one_is_not() {
        assert_eq!(max_tokens("claude-haiku-4-5-20251001"), 64_000);
        assert_eq!(max_tokens("claude-haiku-4-5@20251001"), 64_000);
        assert_eq!(max_tokens("claude-haiku-4-5-preview"), 4_096);
        assert!(takes_system_in_place("claude-opus-5-5"));
        assert!(!takes_system_in_place("claude-opus-4-7"));
    }
}
