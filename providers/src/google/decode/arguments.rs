//! The arguments of a call.

/// The JSON text with `1` in place of `1.0`: in the API all numbers are of one type, and a tool that takes an integer
/// would not take such a one.
pub(super) fn with_whole_numbers(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut rest, mut is_string) = (json, false);
    while let Some(at) =
        rest.find(|c| if is_string { matches!(c, '"' | '\\') } else { matches!(c, '"' | '.') })
    {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let taken = match found.as_bytes() {
            [b'.', fraction @ ..] => match zeros(fraction) {
                Some(zeros) => {
                    rest = &found[1 + zeros..];
                    continue;
                }
                None => 1,
            },
            [b'\\', _, ..] => 1 + found[1..].chars().next().map_or(0, char::len_utf8),
            _ => {
                is_string = !is_string;
                1
            }
        };
        out.push_str(&found[..taken]);
        rest = &found[taken..];
    }
    out.push_str(rest);
    out
}

/// How many zeros there are, if the number has no other digits behind its point, and no exponent.
fn zeros(fraction: &[u8]) -> Option<usize> {
    let end = fraction.iter().position(|byte| *byte != b'0').unwrap_or(fraction.len());
    let goes_on = fraction.get(end).is_some_and(|byte| matches!(byte, b'1'..=b'9' | b'e' | b'E'));
    (end > 0 && !goes_on).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::with_whole_numbers;

    #[test]
    fn whole_numbers_lose_their_point_and_nothing_else_changes() {
        let json =
            r#"{"a": 1.0, "b": [-2.000,0.0], "c": 1.50, "d": 1.0e3, "1.0 \" é": "\\1.0\é\".0", "e": 10.01}"#;

        let expected =
            r#"{"a": 1, "b": [-2,0], "c": 1.50, "d": 1.0e3, "1.0 \" é": "\\1.0\é\".0", "e": 10.01}"#;
        assert_eq!(with_whole_numbers(json), expected);
        assert_eq!(with_whole_numbers("{}"), "{}");
    }
}
