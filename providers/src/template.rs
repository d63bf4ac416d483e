//! The same document again, with another text in it.
//!
//! The deltas of an answer differ in nothing but their text. Once one was parsed, the next is compared with what stood
//! before and behind the text:
//!
//! ```text
//! {"index":0,"delta":{"type":"text_delta","text":"Blub"}}
//! └────────────────────── head ─────────────────┘    └tail
//! ```
//!
//! The head ends inside a string, so what follows it is read as a string, and if that ends where the tail begins, the
//! document is the learned one with this text in its place. That is exact: in every other case nothing is found, and
//! the document is parsed. White space in the tail means nothing as long as the tail holds no string, and there it is
//! skipped: Anthropic pads its payloads with a random number of spaces. OpenAI pads them with a string of random letters
//! behind the text, which may be any.

use memchr::memchr2;

use crate::wire::Str;

/// How long head and tail may be together, in bytes: no delta is longer, and nothing else is worth keeping.
const LONGEST: usize = 1 << 10;

/// A document that was parsed, without its text; and what is known of it beside that.
#[derive(Debug, Default)]
pub(crate) struct Template<T> {
    /// Up to and with the quote that begins the text.
    head: String,
    /// From the quote that ends the text; where padding follows, up to the quote that begins it.
    tail: String,
    /// From the quote that ends the padding; empty where there is none.
    after: String,
    /// Whether white space in the tail may differ.
    is_tail_bare: bool,
    known: T,
}

impl<T: Copy> Template<T> {
    /// Remembers a document that was parsed, if `text` is a part of it and the rest is short. Says whether it is so.
    pub(crate) fn learn(&mut self, document: &str, text: &str, known: T) -> bool {
        if document.len().saturating_sub(text.len()) > LONGEST {
            return false;
        }
        let start = (text.as_ptr() as usize).checked_sub(document.as_ptr() as usize);
        let parts =
            start.and_then(|start| Some((document.get(..start)?, document.get(start + text.len()..)?)));
        let Some((head, tail)) = parts.filter(|(head, tail)| head.ends_with('"') && tail.starts_with('"'))
        else {
            return false;
        };
        head.clone_into(&mut self.head);
        tail.clone_into(&mut self.tail);
        self.after.clear();
        self.is_tail_bare = !tail[1..].contains('"');
        self.known = known;
        true
    }

    /// The same of a document in which another string, behind the text, is different each time and means nothing.
    pub(crate) fn learn_padded(&mut self, document: &str, text: &str, padding: Option<&str>, known: T) {
        let is_learned = self.learn(document, text, known);
        let Some(padding) = padding.filter(|_| is_learned) else { return };
        let start = (padding.as_ptr() as usize).checked_sub(document.as_ptr() as usize);
        let from_end = start.and_then(|start| document.len().checked_sub(start));
        let Some(at) = from_end.and_then(|from_end| self.tail.len().checked_sub(from_end)) else { return };
        let parts = self.tail.get(..at).zip(self.tail.get(at + padding.len()..));
        if let Some((tail, after)) =
            parts.filter(|(tail, after)| tail.ends_with('"') && after.starts_with('"'))
        {
            after.clone_into(&mut self.after);
            self.tail.truncate(tail.len());
            self.is_tail_bare = false;
        }
    }

    /// The text, and what is known beside it, if the document is the remembered one with another text.
    #[inline]
    pub(crate) fn text<'a>(&self, document: &'a str) -> Option<(Str<'a>, T)> {
        if self.head.is_empty() || !document.starts_with(&*self.head) {
            return None;
        }
        let rest = &document[self.head.len()..];
        let (end, is_escaped) = string_end(rest.as_bytes())?;
        let (text, tail) = rest.split_at(end);
        let is_known = if self.after.is_empty() {
            tail == self.tail || self.is_tail_bare && same_structure(tail, &self.tail)
        } else {
            tail.strip_prefix(&*self.tail).is_some_and(|rest| is_padded(rest, &self.after))
        };
        if !is_known {
            return None;
        }
        if is_escaped || text.bytes().any(|byte| byte < b' ') {
            // With its quotes it is a document of its own; a character that JSON forbids shows there.
            let text = serde_json::from_str(&document[self.head.len() - 1..=self.head.len() + end]).ok()?;
            return Some((text, self.known));
        }
        Some((Str::from(text), self.known))
    }
}

/// Whether this is the inside of a plain string, and `after` behind it.
fn is_padded(rest: &str, after: &str) -> bool {
    let end = string_end(rest.as_bytes());
    let padding = end.and_then(|(end, is_escaped)| (!is_escaped).then(|| rest.split_at(end)));
    padding.is_some_and(|(padding, behind)| behind == after && padding.bytes().all(|byte| byte >= b' '))
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
        template.learn(document, &document[start..start + text.len()], 7);
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
        template.learn_padded(document, &document[9..13], Some(&document[32..35]), 7);
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
    fn what_is_not_learned_leaves_what_was() {
        let mut template = learned(r#"{"a":"Blub"}"#, "Blub");

        template.learn(r#"{"b":"Blub"}"#, &String::from("Blub"), 8);
        template.learn(&format!(r#"{{"a":"Blub","b":"{}"}}"#, "b".repeat(2000)), "Blub", 8);

        assert!(template.text(r#"{"b":"fish"}"#).is_none());
        assert_eq!(template.text(r#"{"a":"fish"}"#).map(|(_, known)| known), Some(7));
    }
}
