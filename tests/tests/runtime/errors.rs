//! Errors: found again, kept whole.

use std::error::Error as _;
use std::time::Duration;

use runnable::{Error, ErrorKind};

fn limited() -> Error {
    Error::new(ErrorKind::Provider, "slow down")
        .with_status(429)
        .with_code("rate_limit_error")
        .with_request_id("req_1")
        .with_retry_after(Duration::from_secs(7))
}

fn same_facts(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.code(), Some("rate_limit_error"));
    assert_eq!(error.request_id(), Some("req_1"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_retryable());
}

#[test]
fn ours_in_a_box_is_ours() {
    let boxed: runnable::BoxError = Box::new(limited());
    let error = Error::from(boxed);

    same_facts(&error);
    assert_eq!(error.to_string(), "slow down");
    assert!(error.source().is_none());
}

#[test]
fn ours_is_found_at_any_depth_of_a_report() {
    use anyhow::Context;
    let report = Err::<(), _>(limited()).context("step two").context("the chain").unwrap_err();
    let error = Error::from_report(report);

    same_facts(&error);
    assert_eq!(error.to_string(), "the chain");
    assert_eq!(error.source().unwrap().to_string(), "step two");

    let bare = Error::from_report(anyhow::Error::new(limited()));
    same_facts(&bare);
    assert_eq!(bare.to_string(), "slow down");
}

#[test]
fn a_foreign_error_speaks_for_itself_and_is_kept() {
    let error = Error::from(std::io::Error::new(std::io::ErrorKind::NotFound, "no such file"));

    assert_eq!(error.kind(), ErrorKind::Step);
    assert_eq!(error.to_string(), "no such file");
    assert_eq!(error.downcast_ref::<std::io::Error>().unwrap().kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn a_cause_is_kept_and_not_repeated() {
    let cause = std::io::Error::other("connection reset");
    let error = Error::new(ErrorKind::Transport, "the connection failed").with_source(cause);

    assert_eq!(error.to_string(), "the connection failed");
    assert_eq!(error.source().unwrap().to_string(), "connection reset");
    assert!(error.downcast_ref::<std::io::Error>().is_some());
}

#[test]
fn what_may_help_another_time_is_retryable() {
    let of = |kind| Error::new(kind, "x");

    assert!(of(ErrorKind::Transport).is_retryable());
    assert!(of(ErrorKind::Timeout).is_retryable());
    assert!(of(ErrorKind::Truncated).is_retryable());
    assert!(!of(ErrorKind::Provider).is_retryable());
    assert!(of(ErrorKind::Provider).with_status(529).is_retryable());
    assert!(!of(ErrorKind::Provider).with_status(400).is_retryable());
    assert!(of(ErrorKind::Provider).with_status(200).with_retryable(true).is_retryable());
    assert!(!of(ErrorKind::Input).is_retryable());
}
