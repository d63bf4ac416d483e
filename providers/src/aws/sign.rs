//! AWS Signature Version 4: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>.
//!
//! ```text
//! request ──▶ canonical request ──▶ text to sign ──▶ signature ──▶ authorization header
//!             method, path, query,  time, scope,     HMAC by a key
//!             headers, hash of body hash of it       of day, region, service
//! ```
//!
//! The time is given, so a signature is a pure function. It is good for five minutes: each try has its own.

use std::fmt::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::credentials::AwsCredentials;
use crate::http::WireRequest;

/// Signs requests to one service in one region.
#[derive(Debug, Clone)]
pub(crate) struct Signer {
    pub(crate) credentials: AwsCredentials,
    pub(crate) service: &'static str,
    pub(crate) region: String,
}

impl Signer {
    /// Adds the signature, and the headers that belong to it.
    pub(crate) fn sign(&self, request: &mut WireRequest, now: SystemTime) {
        let time = timestamp(now);
        request.headers.set("x-amz-date", &*time);
        if let Some(token) = &self.credentials.session_token {
            request.headers.set_secret("x-amz-security-token", token.expose());
        }
        let (authority, path, query) = parts(&request.url);
        let host = ("host", authority.as_str());
        let signed = ["content-type", "x-amz-date", "x-amz-security-token"];
        let mut headers: Vec<_> =
            signed.into_iter().filter_map(|name| Some((name, request.headers.get(name)?.trim()))).collect();
        headers.push(host);
        headers.sort_unstable();
        let names = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");

        let mut canonical = format!("POST\n{}\n{query}\n", encoded_again(path));
        for (name, value) in headers {
            let _ = writeln!(canonical, "{name}:{value}");
        }
        let _ = write!(canonical, "\n{names}\n{}", hex(&Sha256::digest(&request.body)));

        let Self { credentials, service, region } = self;
        let day = &time[..8];
        let scope = format!("{day}/{region}/{service}/aws4_request");
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex(&Sha256::digest(&canonical)));
        let secret = format!("AWS4{}", credentials.secret_access_key.expose());
        let steps = [day, region, service, "aws4_request", &text];
        let signature = steps.iter().fold(secret.into_bytes(), |key, step| hmac(&key, step));
        let value = format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={}",
            credentials.access_key_id,
            hex(&signature)
        );
        request.headers.set_secret("authorization", value);
    }
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("a key may have any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The host as the client library will name it, the path, and the query.
fn parts(url: &str) -> (String, &str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let start = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(start);
    let authority = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let default_port = if scheme.eq_ignore_ascii_case("http") { ":80" } else { ":443" };
    let host = authority.strip_suffix(default_port).unwrap_or(&authority).to_owned();
    (host, if path.is_empty() { "/" } else { path }, query)
}

/// The path, encoded once more than it is in the URL, as every service but S3 wants it.
fn encoded_again(path: &str) -> String {
    percent_encoded(path, |byte| byte == b'/')
}

/// The text with every byte as `%XX` that is neither plain in a URL nor kept.
pub(crate) fn percent_encoded(text: &str, is_kept: impl Fn(u8) -> bool) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if is_plain(byte) || is_kept(byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// The time in the form `20150830T123600Z`. Years are taken to begin in March, so that the leap day is the last.
fn timestamp(now: SystemTime) -> String {
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    let (days, clock) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + next;
    let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;

    /// The credentials and the time of the published test suite.
    fn signed(url: &str, headers: &[(&str, &str)], body: &str, service: &'static str) -> String {
        let mut credentials = AwsCredentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let (tokens, headers): (Vec<_>, Vec<_>) = headers.iter().partition(|(name, _)| *name == "token");
        if let Some((_, token)) = tokens.first() {
            credentials = credentials.session_token(*token);
        }
        let signer = Signer { credentials, service, region: "us-east-1".to_owned() };
        let headers: Headers = headers.into_iter().collect();
        let mut request = WireRequest::new(url, headers, body.to_owned());
        signer.sign(&mut request, UNIX_EPOCH + Duration::from_secs(1_440_938_160));
        assert_eq!(request.headers.get("x-amz-date"), Some("20150830T123600Z"));
        request.headers.get("authorization").unwrap().to_owned()
    }

    #[test]
    fn signatures_are_those_of_the_published_test_suite() {
        let url = "https://example.amazonaws.com:443";
        let scope = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request";
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        let token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

        let vanilla = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
        assert_eq!(
            signed(url, &[], "", "service"),
            format!("{scope}, SignedHeaders=host;x-amz-date, Signature={vanilla}")
        );
        let of_form = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";
        assert_eq!(
            signed(url, &form, "Param1=value1", "service"),
            format!("{scope}, SignedHeaders=content-type;host;x-amz-date, Signature={of_form}")
        );
        let of_session = "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead";
        assert_eq!(
            signed(url, &[("token", token)], "", "service"),
            format!("{scope}, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature={of_session}")
        );
    }

    #[test]
    fn a_path_that_holds_an_escape_is_signed_as_botocore_signs_it() {
        let url = "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-2-lite-v1%3A0/converse-stream";

        let authorization = signed(url, &[("content-type", "application/json")], "{}", "bedrock");

        let signature = "1c963b664a7abcb370be47c8abfd49bfebcb1f4e6637b7f00361a871eecb803c";
        assert!(authorization.ends_with(signature), "{authorization}");
    }

    #[test]
    fn a_time_is_a_date_of_the_calendar() {
        let time = |seconds| timestamp(UNIX_EPOCH + Duration::from_secs(seconds));

        assert_eq!(time(0), "19700101T000000Z");
        assert_eq!(time(951_782_399), "20000228T235959Z");
        assert_eq!(time(951_782_400), "20000229T000000Z");
        assert_eq!(time(1_795_391_999), "20261122T235959Z");
    }
}
