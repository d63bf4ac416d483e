//! When a request is sent again. Time stands still here and is moved by the runtime alone.

use std::time::Duration;

use futures::StreamExt;
use runnable::{Error, ErrorKind, Runnable};
use tokio::time::Instant;

use super::bodies::{BLUB, WHOLE_BLUB};
use super::script::{Answer, Ask as _, End, Script};

/// How often was asked, how long it took, and what came of it.
async fn call(answers: impl IntoIterator<Item = Answer>) -> (usize, Duration, Result<String, Error>) {
    let script = Script::new(answers);
    let start = Instant::now();
    let result = script.model().call("hi").await;
    (script.asked().len(), start.elapsed(), result.map(|message| message.text().into_owned()))
}

fn busy(status: u16) -> Answer {
    Answer::json(status, r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#)
}

fn good() -> Answer {
    Answer::json(200, WHOLE_BLUB)
}

#[tokio::test(start_paused = true)]
async fn a_busy_host_is_asked_again_and_again_a_little_later() {
    let (asked, waited, result) = call([busy(529), Answer::no_connection(), good()]).await;

    assert_eq!((asked, result.unwrap().as_str()), (3, "Blub blub."));
    assert!(waited >= Duration::from_millis(1125) && waited <= Duration::from_millis(1510), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn asking_stops_after_the_last_retry() {
    let (asked, _, result) = call([busy(500), busy(503), busy(529)]).await;

    assert_eq!((asked, result.unwrap_err().status()), (3, Some(529)));
}

#[tokio::test(start_paused = true)]
async fn each_status_is_retried_or_not_as_the_table_says() {
    for status in [408, 409, 429, 500, 502, 503, 504, 529] {
        assert_eq!(call([busy(status), good()]).await.0, 2, "{status}");
    }
    for status in [400, 401, 403, 404, 413, 422] {
        assert_eq!(call([busy(status)]).await.0, 1, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_host_has_the_last_word_on_retries() {
    assert_eq!(call([busy(529).header("x-should-retry", "false")]).await.0, 1);
    assert_eq!(call([busy(400).header("x-should-retry", "true"), good()]).await.0, 2);
}

#[tokio::test(start_paused = true)]
async fn the_wait_is_the_one_that_was_asked_for() {
    let waited = async |name, value| call([busy(429).header(name, value), good()]).await.1;

    assert_eq!(waited("retry-after-ms", "1500").await.as_millis() / 10, 150);
    assert_eq!(waited("retry-after", "3").await.as_millis() / 10, 300);
    assert!(waited("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT").await < Duration::from_millis(10));
    assert!(waited("retry-after", "soon").await >= Duration::from_millis(375));
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_more_than_a_minute_is_left_to_the_caller() {
    let (asked, waited, result) = call([busy(429).header("retry-after", "61")]).await;

    assert_eq!((asked, waited), (1, Duration::ZERO));
    assert_eq!(result.unwrap_err().retry_after(), Some(Duration::from_secs(61)));
}

#[tokio::test(start_paused = true)]
async fn a_date_in_the_future_is_waited_for() {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let (asked, waited, _) = call([busy(429).header("retry-after", &http_date(now + 30)), good()]).await;

    assert_eq!(asked, 2);
    assert!(waited > Duration::from_secs(20) && waited <= Duration::from_secs(31), "{waited:?}");
}

/// The date as HTTP writes it, for times of the years 2001 to 2099.
fn http_date(seconds: u64) -> String {
    let (mut days, rest) = ((seconds / 86_400) - 11_323, seconds % 86_400);
    let mut year = 2001;
    let length = |year: u64| if year.is_multiple_of(4) { 366 } else { 365 };
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let months = [31, length(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= months[month] {
        days -= months[month];
        month += 1;
    }
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month];
    let clock = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    format!("Mon, {:02} {name} {year} {clock} GMT", days + 1)
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_has_begun_is_never_asked_for_again() {
    let at = BLUB.find("event: content_block_stop").unwrap();
    let lost = Answer::stream(&BLUB[..at]).ending(End::Lost);
    let empty = Answer::stream("").ending(End::Lost);
    for answer in [lost, empty] {
        let script = Script::new([answer]);

        let items: Vec<_> = script.model().stream("hi").collect().await;

        assert_eq!(items.last().unwrap().as_ref().unwrap_err().kind(), ErrorKind::Transport);
        assert_eq!(script.asked().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_says_nothing_is_waited_for_no_longer_than_told() {
    let script = Script::new([Answer::silence(), Answer::silence()]);
    let start = Instant::now();

    let model = script.model().timeout(Duration::from_secs(5)).max_retries(1);
    let error = model.call("hi").await.unwrap_err();

    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "nothing arrived for 5s");
    assert_eq!(script.asked().len(), 2);
    assert!(start.elapsed() >= Duration::from_secs(10), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_falls_silent_is_an_error_after_what_came() {
    let at = BLUB.find("event: content_block_stop").unwrap();
    let script = Script::new([Answer::stream(&BLUB[..at]).ending(End::Silent)]);
    let start = Instant::now();

    let model = script.model().timeout(Duration::from_secs(5));
    let items: Vec<_> = model.stream("hi").collect().await;

    assert_eq!(items.len(), 4);
    assert!(items[3].as_ref().unwrap_err().is_timeout());
    assert_eq!(start.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_slow_consumer_is_not_a_silent_host() {
    let script = Script::new([Answer::stream(BLUB)]);
    let model = script.model().timeout(Duration::from_secs(5));
    let mut chunks = model.stream("hi");

    let mut count = 0;
    while let Some(chunk) = chunks.next().await {
        chunk.unwrap();
        count += 1;
        tokio::time::advance(Duration::from_secs(60)).await;
    }

    assert_eq!(count, 4);
}

#[test]
fn without_a_runtime_a_transport_without_sockets_is_asked_again_at_once() {
    let script = Script::new([busy(529), good()]);

    let message = futures::executor::block_on(script.model().call("hi").into_future()).unwrap();

    assert_eq!((message.text().as_ref(), script.asked().len()), ("Blub blub.", 2));
}
