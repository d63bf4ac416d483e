//! The text and the place in it: tokens, and no memory of what they are part of.
//!
//! Each method either takes what it names, or waits, or finds the text wrong. One that waits leaves the
//! position at the first byte it will need again: at most a literal or an escape, never a string.

use super::error::{PartialJsonError, PartialJsonErrorKind, Progress, Stop};
use super::escape::{Escape, unescape};

/// A place in the text.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) position: usize,
}

impl Cursor<'_> {
    /// The next byte that is not white space, left where it is.
    pub(super) fn peek(&mut self) -> Progress<u8> {
        let rest = &self.text.as_bytes()[self.position..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.position += blank;
        rest.get(blank).copied().ok_or(Stop::Wait)
    }

    /// Takes the next byte that is not white space if it is this one, and says whether it was.
    pub(super) fn take_if(&mut self, wanted: u8) -> Progress<bool> {
        let found = self.peek()? == wanted;
        self.position += usize::from(found);
        Ok(found)
    }

    /// Takes this byte, white space before it included; any other is an error.
    pub(super) fn take(&mut self, wanted: u8) -> Progress {
        if self.take_if(wanted)? { Ok(()) } else { self.unexpected(0) }
    }

    /// Takes a whole word, or waits for its end.
    pub(super) fn word(&mut self, word: &str) -> Progress {
        let rest = &self.text.as_bytes()[self.position..];
        let same = rest.iter().zip(word.bytes()).take_while(|(found, wanted)| *found == wanted).count();

        if same == word.len() {
            self.position += same;
            Ok(())
        } else {
            self.unexpected(same)
        }
    }

    /// Appends the characters of a string, decoded, and takes the quote that ends it.
    pub(super) fn characters(&mut self, out: &mut String) -> Progress {
        loop {
            let rest = &self.text[self.position..];
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.position += plain;

            match rest.as_bytes().get(plain) {
                None => return Err(Stop::Wait),
                Some(b'"') => {
                    self.position += 1;
                    return Ok(());
                }
                Some(_) => out.push(self.escape()?),
            }
        }
    }

    fn escape(&mut self) -> Progress<char> {
        match unescape(&self.text.as_bytes()[self.position..]) {
            Escape::Whole { character, length } => {
                self.position += length;
                Ok(character)
            }
            Escape::Cut => Err(Stop::Wait),
            Escape::Broken { at } => self.unexpected(at),
            Escape::LoneSurrogate => self.wrong(PartialJsonErrorKind::LoneSurrogate),
        }
    }

    /// The error that names the character so many bytes further on; none yet if the text ends there.
    pub(super) fn unexpected<T>(&self, ahead: usize) -> Progress<T> {
        let offset = self.position + ahead;
        let found = self.text[offset..].chars().next().ok_or(Stop::Wait)?;
        Err(Stop::Wrong(PartialJsonError::new(offset, PartialJsonErrorKind::Unexpected(found))))
    }

    /// An error at this place.
    pub(super) fn wrong<T>(&self, kind: PartialJsonErrorKind) -> Progress<T> {
        Err(Stop::Wrong(PartialJsonError::new(self.position, kind)))
    }
}
