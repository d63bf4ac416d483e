//! The same over loopback: real sockets, the real HTTP stack.

use std::process::Command;
use std::time::Duration;

use futures::StreamExt;
use runnable::{ErrorKind, Runnable};
use runnable_fixtures::{Cuts, End, Exchange, Fixture, Matching, Pace, ReplayServer, Step};
use runnable_providers::ChatAnthropic;

use super::bodies::{BLUB, WHOLE_BLUB};
use super::decoding::decode;

fn exchange(content_type: &str, body: &str) -> Exchange {
    Exchange::new("written from the published format", content_type, body.as_bytes().to_vec())
}

fn tape() -> Fixture {
    Fixture::new("blub", exchange("text/event-stream", BLUB))
}

fn model(server: &ReplayServer) -> ChatAnthropic {
    ChatAnthropic::new("claude-haiku-4-5").base_url(server.url())
}

#[tokio::test]
async fn a_replayed_stream_gives_the_chunks_of_its_bytes_however_it_is_cut() {
    let expected = decode([BLUB.as_bytes()]).chunks;
    // All servers have one address, so one model keeps its connection.
    let mut kept = None;

    tape()
        .for_every_split(|server| {
            let model = kept.get_or_insert_with(|| model(&server)).clone();
            let expected = expected.clone();
            async move {
                let chunks: Vec<_> = model.stream("hi").map(Result::unwrap).collect().await;
                assert_eq!(chunks, expected);
            }
        })
        .await;
}

#[tokio::test]
async fn a_chunk_is_there_as_soon_as_its_event_is() {
    let server = tape().replay().cuts(Cuts::PerFrame).pace(Pace::Stepped).serve().await.unwrap();
    let model = model(&server);
    let mut chunks = model.stream("hi");

    let (_, first) = futures::join!(server.step(), chunks.next());
    assert_eq!(first.unwrap().unwrap().text(), "");
    for event in ["content_block_start", "ping", "content_block_delta"] {
        assert_eq!(server.step().await, Step::Sent, "{event}");
    }

    let second = tokio::time::timeout(Duration::from_secs(10), chunks.next()).await;
    assert_eq!(second.expect("it waits for no later event").unwrap().unwrap().text(), "Blub");
}

/// A process of its own, because a test must not change its environment.
#[test]
fn a_server_on_this_machine_is_not_asked_through_a_proxy() {
    let (_, module) = module_path!().split_once("::").unwrap();
    let test = format!("{module}::a_replayed_stream_gives_the_chunks_of_its_bytes_however_it_is_cut");
    let mut again = Command::new(std::env::current_exe().unwrap());
    for variable in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        again.env(variable, "http://127.0.0.1:1");
    }
    let output =
        again.env_remove("no_proxy").env_remove("NO_PROXY").args(["--exact", &test]).output().unwrap();

    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test]
async fn dropping_a_stream_closes_the_connection_at_once() {
    let server = tape().replay().cuts(Cuts::PerFrame).pace(Pace::Stepped).serve().await.unwrap();
    let model = model(&server);
    let mut chunks = model.stream("hi");

    let (_, first) = futures::join!(server.step(), chunks.next());
    first.unwrap().unwrap();
    drop(chunks);

    assert_eq!(server.disconnected().await.chunks_sent, 1);
}

#[tokio::test]
async fn dropping_a_call_closes_the_connection_at_once() {
    let server = tape().replay().cuts(Cuts::PerFrame).pace(Pace::Stepped).serve().await.unwrap();
    let model = model(&server);
    let call = tokio::spawn(async move { model.streaming(true).call("hi").await });

    server.step().await;
    call.abort();

    assert_eq!(server.disconnected().await.exchange, 0);
}

#[tokio::test]
async fn a_connection_that_is_dropped_is_a_transport_error_behind_what_came() {
    let at = BLUB.find("event: content_block_stop").unwrap();
    let mut cut = exchange("text/event-stream", &BLUB[..at]);
    cut.end = End::Reset;
    let server = Fixture::new("cut", cut).serve().await.unwrap();

    let items: Vec<_> = model(&server).stream("hi").collect().await;

    let (error, chunks) = items.split_last().unwrap();
    let text: String = chunks.iter().map(|chunk| chunk.as_ref().unwrap().text().into_owned()).collect();
    assert_eq!(text, "Blub blub.");
    let error = error.as_ref().unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, Some(200)));
    assert_eq!(error.to_string(), "the connection to 127.0.0.1 was lost");
    assert!(std::error::Error::source(error).is_some());
}

#[tokio::test]
async fn a_busy_host_is_asked_again() {
    let mut busy =
        exchange("application/json", r#"{"error":{"type":"overloaded_error","message":"Overloaded"}}"#);
    busy.response.status = 529;
    busy.response.headers =
        [("content-type", "application/json"), ("retry-after-ms", "1")].into_iter().collect();
    let tape = Fixture::new("busy", busy).then(exchange("application/json", WHOLE_BLUB));
    let server = tape.replay().matching(Matching::Any).serve().await.unwrap();

    let message = model(&server).call("hi").await.unwrap();

    assert_eq!((message.text().as_ref(), server.requests().len()), ("Blub blub.", 2));
}

#[tokio::test]
async fn a_host_that_is_not_there_is_a_transport_error_that_names_it() {
    let nowhere = ChatAnthropic::new("claude-haiku-4-5").base_url("http://127.0.0.1:1").max_retries(0);

    let error = nowhere.call("hi").await.unwrap_err();

    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::Transport, "no connection to 127.0.0.1")
    );
    assert!(error.is_retryable());
}

#[test]
fn blocking_code_streams_and_calls_too() {
    let server = tape().replay().start().unwrap();
    let model = model(&server);

    let texts: Vec<_> = model.blocking().stream("hi").map(|chunk| chunk.unwrap().to_string()).collect();

    assert_eq!(texts, ["", "Blub", " blub.", ""]);
    assert_eq!(model.blocking().call("hi").unwrap().text(), "Blub blub.");
}

#[test]
fn without_a_runtime_a_call_is_an_error_and_not_a_panic() {
    let model = ChatAnthropic::new("claude-haiku-4-5").base_url("http://127.0.0.1:1");

    let error = futures::executor::block_on(model.call("hi").into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.to_string(), "HTTP needs a tokio runtime; outside async code use `.blocking()`");
}
