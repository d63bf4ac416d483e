//! Numbers: the grammar, and what an unfinished one shows.
//!
//! The grammar is followed byte by byte, so that a wrong byte is found where it is. The value comes from
//! `serde_json`, so that integers, floats and their rounding are the same as everywhere else.

use serde_json::Value;

use super::cursor::Cursor;
use super::error::{PartialJsonError, PartialJsonErrorKind, Progress, Stop};

/// Bytes of an unfinished number that are looked at for its provisional value.
const LONGEST_SHOWN: usize = 64;

/// A number that is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Number {
    start: usize,
    /// Bytes from the start that the provisional value has been looked for in.
    shown: usize,
    part: Part,
}

/// The part of a number that the last byte was, the sign not counted.
#[derive(Clone, Copy, Debug, Default)]
enum Part {
    #[default]
    Start,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    Power,
}

impl Number {
    /// A number that begins at this byte; its sign, if it has one, is taken by the caller.
    pub(super) fn at(start: usize) -> Self {
        Self { start, ..Self::default() }
    }

    /// Reads on, and leaves the value in `value`: the final one if the number has ended, else the
    /// provisional one.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'_>, value: &mut Value) -> Progress {
        let end =
            self.scan(cursor).and_then(|()| self.whole(cursor.text, cursor.position).map_err(Stop::Wrong));
        match end {
            Ok(number) => {
                *value = number;
                Ok(())
            }
            Err(stop) => {
                self.show(cursor, value);
                Err(stop)
            }
        }
    }

    /// The value of the number if it ends at this byte.
    pub(super) fn whole(&self, text: &str, end: usize) -> Result<Value, PartialJsonError> {
        if !self.part.may_be_last() {
            return Err(PartialJsonError::new(end, PartialJsonErrorKind::UnexpectedEnd));
        }
        let out_of_range = PartialJsonError::new(self.start, PartialJsonErrorKind::NumberOutOfRange);
        parse(&text[self.start..end]).ok_or(out_of_range)
    }

    /// Takes the bytes of the number; done when there is one that does not belong to it.
    fn scan(&mut self, cursor: &mut Cursor<'_>) -> Progress {
        for &byte in &cursor.text.as_bytes()[cursor.position..] {
            match self.part.next(byte) {
                Some(part) => self.part = part,
                None if self.part.may_be_last() => return Ok(()),
                None => return cursor.unexpected(0),
            }
            cursor.position += 1;
        }
        Err(Stop::Wait)
    }

    /// Sets the value of the longest beginning that has one; each length is tried once.
    fn show(&mut self, cursor: &Cursor<'_>, value: &mut Value) {
        let length = LONGEST_SHOWN.min(cursor.position - self.start);
        let text = &cursor.text[self.start..];
        if let Some(number) = (self.shown + 1..=length).rev().find_map(|length| parse(&text[..length])) {
            *value = number;
        }
        self.shown = length;
    }
}

impl Part {
    fn next(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Start, b'0') => Some(Self::Zero),
            (Self::Start, b'1'..=b'9') | (Self::Integer, b'0'..=b'9') => Some(Self::Integer),
            (Self::Zero | Self::Integer, b'.') => Some(Self::Point),
            (Self::Point | Self::Fraction, b'0'..=b'9') => Some(Self::Fraction),
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Some(Self::Exponent),
            (Self::Exponent, b'+' | b'-') => Some(Self::ExponentSign),
            (Self::Exponent | Self::ExponentSign | Self::Power, b'0'..=b'9') => Some(Self::Power),
            _ => None,
        }
    }

    fn may_be_last(self) -> bool {
        matches!(self, Self::Zero | Self::Integer | Self::Fraction | Self::Power)
    }
}

fn parse(text: &str) -> Option<Value> {
    text.parse().ok().map(Value::Number)
}
