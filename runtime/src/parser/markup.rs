//! The reader of XML: tags and text, and no memory of what they are part of.

use std::borrow::Cow;

/// An entity that is longer than this is none.
const LONGEST_ENTITY: usize = 12;

/// What a text that arrives in pieces holds next.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open { name: &'a str, is_empty: bool },
    Close { name: &'a str },
    Text(Cow<'a, str>),
}

/// The text and the place in it.
///
/// What is cut waits for the rest; the search for its end goes on where it stopped. A `<` that begins no tag and an
/// `&` that begins no entity are text: models write them.
#[derive(Debug, Default)]
pub(super) struct Markup {
    text: String,
    position: usize,
    /// No end of what begins at the position stands before this byte.
    scanned: usize,
    /// The quote in which an attribute's value is open there.
    quote: Option<u8>,
}

impl Markup {
    pub(super) fn push(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// All of the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The next token; none where more text is needed.
    pub(super) fn next(&mut self) -> Option<Token<'_>> {
        loop {
            let rest = &self.text[self.position..];
            match rest.as_bytes() {
                [] | [b'<'] => return None,
                [b'<', b'!', ..] if rest.starts_with("<!--") => self.skip_through("-->", 4)?,
                [b'<', b'!', ..] if rest.starts_with("<![CDATA[") => {
                    let (start, end) = self.take_through("]]>", 9)?;
                    return Some(Token::Text(Cow::Borrowed(&self.text[start + 9..end - 3])));
                }
                [b'<', b'!', ..] if "<!--".starts_with(rest) || "<![CDATA[".starts_with(rest) => return None,
                [b'<', b'!', ..] => self.skip_through(">", 2)?,
                [b'<', b'?', ..] => self.skip_through("?>", 2)?,
                [b'<', b'/', ..] => return self.tag(),
                [b'<', ..]
                    if rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':')) =>
                {
                    return self.tag();
                }
                [b'<', ..] => return Some(self.take_text(1)),
                [b'&', ..] => return self.entity(),
                _ => {
                    let length = rest.find(['<', '&']).unwrap_or(rest.len());
                    return Some(self.take_text(length));
                }
            }
        }
    }

    fn take_text(&mut self, length: usize) -> Token<'_> {
        let start = self.position;
        self.position += length;
        Token::Text(Cow::Borrowed(&self.text[start..self.position]))
    }

    /// Takes everything through the end mark, which does not stand in the first bytes. Gives from where to where.
    fn take_through(&mut self, mark: &str, skipped: usize) -> Option<(usize, usize)> {
        let start = self.position;
        let mut from = self.scanned.max(start + skipped);
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        match self.text[from..].find(mark) {
            Some(at) => {
                self.position = from + at + mark.len();
                self.scanned = self.position;
                Some((start, self.position))
            }
            None => {
                self.scanned = self.text.len().saturating_sub(mark.len() - 1);
                None
            }
        }
    }

    fn skip_through(&mut self, mark: &str, skipped: usize) -> Option<()> {
        self.take_through(mark, skipped).map(|_| ())
    }

    fn tag(&mut self) -> Option<Token<'_>> {
        let start = self.position;
        let end = self.tag_end()?;
        self.position = end + 1;
        let inner = &self.text[start + 1..end];
        let name = |text: &'_ str| text.find([' ', '\t', '\r', '\n', '/']).unwrap_or(text.len());
        Some(match inner.strip_prefix('/') {
            Some(inner) => Token::Close { name: &inner[..name(inner)] },
            None => Token::Open { name: &inner[..name(inner)], is_empty: inner.ends_with('/') },
        })
    }

    /// The byte of the `>` that ends the tag: one in quotes does not.
    fn tag_end(&mut self) -> Option<usize> {
        let from = self.scanned.max(self.position);
        for (at, &byte) in self.text.as_bytes().iter().enumerate().skip(from) {
            match (self.quote, byte) {
                (None, b'>') => {
                    self.scanned = at + 1;
                    return Some(at);
                }
                (None, b'"' | b'\'') => self.quote = Some(byte),
                (Some(open), byte) if open == byte => self.quote = None,
                _ => {}
            }
        }
        self.scanned = self.text.len();
        None
    }

    fn entity(&mut self) -> Option<Token<'_>> {
        let rest = &self.text[self.position + 1..];
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric() && character != '#');
        let decoded = match end {
            None if rest.len() < LONGEST_ENTITY => return None,
            Some(end) if rest[end..].starts_with(';') => {
                decode(&rest[..end]).map(|character| (character, end))
            }
            None | Some(_) => None,
        };
        let Some((character, length)) = decoded else { return Some(self.take_text(1)) };
        self.position += length + 2;
        Some(Token::Text(character.to_string().into()))
    }
}

fn decode(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = entity.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So each byte is searched once, whatever the pieces.
    #[test]
    fn the_search_for_an_end_goes_on_where_it_stopped() {
        for (opening, end) in [("<!-- ", "-->"), ("<![CDATA[", "]]>"), ("<?xml ", "?>"), ("<a x='", "'>")] {
            let mut markup = Markup::default();
            markup.push(opening);
            for _ in 0..100 {
                markup.push("<b é=\"> ");
                assert_eq!(markup.next(), None);
                assert!(markup.scanned + end.len() > markup.text.len(), "{opening}");
            }
        }
    }
}
