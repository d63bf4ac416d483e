//! The public parser: the text, the value it has given, and the error if there is one.

use std::mem;

use serde_json::Value;

use super::changes::Change;
use super::error::{PartialJsonError, PartialJsonErrorKind};
use super::grow::{Place, grow};

/// A parser of one JSON value that arrives in pieces, with the value so far at any time.
///
/// Linear in the length of the whole text, whatever the pieces; see the [module](super) for what unfinished
/// text gives. It holds the text and the value, and nothing that outgrows them.
#[derive(Clone, Debug, Default)]
pub struct PartialJson {
    text: String,
    value: Option<Value>,
    place: Place,
    error: Option<PartialJsonError>,
}

impl PartialJson {
    /// A parser that has seen no text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece of text, cut anywhere.
    ///
    /// Costs the length of the piece, amortised, and one look-up for each open array and object.
    pub fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.place.changes.begin();
        if self.error.is_none() {
            self.error = grow(&self.text, &mut self.place, &mut self.value).err();
        }
    }

    /// The value so far, at no cost; `None` before there is one.
    ///
    /// After an [error](Self::error) it is what the text before the error gave.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.value.as_ref()
    }

    /// Whether the last piece changed the [value](Self::value), at no cost.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.place.changes.any()
    }

    /// Keeps from now on where each piece changes the value.
    pub(crate) fn watch(&mut self) {
        self.place.changes.watch();
    }

    /// Where the last piece changed the value, from the outside in. Only kept if [watched](Self::watch).
    pub(crate) fn changes(&self) -> &[Change] {
        self.place.changes.list()
    }

    /// True once the end of the value has arrived and nothing but white space after it.
    ///
    /// A number that is the whole text has no end of its own: it is complete with the white space after it,
    /// or when [`finish`](Self::finish) says that nothing follows.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.place.is_complete && self.error.is_none()
    }

    /// Where the text stopped being JSON; `None` while more text could still make it JSON.
    #[must_use]
    pub fn error(&self) -> Option<PartialJsonError> {
        self.error
    }

    /// All pieces so far, joined, those after an error included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes the text out, for a caller that keeps what could not be parsed.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Takes the value out, and is as new afterwards.
    ///
    /// # Errors
    ///
    /// When the text is not one whole JSON value. Nothing is lost then: [`text`](Self::text) and
    /// [`value`](Self::value) stay, and after an unexpected end more text may follow.
    pub fn finish(&mut self) -> Result<Value, PartialJsonError> {
        let end = self.text.len();
        let unexpected_end = PartialJsonError::new(end, PartialJsonErrorKind::UnexpectedEnd);

        let value = match (self.error, &mut self.value) {
            (Some(error), _) => return Err(error),
            (None, Some(value)) if self.place.is_complete => value.take(),
            (None, Some(Value::Number(_))) => self.place.number.whole(&self.text, end)?,
            (None, _) => return Err(unexpected_end),
        };
        mem::take(self);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reading starts where it stopped, so this bounds what a piece makes the reader look at twice.
    #[test]
    fn no_text_is_read_again_but_the_beginning_of_an_escape_or_a_word() {
        let text =
            r#" {"a": "long text \ud83d\udc20 \u00e9\n", "b\"c": [true, -1.5e3, null, {}], "d": 12 } "#;
        let mut json = PartialJson::new();
        let mut furthest = 0;

        for character in text.split("") {
            json.push(character);

            let position = json.place.position;
            let again = &json.text[position..];
            assert!(position >= furthest, "{again}");
            assert!(again.len() < 12, "{again}");
            assert!(again.is_empty() || ["\\", "t", "n", "-"].iter().any(|start| again.starts_with(start)));
            furthest = position;
        }
        assert!(json.is_complete());
        assert_eq!(furthest, text.len());
    }
}
