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

/// The same, and every string as Python writes it: in ASCII alone, with no escape that is not needed. Servers in Go
/// escape `<`, `>` and `&`.
pub(crate) fn respelled(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let mut rest = json;
    while let Some(start) = rest.find('"') {
        let end = string_end(rest, start);
        out.push_str(&spaced(&rest[..start]));
        push_string(&rest[start..end], &mut out);
        rest = &rest[end..];
    }
    out.push_str(&spaced(rest));
    out
}

/// Where the string ends that begins with the quote at `start`.
fn string_end(json: &str, start: usize) -> usize {
    let mut is_escaped = false;
    let inside = json.as_bytes()[start + 1..].iter();
    let quote = inside.enumerate().find(|(_, byte)| {
        let is_end = !is_escaped && **byte == b'"';
        is_escaped = !is_escaped && **byte == b'\\';
        is_end
    });
    quote.map_or(json.len(), |(at, _)| start + 1 + at + 1)
}

/// Adds a string; one that cannot be read, because half of a character is escaped in it, as it is.
fn push_string(json: &str, out: &mut String) {
    if json.is_ascii() && !json.contains('\\') {
        out.push_str(json);
        return;
    }
    let read: Option<String> = serde_json::from_str(json).ok();
    let plain = read.and_then(|text| serde_json::to_string(&text).ok());
    for character in plain.as_deref().unwrap_or(json).chars() {
        if character.is_ascii() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{respelled, spaced};

    #[test]
    fn white_space_is_even_outside_strings_and_kept_inside() {
        let json = "{ \"a\":[1,2] ,\n\"b, c:\\\"  d\": {},\"e\\\\\":null}";

        assert_eq!(spaced(json), r#"{"a": [1, 2], "b, c:\"  d": {}, "e\\": null}"#);
    }

    #[test]
    fn strings_are_spelled_as_python_spells_them() {
        for (json, expected) in [
            (r#"{"a":"né 🐠","b":[1,"x"]}"#, r#"{"a": "n\u00e9 \ud83d\udc20", "b": [1, "x"]}"#),
            (
                r#"{"a":"1 \u003c 2 \u0026 \/","b":"\"\\\n\u001f"}"#,
                r#"{"a": "1 < 2 & /", "b": "\"\\\n\u001f"}"#,
            ),
            (r#"{"half \ud83d":"é"}"#, r#"{"half \ud83d": "\u00e9"}"#),
            ("{}", "{}"),
            (r#"{"cut"#, r#"{"cut"#),
        ] {
            assert_eq!(respelled(json), expected);
        }
    }
}
