//! What the wire types of all dialects are made of.

use std::borrow::Cow;
use std::ops::Deref;

use serde::Deserialize;

/// A JSON string, borrowed from the payload unless it holds an escape.
///
/// `Option<Cow<str>>` copies every string whatever its attributes say; `Option<Str>` does not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Str<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Str<'_>> for String {
    fn from(text: Str<'_>) -> Self {
        text.0.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Delta<'a> {
        #[serde(borrow)]
        text: Option<Str<'a>>,
    }

    #[test]
    fn an_optional_string_is_borrowed_unless_it_holds_an_escape() {
        let plain: Delta<'_> = serde_json::from_str(r#"{"text":"gold"}"#).unwrap();
        let escaped: Delta<'_> = serde_json::from_str(r#"{"text":"gold\n"}"#).unwrap();

        assert!(matches!(plain.text, Some(Str(Cow::Borrowed("gold")))));
        assert!(matches!(escaped.text, Some(Str(Cow::Owned(_)))));
    }
}
