//! The base URL of a host, with its variables filled in.

use runnable::{Error, ErrorKind, Result};

/// The URL with every `{A|B|=c}` replaced: by the first of the variables `A` and `B` that `lookup` knows, else by `c`.
///
/// # Errors
/// Of kind [`Config`](ErrorKind::Config): a variable that has no default is nowhere. The error names it.
pub(crate) fn filled(url: &str, lookup: impl Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, hole, behind)) = next_hole(rest) {
        out.push_str(before);
        let value = hole.split('|').find_map(|choice| match choice.strip_prefix('=') {
            Some(default) => Some(default.to_owned()),
            None => lookup(choice).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()),
        });
        let Some(value) = value else { return Err(missing(hole)) };
        out.push_str(value.trim_end_matches('/'));
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// The text before the first hole, its inside, and the text behind it.
fn next_hole(url: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = url.split_once('{')?;
    let (hole, behind) = rest.split_once('}')?;
    Some((before, hole, behind))
}

fn missing(hole: &str) -> Error {
    let names = hole.split('|').collect::<Vec<_>>().join(" or ");
    let first = hole.split('|').next().unwrap_or_default();
    let text = format!(
        "the host's address needs {names}: set the variable, or give it with `.variable(\"{first}\", …)`"
    );
    Error::new(ErrorKind::Config, text)
}

#[cfg(test)]
mod tests {
    use super::filled;

    fn lookup(name: &str) -> Option<String> {
        match name {
            "REGION" => Some(" eu-central-1 ".to_owned()),
            "ENDPOINT" => Some("https://ours.example.com/".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        }
    }

    #[test]
    fn the_first_variable_that_is_set_fills_its_hole() {
        let filled = |url| filled(url, lookup).unwrap();

        assert_eq!(filled("https://api.example.com"), "https://api.example.com");
        assert_eq!(filled("https://a.{OTHER|REGION}.example.com"), "https://a.eu-central-1.example.com");
        assert_eq!(filled("{ENDPOINT}/v1/{EMPTY|=global}"), "https://ours.example.com/v1/global");
    }

    #[test]
    fn a_variable_that_is_nowhere_is_named() {
        let error = filled("https://{A|B}.example.com", lookup).unwrap_err();

        let text = "the host's address needs A or B: set the variable, or give it with `.variable(\"A\", …)`";
        assert_eq!(error.to_string(), text);
    }
}
