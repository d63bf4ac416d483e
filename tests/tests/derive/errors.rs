//! Errors of hooks: ours are found again, whatever they are wrapped in.

use std::time::Duration;

use futures::executor::block_on;
use futures::stream::{self, BoxStream, StreamExt};
use runnable::prelude::*;
use runnable::{BoxError, Error, ErrorKind};

use super::laws;

fn overloaded() -> Error {
    Error::new(ErrorKind::Provider, "overloaded")
        .with_status(529)
        .with_request_id("req_7")
        .with_retry_after(Duration::from_secs(2))
}

#[track_caller]
fn assert_facts_survive<R: Runnable<Input = Messages>>(step: &R) {
    let called = block_on(step.call("hi").into_future()).err().unwrap();
    let streamed =
        block_on(step.stream("hi").filter_map(|item| async { item.err() }).boxed().next()).unwrap();
    for error in [called, streamed] {
        assert_eq!(error.kind(), ErrorKind::Provider);
        assert_eq!(error.status(), Some(529));
        assert_eq!(error.request_id(), Some("req_7"));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
        assert!(error.is_retryable());
    }
    laws::hold_in_failure(step, "hi");
}

/// A type whose `invoke` fails so, and one whose `stream_tokens` does.
macro_rules! fails_with {
    ($error:ty, $make:expr) => {{
        #[derive(Runnable)]
        struct Now;
        impl Now {
            fn invoke(&self, _: Messages) -> std::result::Result<String, $error> {
                Err($make)
            }
        }
        #[derive(Runnable)]
        struct Later;
        impl Later {
            async fn invoke(&self, _: Messages) -> std::result::Result<String, $error> {
                Err($make)
            }
        }
        #[derive(Runnable)]
        struct InStream;
        impl InStream {
            fn stream_tokens(&self, _: Messages) -> impl Stream<Item = std::result::Result<String, $error>> {
                stream::iter([Ok("a".to_owned()), Err($make)])
            }
        }
        #[derive(Runnable)]
        struct BeforeStream;
        impl BeforeStream {
            async fn stream_tokens(
                &self,
                _: Messages,
            ) -> std::result::Result<BoxStream<'static, std::result::Result<String, $error>>, $error>
            {
                Err($make)
            }
        }
        assert_facts_survive(&Now);
        assert_facts_survive(&Later);
        assert_facts_survive(&InStream);
        assert_facts_survive(&BeforeStream);
    }};
}

#[test]
fn ours_is_kept() {
    fails_with!(Error, overloaded());
}

#[test]
fn ours_in_anyhow_is_found() {
    fails_with!(anyhow::Error, overloaded().into());
}

#[test]
fn ours_deep_in_anyhow_is_found() {
    fails_with!(
        anyhow::Error,
        anyhow::Error::from(overloaded()).context("while asking").context("in the agent")
    );
}

#[test]
fn ours_in_eyre_is_found() {
    fails_with!(eyre::Report, eyre::Report::new(overloaded()).wrap_err("while asking"));
}

#[test]
fn ours_in_a_box_is_found() {
    fails_with!(BoxError, overloaded().into());
}

#[test]
fn ours_in_an_error_of_the_users_is_found() {
    #[derive(Debug)]
    struct AgentFailed(Error);
    impl std::fmt::Display for AgentFailed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the agent failed")
        }
    }
    impl std::error::Error for AgentFailed {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    fails_with!(AgentFailed, AgentFailed(overloaded()));
}

#[test]
fn the_words_of_anyhow_are_shown_and_the_cause_stays() {
    #[derive(Runnable)]
    struct Reads;
    impl Reads {
        async fn invoke(&self, _: Messages) -> anyhow::Result<String> {
            use anyhow::Context as _;
            std::fs::read_to_string("/no/such/file").context("the prompt cannot be read")
        }
    }

    let error = block_on(Reads.call("hi").into_future()).unwrap_err();

    assert_eq!(error.to_string(), "the prompt cannot be read");
    assert_eq!(error.kind(), ErrorKind::Step);
    assert!(error.downcast_ref::<std::io::Error>().is_some());
}

#[test]
fn text_is_an_error_too() {
    #[derive(Runnable)]
    struct Refuses;
    impl Refuses {
        fn invoke(&self, _: Messages) -> std::result::Result<String, &'static str> {
            Err("not today")
        }
    }

    assert_eq!(laws::hold_in_failure(&Refuses, "hi"), "not today");
}

#[test]
fn what_had_arrived_is_kept() {
    #[derive(Runnable)]
    struct Breaks;
    impl Breaks {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = anyhow::Result<&'static str>> {
            stream::iter([Ok("half "), Ok("a sentence"), Err(anyhow::anyhow!("cut"))])
        }
    }

    let error = block_on(Breaks.call("hi").into_future()).unwrap_err();

    assert_eq!(error.partial().unwrap().text(), "half a sentence");
}

#[test]
fn a_foreign_error_in_a_report_is_found_too() {
    #[derive(Runnable)]
    struct Reads;
    impl Reads {
        async fn invoke(&self, _: Messages) -> anyhow::Result<String> {
            Ok(std::fs::read_to_string("/no/such/file")?)
        }
    }

    let error = block_on(Reads.call("hi").into_future()).unwrap_err();

    let found = error.downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(found.kind(), std::io::ErrorKind::NotFound);
    assert_eq!(error.to_string(), found.to_string());
    assert!(std::error::Error::source(&error).is_none(), "its text would be told twice");
}
