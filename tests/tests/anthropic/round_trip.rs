//! One answer is one message, however it came, and can be sent back as it came.

use futures::executor::block_on;
use runnable::{AiMessage, AiMessageChunk, Message, Runnable};
use serde_json::{Value, json};

use super::bodies::WHOLE_BLUB;
use super::conformance::{Case, cases};
use super::decoding::decode;
use super::oracle;
use super::script::{Answer, Ask as _, Script};

fn complete_cases() -> impl Iterator<Item = Case> {
    cases().into_iter().filter(|case| decode([&*case.body]).end.is_ok())
}

fn folded(case: &Case) -> AiMessage {
    decode([&*case.body]).chunks.into_iter().sum::<AiMessageChunk>().into()
}

#[test]
fn an_answer_at_once_is_the_sum_of_its_stream() {
    for case in complete_cases() {
        let whole = oracle::whole(&case.body);
        let script = Script::new([Answer::json(200, whole.to_string())]);

        let message = block_on(script.model().call("hi").into_future()).unwrap();

        assert_eq!(message, folded(&case), "{}", case.name);
    }
}

#[test]
fn an_answer_that_is_sent_back_has_the_blocks_that_came() {
    for case in complete_cases() {
        let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
        let history = vec![Message::human("hi"), folded(&case).into(), Message::human("go on")];

        block_on(script.model().call(history).into_future()).unwrap();

        let turns = script.sent()["messages"].take();
        let answer = turns.as_array().unwrap().iter().find(|turn| turn["role"] == "assistant");
        let sent = answer.map_or(json!([]), |turn| turn["content"].clone());
        let came = oracle::whole(&case.body)["content"].take();
        let (sent, came) = (comparable(&sent), comparable(&came));
        for (number, (sent, came)) in sent.iter().zip(&came).enumerate() {
            assert_eq!(sent, came, "{}, block {number}", case.name);
        }
        assert_eq!(sent.len(), came.len(), "{}", case.name);
    }
}

/// The blocks as a list, without what the API sends and does not take: blank texts, nulls, ids of cited files.
fn comparable(content: &Value) -> Vec<Value> {
    let blocks = match content {
        Value::String(text) => vec![json!({"type": "text", "text": text})],
        blocks => blocks.as_array().expect("content is text or blocks").clone(),
    };
    blocks.into_iter().map(tidy).filter(|block| !is_blank(block)).collect()
}

fn is_blank(block: &Value) -> bool {
    block["type"] == "text" && block["text"].as_str().is_none_or(|text| text.trim().is_empty())
}

fn tidy(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| (key, tidy(value)));
            let says = |key: &str, value: &Value| {
                !(value.is_null()
                    || *value == ""
                    || *value == json!([])
                    || *value == false
                    || key == "file_id")
            };
            fields.filter(|(key, value)| says(key, value)).collect()
        }
        Value::Array(values) => values.into_iter().map(tidy).collect(),
        value => value,
    }
}
