//! The arguments of a call that came whole, as the text that fragments would have added up to.

/// The JSON text with one space behind each comma and colon and no other white space, as LangChain writes it.
pub(super) fn spaced(json: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn white_space_is_even_outside_strings_and_kept_inside() {
        let json = "{ \"a\":[1,2] ,\n\"b, c:\\\"  d\": {},\"e\\\\\":null}";

        assert_eq!(spaced(json), r#"{"a": [1, 2], "b, c:\"  d": {}, "e\\": null}"#);
    }
}
