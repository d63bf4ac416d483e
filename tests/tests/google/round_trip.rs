//! One answer is one message, however it came, and can be sent back as it came.

use runnable::{AiMessage, AiMessageChunk, Message, Runnable};
use runnable_fixtures::Fixture;
use runnable_providers::ChatGoogle;
use serde_json::{Value, json};

use super::decoding::decode;
use super::requests::{answered, sent};

/// The recordings that end well, as the responses of each.
fn complete() -> Vec<(Fixture, Vec<Value>)> {
    let all = runnable_fixtures::all().expect("the recordings can be read");
    let ours = all.into_iter().filter(|fixture| fixture.name().starts_with("google_genai/"));
    let complete: Vec<_> = ours
        .filter(|fixture| decode([&**body(fixture)]).end.is_ok())
        .map(|fixture| {
            let text = String::from_utf8_lossy(body(&fixture)).into_owned();
            let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
            let responses = data.map(|json| serde_json::from_str(json).expect("each is JSON")).collect();
            (fixture, responses)
        })
        .collect();
    assert!(complete.len() > 5, "the recordings are gone");
    complete
}

fn body(fixture: &Fixture) -> &bytes::Bytes {
    fixture.exchanges()[0].body.bytes()
}

fn folded(fixture: &Fixture) -> AiMessage {
    decode([&**body(fixture)]).chunks.into_iter().sum::<AiMessageChunk>().into()
}

/// The parts of all responses, as one response has them.
fn all_parts(responses: &[Value]) -> Vec<Value> {
    let parts = responses.iter().flat_map(|one| one["candidates"][0]["content"]["parts"].as_array().cloned());
    parts.flatten().collect()
}

/// The answer at once that says what the stream said.
fn whole(responses: &[Value]) -> Value {
    let mut whole = responses.last().expect("a stream has responses").clone();
    if whole["candidates"].is_array() {
        whole["candidates"][0]["content"] = json!({"role": "model", "parts": all_parts(responses)});
    }
    whole
}

#[tokio::test]
async fn an_answer_at_once_is_the_sum_of_its_stream() {
    for (fixture, responses) in complete() {
        for body in [whole(&responses), responses.into()] {
            let model = answered("gemini-2.5-flash", 200, &body.to_string());

            let message = model.call("hi").await.unwrap();

            assert_eq!(message, folded(&fixture), "{}", fixture.name());
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_sent_back_has_the_parts_that_came() {
    for (fixture, responses) in complete() {
        let history = vec![Message::human("hi"), folded(&fixture).into(), Message::human("go on")];

        let body = sent(ChatGoogle::new("gemini-2.5-flash"), history).await;

        let answer = &body["contents"][1];
        assert_eq!(answer["role"], "model", "{}", fixture.name());
        let came = joined(&all_parts(&responses));
        assert_eq!(joined(answer["parts"].as_array().unwrap()), came, "{}", fixture.name());
    }
}

/// The parts with texts that follow each other as one, without empty ones, which are not sent; numbers as the API means
/// them.
fn joined(parts: &[Value]) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for part in parts {
        let is_text = |part: &Value| part["text"].is_string();
        match out.last_mut() {
            Some(before) if is_text(before) && is_text(part) && before["thought"] == part["thought"] => {
                let text = [&*before, part].map(|part| part["text"].as_str().unwrap_or_default()).concat();
                before["text"] = text.into();
                if !part["thoughtSignature"].is_null() {
                    before["thoughtSignature"] = part["thoughtSignature"].clone();
                }
            }
            _ => out.push(part.clone()),
        }
    }
    let is_sent = |part: &Value| part["thoughtSignature"].is_string() || part["text"] != "";
    let mut sent: Vec<Value> = out.into_iter().filter(is_sent).collect();
    for part in &mut sent {
        if let Some(days) = part["functionCall"]["args"].get_mut("days") {
            *days = days.as_f64().into();
        }
    }
    sent
}
