//! Where in a text the JSON is: all of it, or what stands in the first code fence.

use serde_json::Value;

use super::failure::failure;
use crate::error::Error;
use crate::json::{Change, PartialJson, PartialJsonErrorKind};

/// White space and back-ticks around JSON say nothing.
const AROUND: [char; 5] = [' ', '\n', '\r', '\t', '`'];

/// A word right behind a fence that is longer than this is not the name of a language.
const LONGEST_LANGUAGE: usize = 16;

/// The JSON in a text that arrives in pieces.
///
/// The whole text is tried first. Where it is not JSON, the first code fence is looked for, and what follows it is.
/// Text behind an object or a list is not looked at; behind any other value only a closing fence may stand.
#[derive(Debug, Default)]
pub(super) struct FoundJson {
    text: String,
    json: PartialJson,
    watched: bool,
    place: Place,
}

/// What is read from here on; bytes of the text.
#[derive(Debug, Clone, Copy, Default)]
enum Place {
    /// Nothing but white space and back-ticks so far.
    #[default]
    Start,
    Whole,
    /// No fence begins before this byte.
    Searching(usize),
    /// A fence ends at this byte; what follows it may name a language.
    Language(usize),
    FenceStart,
    Fenced,
    /// The value is complete, and what follows is not looked at.
    Over,
    Failed,
}

impl FoundJson {
    /// One that keeps where the value changes.
    pub(super) fn watched() -> Self {
        let mut found = Self { watched: true, ..Self::default() };
        found.json.watch();
        found
    }

    /// Takes the next piece. Says whether it changed the value.
    pub(super) fn push(&mut self, piece: &str) -> bool {
        let start = self.text.len();
        self.text.push_str(piece);
        match self.place {
            Place::Start | Place::FenceStart => self.skip_to_value(start),
            Place::Whole | Place::Fenced => self.read(start),
            Place::Searching(from) => self.search(from),
            Place::Language(at) => self.language(at),
            Place::Over | Place::Failed => false,
        }
    }

    fn skip_to_value(&mut self, from: usize) -> bool {
        let value = self.text[from..].trim_start_matches(AROUND);
        if value.is_empty() {
            return false;
        }
        let from = self.text.len() - value.len();
        self.place = if matches!(self.place, Place::FenceStart) { Place::Fenced } else { Place::Whole };
        self.read(from)
    }

    fn read(&mut self, from: usize) -> bool {
        let piece = &self.text[from..];
        let before = self.json.text().len();
        self.json.push(piece);
        let changed = self.json.changed();
        let Some(error) = self.json.error() else { return changed };

        let is_container = self.json.value().is_some_and(|value| value.is_object() || value.is_array());
        let closes =
            piece.get(error.offset().saturating_sub(before)..).is_some_and(|rest| rest.starts_with('`'));
        if error.kind() == PartialJsonErrorKind::Trailing && (is_container || closes) {
            self.place = Place::Over;
            return changed;
        }
        if matches!(self.place, Place::Fenced) {
            self.place = Place::Failed;
            return changed;
        }
        self.search(0) || changed
    }

    fn search(&mut self, from: usize) -> bool {
        if let Some(at) = self.text[from..].find("```") {
            return self.language(from + at + 3);
        }
        let mut from = self.text.len().saturating_sub(2);
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        self.place = Place::Searching(from);
        false
    }

    fn language(&mut self, at: usize) -> bool {
        let rest = &self.text[at..];
        let word = rest.chars().take(LONGEST_LANGUAGE + 1).take_while(char::is_ascii_alphanumeric).count();
        if word == rest.len() && word <= LONGEST_LANGUAGE {
            self.place = Place::Language(at);
            return false;
        }
        let is_language = rest[..word].eq_ignore_ascii_case("json") || rest[word..].starts_with(['\n', '\r']);
        self.json = PartialJson::new();
        if self.watched {
            self.json.watch();
        }
        self.place = Place::FenceStart;
        self.skip_to_value(if is_language { at + word } else { at })
    }

    /// The value so far.
    pub(super) fn value(&self) -> Option<&Value> {
        self.json.value()
    }

    /// Where the last piece changed it.
    pub(super) fn changes(&self) -> &[Change] {
        self.json.changes()
    }

    /// All of the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Takes the end of the text. Gives the value where the end itself changed it: the end of a long number.
    ///
    /// # Errors
    /// The text is not JSON, or the JSON is cut off.
    pub(super) fn finish(&mut self) -> Result<Option<Value>, Error> {
        if matches!(self.place, Place::Over) {
            return Ok(None);
        }
        let shown = self.json.value().filter(|value| value.is_number()).cloned();
        match self.json.finish() {
            Ok(value) => Ok((value.is_number() && Some(&value) != shown.as_ref()).then_some(value)),
            Err(reason) => Err(failure("JSON", &self.text, reason)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So each byte of prose is searched once, whatever the pieces.
    #[test]
    fn the_search_for_a_fence_goes_on_where_it_stopped() {
        let mut found = FoundJson::default();
        for _ in 0..100 {
            assert!(!found.push("prosé ``"));
            let Place::Searching(from) = found.place else { panic!("{:?}", found.place) };
            assert!(from + 2 >= found.text.len());
        }
        assert!(found.push("`1 "));
    }
}
