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
//! skipped: Anthropic pads its payloads with a random number of spaces.

use memchr::memchr2;

use crate::wire::Str;

/// How long head and tail may be together, in bytes: no delta is longer, and nothing else is worth keeping.
const LONGEST: usize = 1 << 10;

/// A document that was parsed, without its text; and what is known of it beside that.
#[derive(Debug, Default)]
pub(crate) struct Template<T> {
    /// Up to and with the quote that begins the text.
    head: String,
    /// From the quote that ends the text.
    tail: String,
    /// Whether white space in the tail may differ.
    is_tail_bare: bool,
    known: T,
}

impl<T: Copy> Template<T> {
    /// Remembers a document that was parsed, if `text` is a part of it and the rest is short.
    pub(crate) fn learn(&mut self, document: &str, text: &str, known: T) {
        if document.len().saturating_sub(text.len()) > LONGEST {
            return;
        }
        let start = (text.as_ptr() as usize).checked_sub(document.as_ptr() as usize);
        let parts =
            start.and_then(|start| Some((document.get(..start)?, document.get(start + text.len()..)?)));
        let Some((head, tail)) = parts.filter(|(head, tail)| head.ends_with('"') && tail.starts_with('"'))
        else {
            return;
        };
        head.clone_into(&mut self.head);
        tail.clone_into(&mut self.tail);
        self.is_tail_bare = !tail[1..].contains('"');
        self.known = known;
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
        if tail != self.tail && !(self.is_tail_bare && same_structure(tail, &self.tail)) {
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
    fn what_is_not_learned_leaves_what_was() {
        let mut template = learned(r#"{"a":"Blub"}"#, "Blub");

        template.learn(r#"{"b":"Blub"}"#, &String::from("Blub"), 8);
        template.learn(&format!(r#"{{"a":"Blub","b":"{}"}}"#, "b".repeat(2000)), "Blub", 8);

        assert!(template.text(r#"{"b":"fish"}"#).is_none());
        assert_eq!(template.text(r#"{"a":"fish"}"#).map(|(_, known)| known), Some(7));
    }
}
