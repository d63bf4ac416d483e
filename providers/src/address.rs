//! The base URL of a host, with its variables filled in; names that stand in a path.

use std::borrow::Cow;
use std::fmt::Write;

use runnable::{Error, ErrorKind, Result};

/// The URL with every `{A|B|=c}` replaced: by the first of the variables `A` and `B` that `lookup` knows, else by `c`.
///
/// In `{A|=c;x=y;*=*-z}` the value is not put in itself: `y` stands for the value `x`, and for any other what is behind
/// `*=`, with the value in place of each `*`.
///
/// # Errors
/// Of kind [`Config`](ErrorKind::Config): a variable that has no default is nowhere. The error names it.
pub(crate) fn filled(url: &str, lookup: impl Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some((before, hole, behind)) = next_hole(rest) {
        out.push_str(before);
        let (hole, forms) = hole.split_once(';').unwrap_or((hole, ""));
        let value = hole.split('|').find_map(|choice| match choice.strip_prefix('=') {
            Some(default) => Some(default.to_owned()),
            None => lookup(choice).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()),
        });
        let Some(value) = value else { return Err(missing(hole)) };
        out.push_str(&formed(value.trim_end_matches('/'), forms));
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// What stands for the value by the first of the forms that fits it; without one, the value itself.
fn formed(value: &str, forms: &str) -> String {
    let mut forms = forms.split(';').filter_map(|form| form.split_once('='));
    match forms.find(|(name, _)| *name == value || *name == "*") {
        Some((_, form)) => form.replace('*', value),
        None => value.to_owned(),
    }
}

/// A name as a part of a path: characters that would end the path, or mean something else in it, are escaped.
pub(crate) fn escaped(name: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/@:".contains(&byte);
    if name.bytes().all(is_plain) {
        return name.into();
    }
    name.bytes()
        .fold(String::with_capacity(name.len() + 8), |mut out, byte| {
            if is_plain(byte) {
                out.push(char::from(byte));
            } else {
                write!(out, "%{byte:02X}").expect("a string can be written to");
            }
            out
        })
        .into()
}

/// The text before the first hole, its inside, and the text behind it.
fn next_hole(url: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = url.split_once('{')?;
    let (hole, behind) = rest.split_once('}')?;
    Some((before, hole, behind))
}

/// An address without a scheme as a URL: with `http`, and with this port and this machine where it names none. A URL is
/// left as it is.
pub(crate) fn completed(address: &str, port: u16) -> String {
    if address.contains("://") {
        return address.to_owned();
    }
    let (authority, path) = address.split_at(address.find('/').unwrap_or(address.len()));
    let is_port = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // The colons inside the brackets of an IPv6 address are not the one before a port.
    let (host, given) = match authority.rsplit_once(':') {
        Some((host, digits)) if is_port(digits) => (host, Some(digits)),
        _ => (authority.trim_end_matches(':'), None),
    };
    let host = if host.is_empty() { "127.0.0.1" } else { host };
    match given {
        Some(given) => format!("http://{host}:{given}{path}"),
        None => format!("http://{host}:{port}{path}"),
    }
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
    use super::{completed, filled};

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
    fn a_value_may_stand_for_another_text() {
        let url = |place| format!("https://{{{place};global=;eu=api.eu.;*=*-*.}}example.com");

        assert_eq!(filled(&url("X|=global"), lookup).unwrap(), "https://example.com");
        assert_eq!(filled(&url("X|=eu"), lookup).unwrap(), "https://api.eu.example.com");
        assert_eq!(filled(&url("X|=b"), lookup).unwrap(), "https://b-b.example.com");
        assert!(filled(&url("X"), lookup).unwrap_err().to_string().contains("needs X:"));
    }

    #[test]
    fn a_name_cannot_leave_its_path() {
        assert_eq!(super::escaped("claude-x@2024/a.b:c"), "claude-x@2024/a.b:c");
        assert_eq!(super::escaped("a?b=c#d%2é"), "a%3Fb%3Dc%23d%252%C3%A9");
    }

    #[test]
    fn a_variable_that_is_nowhere_is_named() {
        let error = filled("https://{A|B}.example.com", lookup).unwrap_err();

        let text = "the host's address needs A or B: set the variable, or give it with `.variable(\"A\", …)`";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn an_address_is_read_as_ollamas_own_client_reads_it() {
        for (address, url) in [
            ("1.2.3.4", "http://1.2.3.4:11434"),
            (":56789", "http://127.0.0.1:56789"),
            ("1.2.3.4:56789", "http://1.2.3.4:56789"),
            ("http://1.2.3.4", "http://1.2.3.4"),
            ("https://example.com:56789/path", "https://example.com:56789/path"),
            ("example.com", "http://example.com:11434"),
            ("example.com/", "http://example.com:11434/"),
            ("example.com:56789/path", "http://example.com:56789/path"),
            ("[0001:002:003:0004::1]", "http://[0001:002:003:0004::1]:11434"),
            ("[0001:002:003:0004::1]:56789/path", "http://[0001:002:003:0004::1]:56789/path"),
        ] {
            assert_eq!(completed(address, 11434), url);
        }
    }
}
