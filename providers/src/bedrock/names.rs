//! Whose model a name is; keys in the spelling of each side.

use runnable::JsonObject;
use serde_json::Value;

/// The regions, or groups of them, that a model's name may begin with.
const REGIONS: [&str; 7] = ["us", "eu", "apac", "jp", "au", "global", "us-gov"];

/// Who made the model: `anthropic` in `us.anthropic.claude-sonnet-4-20250514-v1:0`. Nothing for an ARN, which need not
/// say.
pub(super) fn vendor(model: &str) -> Option<&str> {
    if model.starts_with("arn:") {
        return None;
    }
    let mut parts = model.split('.');
    let first = parts.next()?;
    if REGIONS.contains(&first) { parts.next() } else { Some(first) }
}

/// The keys at any depth as LangChain spells them: `documentIndex` is `document_index`.
pub(super) fn snake_keys(value: Value) -> Value {
    rewritten(value, &|key| {
        let mut out = String::with_capacity(key.len() + 2);
        for (at, character) in key.char_indices() {
            if character.is_ascii_uppercase() && at > 0 {
                out.push('_');
            }
            out.push(character.to_ascii_lowercase());
        }
        out
    })
}

/// The keys at any depth as Amazon spells them: `document_index` is `documentIndex`.
pub(super) fn camel_keys(value: Value) -> Value {
    rewritten(value, &|key| {
        let mut words = key.split('_');
        let mut out = words.next().unwrap_or_default().to_owned();
        for word in words {
            let mut letters = word.chars();
            out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            out.push_str(letters.as_str());
        }
        out
    })
}

fn rewritten(value: Value, spell: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| (spell(&key), rewritten(value, spell)));
            Value::Object(fields.collect::<JsonObject>())
        }
        Value::Array(list) => list.into_iter().map(|item| rewritten(item, spell)).collect(),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_name_says_who_made_the_model_behind_its_region() {
        assert_eq!(vendor("us.anthropic.claude-sonnet-4-20250514-v1:0"), Some("anthropic"));
        assert_eq!(vendor("amazon.nova-lite-v1:0"), Some("amazon"));
        assert_eq!(vendor("arn:aws:bedrock:us-east-1:1:inference-profile/x"), None);
    }

    #[test]
    fn keys_are_respelled_at_any_depth_and_back() {
        let theirs =
            json!({"location": {"documentChar": {"documentIndex": 0}}, "sourceContent": [{"text": "a"}]});
        let ours =
            json!({"location": {"document_char": {"document_index": 0}}, "source_content": [{"text": "a"}]});

        assert_eq!(snake_keys(theirs.clone()), ours);
        assert_eq!(camel_keys(ours), theirs);
    }
}
