//! Escapes in strings, surrogate pairs included.

/// What a text that begins with a backslash gives.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// One character, and the bytes of text that stand for it.
    Whole { character: char, length: usize },
    /// The text ends before the escape does.
    Cut,
    /// The byte at this index cannot be there.
    Broken { at: usize },
    /// Half of a surrogate pair without the other half.
    LoneSurrogate,
}

/// Decodes the escape at the beginning of a text.
pub(super) fn unescape(text: &[u8]) -> Escape {
    let character = match text.get(1) {
        None => return Escape::Cut,
        Some(b'u') => return unicode(text),
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(_) => return Escape::Broken { at: 1 },
    };
    Escape::Whole { character, length: 2 }
}

fn unicode(text: &[u8]) -> Escape {
    let unit = match code_unit(text, 2) {
        Ok(unit) => unit,
        Err(escape) => return escape,
    };
    match char::from_u32(unit) {
        Some(character) => Escape::Whole { character, length: 6 },
        None if unit < 0xDC00 => pair(text, unit),
        None => Escape::LoneSurrogate,
    }
}

fn pair(text: &[u8], high: u32) -> Escape {
    for (at, wanted) in [(6, b'\\'), (7, b'u')] {
        match text.get(at) {
            None => return Escape::Cut,
            Some(&found) if found != wanted => return Escape::LoneSurrogate,
            Some(_) => {}
        }
    }
    let low = match code_unit(text, 8) {
        Ok(unit) => unit,
        Err(escape) => return escape,
    };
    let is_low = (0xDC00..0xE000).contains(&low);
    match char::from_u32(0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF))) {
        Some(character) if is_low => Escape::Whole { character, length: 12 },
        _ => Escape::LoneSurrogate,
    }
}

/// Four hexadecimal digits from this index on.
fn code_unit(text: &[u8], from: usize) -> Result<u32, Escape> {
    (from..from + 4).try_fold(0, |unit, at| {
        let digit = text.get(at).ok_or(Escape::Cut)?;
        let digit = char::from(*digit).to_digit(16).ok_or(Escape::Broken { at })?;
        Ok(unit << 4 | digit)
    })
}
