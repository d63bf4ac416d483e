//! An answer at once, in pieces, and sent back. The last event of a stream holds the `output` that the answer would have
//! had, had it come at once: what the pieces add up to is held to that.

use std::fs;

use runnable::{AiMessage, ContentBlock, Message};
use runnable_fixtures::Fixture;
use serde_json::{Value, json};

use super::bodies::WHOLE_BLUB;
use super::decoding::decode;
use super::sending::Answering;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance");

/// A stream that came to its end, and the response that its last event holds.
struct Complete {
    name: String,
    message: AiMessage,
    response: Value,
}

fn complete(name: String, body: &[u8]) -> Option<Complete> {
    let text = String::from_utf8_lossy(body);
    let is_end =
        |event: &Value| event["type"] == "response.completed" || event["type"] == "response.incomplete";
    let data = text.lines().filter_map(|line| line.strip_prefix("data:"));
    let response = data.filter_map(|data| serde_json::from_str(data).ok()).find(is_end)?["response"].take();
    Some(Complete { name, message: decode([body]).whole(), response })
}

/// The recordings of this project, and those of the shared folder where it is there.
fn all() -> Vec<Complete> {
    let ours: Vec<Fixture> = runnable_fixtures::all().expect("the recordings can be read");
    let ours = ours.iter().filter(|fixture| fixture.name().starts_with("openai-responses/"));
    let body = |fixture: &Fixture| fixture.exchanges().last().map(|exchange| exchange.body.bytes().to_vec());
    let mut all: Vec<_> =
        ours.filter_map(|fixture| complete(fixture.name().to_owned(), &body(fixture)?)).collect();
    assert!(all.len() >= 10, "the recordings are gone");
    let Ok(folders) = fs::read_dir(format!("{FOLDER}/openai")) else {
        eprintln!("skipped: {FOLDER} is absent");
        return all;
    };
    for folder in folders.map(|folder| folder.expect("it can be read")) {
        let name = folder.file_name().to_string_lossy().into_owned();
        // That one begins behind the first events of its response, whose id is therefore not known.
        if name.starts_with("responses_") && !name.contains("starting_after") {
            all.extend(
                fs::read(folder.path().join("response.sse")).ok().and_then(|body| complete(name, &body)),
            );
        }
    }
    all
}

#[test]
fn an_answer_at_once_is_the_sum_of_its_stream() {
    for Complete { name, message, response } in all() {
        let whole = Answering::new(200, response.to_string()).ask("hi").unwrap();

        assert_eq!(with_marks(&whole), with_marks(&message), "{name}");
    }
}

/// The message with a mark in the place of what each event of one response has in another form: what is encrypted, and
/// log probabilities, which the last event rounds.
fn with_marks(message: &AiMessage) -> AiMessage {
    let marked = |block: ContentBlock, key: &str| {
        if block.extra(key).is_some() { block.with_extra(key, true) } else { block }
    };
    let blocks = message.blocks().iter().cloned();
    let blocks = blocks.map(|block| marked(marked(block, "encrypted_content"), "logprobs"));
    AiMessage { content: blocks.collect(), ..message.clone() }
}

#[test]
fn an_answer_that_is_sent_back_is_the_items_that_came() {
    for Complete { name, message, response } in all() {
        let answering = Answering::new(200, WHOLE_BLUB);
        answering.ask(vec![Message::human("hi"), message.into(), Message::human("go on")]).unwrap();

        let sent = answering.sent()["input"].take();
        let sent = sent.as_array().expect("items are a list");
        let (first, sent) = sent.split_first().expect("the question");
        let (last, sent) = sent.split_last().expect("the next question");

        assert_eq!((&first["content"], &last["content"]), (&json!("hi"), &json!("go on")), "{name}");
        let sent: Vec<_> = sent.iter().map(comparable).collect();
        let came: Vec<_> =
            response["output"].as_array().expect("items are a list").iter().map(comparable).collect();
        assert_eq!(sent, came, "{name}");
    }
}

/// An item without what need not be sent back: empty fields, states, ids of refusals, log probabilities, the sources of
/// a search, and of a picture all but its id. Arguments are compared by what they say, and what is encrypted by its
/// being there: each event encrypts it anew.
fn comparable(item: &Value) -> Value {
    let mut item = tidy(item.clone());
    let kind = item["type"].as_str().unwrap_or_default().to_owned();
    let fields = item.as_object_mut().expect("an item is an object");
    if let Some(Value::String(arguments)) = fields.get("arguments") {
        let parsed = serde_json::from_str(arguments).unwrap_or_else(|_| arguments.as_str().into());
        fields.insert("arguments".to_owned(), parsed);
    }
    if fields.contains_key("encrypted_content") {
        fields.insert("encrypted_content".to_owned(), true.into());
    }
    match kind.as_str() {
        "image_generation_call" => fields.retain(|key, _| matches!(key.as_str(), "type" | "id")),
        "message" if fields["content"][0]["type"] == "refusal" => drop(fields.remove("id")),
        "web_search_call" => {
            fields["action"].as_object_mut().into_iter().for_each(|action| drop(action.remove("sources")));
        }
        _ => {}
    }
    item
}

fn tidy(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let says = |key: &str, value: &Value| {
                let is_empty = value.is_null() || *value == "" || *value == json!([]) || *value == json!({});
                !is_empty && key != "status" && key != "logprobs"
            };
            let fields = fields.into_iter().map(|(key, value)| (key, tidy(value)));
            fields.filter(|(key, value)| says(key, value)).collect()
        }
        Value::Array(values) => values.into_iter().map(tidy).collect(),
        value => value,
    }
}
