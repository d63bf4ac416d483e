//! The arguments of a call that came whole, as the text that fragments would have added up to.

/// The JSON text with one space behind each comma and colon and no other white space, as LangChain writes it.
pub(crate) fn spaced(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let (mut is_string, mut is_escaped) = (false, false);
    for character in json.chars() {
        if is_string {
            is_string = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
            out.push(character);
            continue;
        }
        match character {
            ' ' | '\t' | '\r' | '\n' => continue,
            _ => out.push(character),
        }
        match character {
            ',' | ':' => out.push(' '),
            '"' => is_string = true,
            _ => {}
        }
    }
    out
}

/// The same text in ASCII alone: any other character as its UTF-16 escapes.
pub(crate) fn in_ascii(json: String) -> String {
    if json.is_ascii() {
        return json;
    }
    let mut out = String::with_capacity(json.len() * 2);
    for character in json.chars() {
        if character.is_ascii() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{in_ascii, spaced};

    #[test]
    fn white_space_is_even_outside_strings_and_kept_inside() {
        let json = "{ \"a\":[1,2] ,\n\"b, c:\\\"  d\": {},\"e\\\\\":null}";

        assert_eq!(spaced(json), r#"{"a": [1, 2], "b, c:\"  d": {}, "e\\": null}"#);
    }

    #[test]
    fn characters_beyond_ascii_are_escaped_as_utf16() {
        assert_eq!(in_ascii("{\"a\": \"né 🐠\"}".to_owned()), r#"{"a": "n\u00e9 \ud83d\udc20"}"#);
    }
}
