//! What comes of a response: its head decides how its body is read, and which error it is.

use futures::StreamExt;
use runnable::{AiMessageChunk, Error, ErrorKind, Runnable};
use runnable_providers::ChatAnthropic;
use serde_json::Value;

use super::bodies::{BLUB, WHOLE_BLUB};
use super::script::{Answer, Ask as _, End, Script};

async fn stream(model: ChatAnthropic) -> (Vec<AiMessageChunk>, Option<Error>) {
    let mut items = model.stream("hi").collect::<Vec<_>>().await;
    let error = match items.pop() {
        Some(Err(error)) => Some(error),
        other => {
            items.extend(other);
            None
        }
    };
    (items.into_iter().map(|item| item.expect("an error comes last")).collect(), error)
}

async fn error_of(answer: Answer) -> Error {
    stream(Script::new([answer]).model().max_retries(0)).await.1.expect("it is an error")
}

#[tokio::test]
async fn a_stream_is_asked_for_and_arrives() {
    let script = Script::new([Answer::stream(BLUB)]);

    let (chunks, error) = stream(script.model()).await;

    let texts: Vec<_> = chunks.iter().map(|chunk| chunk.text().into_owned()).collect();
    assert_eq!(texts, ["", "Blub", " blub.", ""]);
    assert!(error.is_none());
    assert_eq!(script.sent()["stream"], true);
    assert_eq!(script.asked()[0].headers.get("accept"), Some("text/event-stream"));
    assert!(chunks.iter().all(|chunk| chunk.id().is_some_and(|id| id.to_string() == "msg_1")));
}

#[tokio::test]
async fn a_call_asks_for_an_answer_at_once_and_gives_the_same_message() {
    let at_once = Script::new([Answer::json(200, WHOLE_BLUB)]);
    let in_pieces = Script::new([Answer::stream(BLUB)]);

    let message = at_once.model().call("hi").await.unwrap();

    assert_eq!(at_once.sent()["stream"], Value::Null);
    assert_eq!(message, in_pieces.model().streaming(true).call("hi").await.unwrap());
    assert_eq!(in_pieces.sent()["stream"], true);
}

#[tokio::test]
async fn a_call_that_somebody_listens_to_streams() {
    let script = Script::new([Answer::stream(BLUB)]);
    let model = script.model();

    let events: Vec<_> =
        model.stream_events("hi").map(|event| event.unwrap().event.to_string()).collect().await;

    assert_eq!(events.iter().filter(|event| *event == "on_chat_model_stream").count(), 4);
}

#[tokio::test]
async fn a_model_that_does_not_stream_gives_its_answer_in_one_chunk() {
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);

    let (chunks, _) = stream(script.model().streaming(false)).await;

    assert_eq!(chunks.len(), 1);
    assert!(chunks[0].is_last());
    assert_eq!(script.sent()["stream"], Value::Null);
}

#[tokio::test]
async fn an_answer_is_read_as_what_it_says_that_it_is() {
    let whole = stream(Script::new([Answer::json(200, WHOLE_BLUB)]).model()).await.0;
    let streamed = Script::new([Answer::stream(BLUB)]).model().call("hi").await.unwrap();
    let nameless = stream(Script::new([Answer::bare(200, BLUB)]).model()).await.0;

    assert_eq!(whole[0].text(), "Blub blub.");
    assert_eq!(streamed.text(), "Blub blub.");
    assert_eq!(nameless.len(), 4);
}

#[tokio::test]
async fn a_refusal_is_told_in_the_providers_words() {
    let body = r#"{"type":"error","error":{"type":"authentication_error","message":"API key is invalid."},"request_id":null}"#;
    let error = error_of(Answer::json(401, body).header("Request-Id", "req_7")).await;

    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!((error.status(), error.code()), (Some(401), Some("authentication_error")));
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(error.to_string(), "anthropic: API key is invalid.");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_refusal_that_is_not_json_shows_its_first_words() {
    let page = format!("<html>\r\n<h1>Bad gateway</h1>{}", "é".repeat(500));
    let error = error_of(Answer::new(502, "text/html", &page)).await;

    let text = error.to_string();
    assert!(text.starts_with("anthropic: status 502: <html> <h1>Bad gateway</h1>é"), "{text}");
    assert!(text.len() < 300 && text.ends_with("é …"), "{text}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_refusal_without_a_word_is_still_told() {
    let error = error_of(Answer::bare(500, "")).await;

    assert_eq!(error.to_string(), "anthropic: status 500: no text");
}

#[tokio::test]
async fn a_refusal_says_when_to_come_back() {
    let error = error_of(Answer::json(429, "{}").header("retry-after", "7")).await;

    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
}

#[tokio::test]
async fn an_error_that_comes_with_status_200_is_an_error() {
    let body =
        r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_9"}"#;
    let error = error_of(Answer::json(200, body)).await;

    assert_eq!(error.kind(), ErrorKind::Provider);
    assert_eq!((error.code(), error.request_id()), (Some("overloaded_error"), Some("req_9")));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_answer_of_the_wrong_type_is_an_error_that_shows_it() {
    let error = error_of(Answer::new(200, "text/html", "<p>Log in")).await;

    assert_eq!(error.kind(), ErrorKind::Protocol);
    assert_eq!(error.to_string(), "the answer is text/html instead of text/event-stream: <p>Log in");
    let error = error_of(Answer::json(200, r#"{"hello": 1}"#)).await;
    assert_eq!(error.to_string(), "the answer is not what the wire format says");
}

#[tokio::test]
async fn an_answer_that_is_compressed_is_refused_in_words() {
    let error = error_of(Answer::stream("\u{1f}").header("content-encoding", "gzip")).await;

    assert_eq!(error.kind(), ErrorKind::Protocol);
    assert_eq!(error.to_string(), "the answer is compressed with gzip, which nobody asked for");
}

#[tokio::test]
async fn an_answer_at_once_that_is_cut_is_truncated() {
    let script = Script::new([Answer::json(200, &WHOLE_BLUB[..100])]);

    let error = script.model().call("hi").await.unwrap_err();

    assert!(error.is_truncated(), "{error:?}");
}

#[tokio::test]
async fn a_connection_that_is_lost_is_an_error_with_its_cause_behind_what_came() {
    let at = BLUB.find("event: content_block_stop").unwrap();
    let answer = Answer::stream(&BLUB[..at]).ending(End::Lost).header("request-id", "req_3");
    let (chunks, error) = stream(Script::new([answer.clone()]).model()).await;

    assert_eq!(chunks.iter().map(|chunk| chunk.text()).collect::<String>(), "Blub blub.");
    let error = error.expect("the connection is lost");
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Transport, Some("req_3")));
    assert!(error.downcast_ref::<std::io::Error>().is_some());

    let error = Script::new([answer]).model().call("hi").await.unwrap_err();
    assert_eq!(error.partial().expect("something came").text(), "Blub blub.");
}

#[tokio::test]
async fn nothing_is_sent_before_somebody_looks() {
    let script = Script::new([]);
    let model = script.model();

    drop(model.stream("hi"));
    drop(model.call("hi"));

    assert!(script.asked().is_empty());
}

#[tokio::test]
async fn a_run_says_which_model_it_is() {
    let script = Script::new([Answer::stream(BLUB)]);
    let model = script.model().temperature(0.5).stop(["END"]);

    let start = model.stream_events("hi").next().await.unwrap().unwrap();

    let start = serde_json::to_value(&start).unwrap();
    assert_eq!(start["name"], "ChatAnthropic");
    assert_eq!(
        start["metadata"],
        serde_json::json!({
            "ls_provider": "anthropic",
            "ls_model_name": "claude-haiku-4-5",
            "ls_model_type": "chat",
            "ls_temperature": 0.5,
            "ls_max_tokens": 64000,
            "ls_stop": ["END"],
            "ls_integration": "runnable_chat_model",
        })
    );
}
