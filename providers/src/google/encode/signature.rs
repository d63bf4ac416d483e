//! Calls that need a signature and have none.
//!
//! From Gemini 3 on, the API refuses a conversation in which the first call of a turn since the user's last words has no
//! signature: calls that another model made, or that were written by hand.

use super::super::body::{Content, KnownPart, Part, Payload, Role};

/// The signature that says that there is none, from Google's documentation of thought signatures.
const SKIP: &str = "skip_thought_signature_validator";

/// Gives the first call of each turn since the user's last words a signature, for the models that ask for one.
pub(super) fn complete(model: &str, turns: &mut [Content<'_>]) {
    if !asks_for_signatures(model) {
        return;
    }
    let start = turns.iter().rposition(is_said).map_or(0, |position| position + 1);
    for turn in turns[start..].iter_mut().filter(|turn| turn.role == Some(Role::Model)) {
        let first = turn.parts.iter_mut().find_map(|part| match part {
            Part::Known(part @ KnownPart { data: Payload::FunctionCall { .. }, .. }) => Some(part),
            _ => None,
        });
        if let Some(call) = first {
            call.thought_signature.get_or_insert(SKIP);
        }
    }
}

/// Whether a user said this: it is no tool's result.
fn is_said(turn: &Content<'_>) -> bool {
    let is = |test: fn(&Payload<'_>) -> bool| {
        turn.parts.iter().any(|part| matches!(part, Part::Known(part) if test(&part.data)))
    };
    let is_result = is(|data| matches!(data, Payload::FunctionResponse { .. }));
    turn.role == Some(Role::User) && !is_result
}

/// Whether the name is that of Gemini 3 or a later one.
fn asks_for_signatures(model: &str) -> bool {
    let name = model.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let mut versions = name.match_indices("gemini-").filter_map(|(at, found)| {
        let rest = &name[at + found.len()..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse::<u32>().ok()
    });
    versions.any(|version| version >= 3)
}

#[cfg(test)]
mod tests {
    use super::asks_for_signatures;

    #[test]
    fn the_number_of_the_model_says_whether_it_asks() {
        assert!(asks_for_signatures("gemini-3-pro-preview"));
        assert!(asks_for_signatures("publishers/google/models/Gemini-3.1-flash"));
        assert!(asks_for_signatures("gemini-12"));
        for model in ["gemini-2.5-flash", "gemini-flash-latest", "gemma-3-27b", ""] {
            assert!(!asks_for_signatures(model), "{model}");
        }
    }
}
