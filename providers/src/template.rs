//! The same document again, with another text in it.
//!
//! The deltas of an answer differ in nothing but their text, and at most in fields that mean nothing: a time, padding.
//! Once one was parsed, the next is compared with what stood before, between and behind them:
//!
//! ```text
//! {"index":0,"delta":{"type":"text_delta","text":"Blub"},"created":17}
//! └────────────────────── head ─────────────────┘    └── literal ──┘ └ literal
//! ```
//!
//! A literal that comes before a text ends inside a string, so what follows it is read as a string, and if that ends
//! where the next literal begins, and so on to the end, the document is the learned one with this text in its place.
//! That is exact: in every other case nothing is found, and the document is parsed. White space in the last literal
//! means nothing as long as it holds no string, and there it is skipped: Anthropic pads its payloads with a random
//! number of spaces.

use std::ops::Range;

use memchr::memchr2;

use crate::wire::Str;

/// How long all that is not the text may be, in bytes: no delta is longer, and nothing else is worth keeping.
const LONGEST: usize = 1 << 10;

/// A document that was parsed, without its text; and what is known of it beside that.
#[derive(Debug, Default)]
pub(crate) struct Template<T> {
    /// Up to the first hole.
    head: String,
    /// What differs, each with the literal behind it. Empty if nothing was learned.
    holes: Vec<(Hole, String)>,
    /// Whether white space in the last literal may differ.
    is_tail_bare: bool,
    known: T,
}

/// A part of a document that differs each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hole {
    /// The inside of the string that is looked for.
    Text,
    /// The inside of a string that means nothing and holds no escape.
    Padding,
    /// A whole number that means nothing.
    Number,
}

impl<T: Copy> Template<T> {
    /// Remembers a document that was parsed, if `text` is a part of it and the rest is short. So are `others`: strings,
    /// with their quotes or without, and whole numbers. They may be any in the next document; one that is no part of
    /// this one is left out.
    pub(crate) fn learn<'a>(
        &mut self,
        document: &str,
        text: &str,
        others: impl IntoIterator<Item = &'a str>,
        known: T,
    ) {
        if document.len().saturating_sub(text.len()) > LONGEST {
            return;
        }
        let Some(text) = place_of(text, document).filter(|place| is_quoted(document, place)) else { return };
        self.holes.clear();
        let mut places = vec![(text, Hole::Text)];
        places.extend(others.into_iter().filter_map(|other| hole_of(document, other)));
        places.sort_unstable_by_key(|(place, _)| place.start);
        let mut end = 0;
        for (place, hole) in places {
            let literal = &document[end..place.start];
            match self.holes.last_mut() {
                Some((_, behind)) => literal.clone_into(behind),
                None => literal.clone_into(&mut self.head),
            }
            end = place.end;
            self.holes.push((hole, String::new()));
        }
        let tail = &document[end..];
        self.is_tail_bare = !tail.strip_prefix('"').unwrap_or(tail).contains('"');
        self.holes.last_mut().into_iter().for_each(|(_, behind)| tail.clone_into(behind));
        self.known = known;
    }

    /// The text, and what is known beside it, if the document is the remembered one with another text.
    #[inline]
    pub(crate) fn text<'a>(&self, document: &'a str) -> Option<(Str<'a>, T)> {
        let ((last, tail), holes) = self.holes.split_last()?;
        let mut at = document.starts_with(&*self.head).then_some(self.head.len())?;
        let mut text = None;
        for (hole, literal) in holes {
            let end = at + hole.end(&document[at..], at, &mut text)?;
            at = document[end..].starts_with(literal).then_some(end + literal.len())?;
        }
        let end = at + last.end(&document[at..], at, &mut text)?;
        let behind = &document[end..];
        if behind != tail && !(self.is_tail_bare && same_structure(behind, tail)) {
            return None;
        }
        let (place, is_escaped) = text?;
        let text = &document[place.clone()];
        if is_escaped || text.bytes().any(|byte| byte < b' ') {
            // With its quotes it is a document of its own; a character that JSON forbids shows there.
            let text = serde_json::from_str(&document[place.start - 1..=place.end]).ok()?;
            return Some((text, self.known));
        }
        Some((Str::from(text), self.known))
    }
}

impl Hole {
    /// Where what is in the hole ends, if it may be there. A text is put into `text`, with its place in the document and
    /// whether it holds an escape.
    #[inline]
    fn end(self, rest: &str, at: usize, text: &mut Option<(Range<usize>, bool)>) -> Option<usize> {
        match self {
            Self::Text => {
                let (end, is_escaped) = string_end(rest.as_bytes())?;
                *text = Some((at..at + end, is_escaped));
                Some(end)
            }
            Self::Padding => {
                let (end, is_escaped) = string_end(rest.as_bytes())?;
                let is_plain = !is_escaped && rest.bytes().take(end).all(|byte| byte >= b' ');
                is_plain.then_some(end)
            }
            Self::Number => {
                let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
                is_number(&rest[..end]).then_some(end)
            }
        }
    }
}

/// Where a part of the document is in it.
fn place_of(part: &str, document: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(document.as_ptr() as usize)?;
    let place = start..start + part.len();
    document.get(place.clone()).map(|_| place)
}

/// A part of the document that means nothing; none if it is no part of it.
fn hole_of(document: &str, part: &str) -> Option<(Range<usize>, Hole)> {
    let inside = part.strip_prefix('"').and_then(|part| part.strip_suffix('"'));
    let place = place_of(inside.unwrap_or(part), document)?;
    if is_quoted(document, &place) {
        return Some((place, Hole::Padding));
    }
    let may_go_on = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'"');
    let bytes = document.as_bytes();
    let (before, behind) = (bytes[..place.start].last(), bytes.get(place.end));
    let is_whole = ![before, behind].into_iter().flatten().any(may_go_on);
    (is_whole && is_number(part)).then_some((place, Hole::Number))
}

/// Whether a quote is on both sides.
fn is_quoted(document: &str, place: &Range<usize>) -> bool {
    document[..place.start].ends_with('"') && document[place.end..].starts_with('"')
}

/// Whether these digits are a whole number in JSON.
fn is_number(digits: &str) -> bool {
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_plain && (digits.len() == 1 || !digits.starts_with('0'))
}

/// Where the string ends that these bytes are the inside of, and whether it holds an escape.
#[inline]
fn string_end(bytes: &[u8]) -> Option<(usize, bool)> {
    let mut at = memchr2(b'"', b'\\', bytes)?;
    let is_escaped = bytes[at] == b'\\';
    while bytes[at] == b'\\' {
        let next = at + 2;
        at = next + memchr2(b'"', b'\\', bytes.get(next..)?)?;
    }
    Some((at, is_escaped))
}

/// Whether two texts without strings are the same but for white space. A quote is no white space, so it counts.
fn same_structure(a: &str, b: &str) -> bool {
    let is_structure = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    a.bytes().filter(is_structure).eq(b.bytes().filter(is_structure))
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn learned(document: &str, text: &str) -> Template<u32> {
        let mut template = Template::default();
        let start = document.find(text).unwrap();
        template.learn(document, &document[start..start + text.len()], None, 7);
        template
    }

    #[test]
    fn a_document_with_another_text_is_known_and_any_other_is_not() {
        let template = learned(r#"{"n":0,"text":"Blub"}  }"#, "Blub");
        let text = |document: &str| template.text(document).map(|(text, _)| text.to_string());

        assert_eq!(text(r#"{"n":0,"text":"fish"}}"#).as_deref(), Some("fish"));
        assert_eq!(text(r#"{"n":0,"text":""} } "#).as_deref(), Some(""));
        assert_eq!(text(r#"{"n":0,"text":"\"a\nb\\"}}"#).as_deref(), Some("\"a\nb\\"));
        for other in [
            r#"{"n":1,"text":"fish"}}"#,
            r#"{"n":0,"text":"a\qb"}}"#,
            "{\"n\":0,\"text\":\"a\nb\"}}",
            r#"{"n":0,"text":"fish","more":1}}"#,
            r#"{"n":0,"text":"fish"}"#,
            r#"{"n":0,"text":"fish"#,
            r#"{"n":0,"text":"fish\"#,
            r#"{"n":0,"text":"fish\""#,
            "",
        ] {
            assert_eq!(text(other), None, "{other}");
        }
    }

    #[test]
    fn white_space_counts_where_the_tail_holds_a_string() {
        let template = learned(r#"{"text":"Blub","name":"a b"}"#, "Blub");

        assert!(template.text(r#"{"text":"fish","name":"a b"}"#).is_some());
        assert!(template.text(r#"{"text":"fish","name":"ab"}"#).is_none());
    }

    #[test]
    fn padding_behind_the_text_may_be_any_plain_string() {
        let mut template = Template::default();
        let document = r#"{"text":"Blub","n":0,"padding":"xyz"}"#;
        template.learn(document, &document[9..13], Some(&document[32..35]), 7);
        let text = |document: &str| template.text(document).map(|(text, _)| text.to_string());

        assert_eq!(text(document).as_deref(), Some("Blub"));
        assert_eq!(text(r#"{"text":"fish","n":0,"padding":"a"}"#).as_deref(), Some("fish"));
        assert_eq!(text(r#"{"text":"","n":0,"padding":""}"#).as_deref(), Some(""));
        for other in [
            r#"{"text":"fish","n":1,"padding":"a"}"#,
            r#"{"text":"fish","n":0,"padding":"a","more":"b"}"#,
            r#"{"text":"fish","n":0,"padding":"\q"}"#,
            "{\"text\":\"fish\",\"n\":0,\"padding\":\"\n\"}",
            r#"{"text":"fish","n":0,"padding":"a"#,
            r#"{"text":"fish","n":0}"#,
        ] {
            assert_eq!(text(other), None, "{other}");
        }
    }

    #[test]
    fn a_time_may_be_any_number_or_string_before_the_text_or_behind_it() {
        let mut template = Template::default();
        let document = r#"{"at":"12:30","text":"Blub","created":17,"n":0}"#;
        template.learn(document, &document[22..26], [&document[7..12], &document[38..40], "elsewhere"], 7);
        let text = |document: &str| template.text(document).map(|(text, _)| text.to_string());

        assert_eq!(text(document).as_deref(), Some("Blub"));
        assert_eq!(text(r#"{"at":"","text":"\"","created":0,"n":0}"#).as_deref(), Some("\""));
        assert_eq!(text(r#"{"at":"12:31","text":"fish","created":18000,"n":0}"#).as_deref(), Some("fish"));
        for other in [
            r#"{"at":"12:31","text":"fish","created":17,"n":1}"#,
            r#"{"at":"12:31","text":"fish","created":017,"n":0}"#,
            r#"{"at":"12:31","text":"fish","created":1.7,"n":0}"#,
            r#"{"at":"12:31","text":"fish","created":,"n":0}"#,
            r#"{"at":"12:31","text":"fish","created":17"#,
            r#"{"at":"\q","text":"fish","created":17,"n":0}"#,
            "{\"at\":\"\n\",\"text\":\"fish\",\"created\":17,\"n\":0}",
        ] {
            assert_eq!(text(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_not_learned_leaves_what_was() {
        let mut template = learned(r#"{"a":"Blub"}"#, "Blub");

        template.learn(r#"{"b":"Blub"}"#, &String::from("Blub"), None, 8);
        template.learn(&format!(r#"{{"a":"Blub","b":"{}"}}"#, "b".repeat(2000)), "Blub", None, 8);

        assert!(template.text(r#"{"b":"fish"}"#).is_none());
        assert_eq!(template.text(r#"{"a":"fish"}"#).map(|(_, known)| known), Some(7));
    }
}
