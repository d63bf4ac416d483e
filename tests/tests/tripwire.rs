//! No request leaves this machine while the process is offline. Alone in its binary: offline is the whole process.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use runnable::{Error, ErrorKind, Runnable};
use runnable_fixtures::record::Recorder;
use runnable_fixtures::tape::Mode;
use runnable_fixtures::{Fixture, Matching, Tape, offline};
use runnable_providers::{ChatAnthropic, permit};

/// An address that is nobody's, by RFC 5737: asked in earnest, it does not answer.
const ELSEWHERE: &str = "http://192.0.2.1";
const REFUSAL: &str = "no request may leave this machine, and one was about to go to 192.0.2.1";

async fn refusal() -> Error {
    ChatAnthropic::new("claude-haiku-4-5").api_key("none").base_url(ELSEWHERE).call("hi").await.unwrap_err()
}

#[tokio::test]
async fn a_request_to_another_machine_fails_at_once() {
    let _offline = offline();

    let error = refusal().await;
    let in_batch = ChatAnthropic::new("m").api_key("none").batch(["a"]).await.remove(0).unwrap_err();

    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Config, REFUSAL));
    assert!(!error.is_retryable());
    assert!(in_batch.to_string().ends_with("api.anthropic.com"));
}

#[tokio::test]
async fn a_replay_is_asked_as_ever() {
    let _offline = offline();
    let tape = Fixture::load("anthropic/goldfish").unwrap();
    let server = tape.replay().matching(Matching::Any).serve().await.unwrap();

    let reply = ChatAnthropic::new("m").api_key("none").base_url(server.url()).call("hi").await;

    assert!(!reply.unwrap().text().is_empty());
}

#[tokio::test]
async fn a_tape_that_is_live_is_held_back_too() {
    let _offline = offline();
    let tape = Tape::named("never/recorded").mode(Mode::Live).open().unwrap();
    let model = ChatAnthropic::new("m").api_key("none").base_url(ELSEWHERE);

    let error = model.transport(tape.transport()).call("hi").await.unwrap_err();

    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Config, REFUSAL));
    tape.finish().unwrap();
}

#[test]
fn a_recording_is_refused_too() {
    let _offline = offline();

    let error = Recorder::new(ELSEWHERE, "never-written.sse").start().unwrap_err();

    assert_eq!(error.to_string(), "the server to record may not be asked");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), REFUSAL);
}

#[test]
fn names_and_addresses_of_this_machine_are_known() {
    let _offline = offline();

    for here in ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]", "::1"] {
        assert!(permit(here).is_ok(), "{here}");
    }
    for elsewhere in ["localhost.example.com", "10.0.0.1", "128.0.0.1", "0.0.0.0", "::2", ""] {
        assert!(permit(elsewhere).is_err(), "{elsewhere}");
    }
}

/// Run by the next test, in a process with the variable. Without it, the guard stands in for it.
#[tokio::test]
async fn in_a_process_of_its_own() {
    let _offline = std::env::var_os("RUNNABLE_OFFLINE").is_none().then(offline);

    assert_eq!(refusal().await.to_string(), REFUSAL);
}

#[test]
fn a_variable_does_the_same_for_the_whole_process() {
    let mut again = Command::new(std::env::current_exe().unwrap());

    let output =
        again.env("RUNNABLE_OFFLINE", "1").args(["--exact", "in_a_process_of_its_own"]).output().unwrap();

    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
