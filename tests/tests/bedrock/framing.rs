//! Amazon's event stream: binary messages with checksums.

use std::error::Error;

use proptest::collection::vec;
use proptest::prelude::*;
use runnable::ErrorKind;
use runnable_tests::aws::{self, event, message, sealed};
use runnable_tests::decoding::{Decoded, cut};

use super::bodies::{blub, decode};

/// The text of the error's cause.
fn cause(decoded: &Decoded) -> String {
    let error = decoded.end.as_ref().expect_err("the stream is broken");
    assert_eq!(error.kind(), ErrorKind::Protocol, "{error}");
    error.source().expect("it says why").to_string()
}

#[test]
fn a_byte_that_was_changed_anywhere_is_noticed() {
    let bytes = blub();
    let whole = decode([&bytes[..]]);
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 0x10;

        let decoded = decode([&broken[..]]);

        let said: Vec<_> = whole.chunks.iter().take(decoded.chunks.len()).collect();
        assert_eq!(decoded.chunks.iter().collect::<Vec<_>>(), said, "byte {at}");
        assert!(cause(&decoded).contains("a wrong checksum"), "byte {at}");
    }
}

#[test]
fn every_cut_gives_the_same_chunks() {
    let bytes = blub();
    let whole = decode([&bytes[..]]);

    assert!(whole.end.is_ok());
    assert_eq!(decode(bytes.chunks(1)), whole, "one byte at a time");
    for at in 0..bytes.len() {
        let (head, tail) = bytes.split_at(at);
        assert_eq!(decode([head, tail]), whole, "cut at {at}");
        assert_eq!(decode([head, &[], tail]), whole, "cut at {at}, with nothing between");
    }
}

#[test]
fn headers_of_every_type_are_passed_over() {
    let mut headers = Vec::new();
    let values: [(u8, &[u8]); 10] = [
        (0, b""),
        (1, b""),
        (2, b"1"),
        (3, b"12"),
        (4, b"1234"),
        (5, b"12345678"),
        (6, b"\x00\x03abc"),
        (7, b"\x00\x03abc"),
        (8, b"12345678"),
        (9, b"1234567890123456"),
    ];
    for (kind, value) in values {
        headers.extend([&[1, b'x', kind][..], value].concat());
    }
    headers.extend(b"\x0b:event-type\x07\x00\x11contentBlockDelta");
    let delta = sealed(&headers, br#"{"contentBlockIndex":0,"delta":{"text":"Blub"}}"#);

    assert_eq!(decode([&delta[..]]).text(), "Blub");
}

#[test]
fn a_message_whose_checksums_are_right_may_still_be_broken() {
    let delta = r#"{"contentBlockIndex":0,"delta":{"text":"Blub"}}"#.as_bytes();
    let lengths = |total: u32, headers: u32| {
        let mut prelude = [total.to_be_bytes(), headers.to_be_bytes()].concat();
        prelude.extend(crc32fast::hash(&prelude).to_be_bytes());
        prelude
    };
    for (bytes, defect) in [
        (sealed(b"\x0b:event-type\x07\x00\x11content", delta), "has broken headers"),
        (sealed(b"\x01x\x0a", delta), "has broken headers"),
        (sealed(b"\x05:even", delta), "has broken headers"),
        (sealed(b"\x0b:event-type\x07\x00\x01\xff", delta), "has broken headers"),
        (sealed(b"", b"\xff"), "is not UTF-8"),
        (lengths(15, 0), "has lengths that do not fit each other"),
        (lengths(20, 5), "has lengths that do not fit each other"),
        (lengths(20, u32::MAX), "has lengths that do not fit each other"),
        (lengths(u32::MAX, 0), "is longer than 16777216 bytes"),
    ] {
        let decoded = decode([&event("messageStart", "{}")[..], &bytes]);

        assert_eq!(decoded.chunks.len(), 1, "{defect}");
        let cause = cause(&decoded);
        assert!(cause.starts_with("the frame at byte ") && cause.contains(defect), "{cause}");
    }
}

#[test]
fn an_exception_and_an_error_have_their_codes() {
    let told = r#"{"message":"Slow\ndown"}"#;
    let exception = aws::exception("throttlingException", told);
    let error = message(
        &[(":message-type", "error"), (":error-code", "InternalError"), (":error-message", "Oh")],
        "",
    );
    let strange =
        aws::exception("modelStreamErrorException", r#"{"originalMessage":"Bad","originalStatusCode":500}"#);
    let silent = aws::exception("validationException", "{}");

    for (bytes, code, text, is_retryable) in [
        (exception, "throttlingException", "Slow down", true),
        (error, "InternalError", "Oh", false),
        (strange, "modelStreamErrorException", "Bad", true),
        (silent, "validationException", "validationException", false),
    ] {
        let error = decode([&bytes[..]]).end.unwrap_err();

        assert_eq!((error.kind(), error.code()), (ErrorKind::Provider, Some(code)));
        assert_eq!(error.to_string(), format!("bedrock_converse: {text}"));
        assert_eq!(error.is_retryable(), is_retryable, "{code}");
    }
}

proptest! {
    #[test]
    fn bytes_of_any_kind_give_chunks_or_an_error_however_they_are_cut(
        bytes in vec(any::<u8>(), 0..200),
        tail in 0..600_usize,
        cuts in vec(0..200_usize, 0..6),
    ) {
        let good = blub();
        let bytes = [&good[..tail.min(good.len())], &bytes].concat();
        let cuts = cuts.into_iter().filter(|at| *at < bytes.len()).collect();

        prop_assert_eq!(decode(cut(&bytes, cuts)), decode([&bytes[..]]));
    }
}
