//! What a library sent, beside what we send.

use std::collections::BTreeMap;

use futures::executor::block_on;
use runnable::Runnable;
use runnable_providers::dialect::Dialect;
use runnable_providers::{ChatModel, WireRequest};
use runnable_tests::{Script, ScriptedAnswer};
use serde::Deserialize;
use serde_json::{Value, json};

use super::conversation;
use super::difference::Difference;

/// Headers by which a client speaks of itself or of the connection.
const OWN_HEADERS: [&str; 3] = ["accept", "accept-encoding", "user-agent"];

/// What a library sent.
#[derive(Deserialize)]
struct Recorded {
    /// The library and its version.
    sent_by: String,
    url: String,
    headers: BTreeMap<String, String>,
    cases: BTreeMap<String, Case>,
}

/// One request.
#[derive(Deserialize)]
struct Case {
    /// The answer to the request before, which this one sends back.
    answer: Option<Value>,
    /// Where it was sent, if not where the others were.
    url: Option<String>,
    body: Value,
}

/// The requests of one case: the library's, and ours.
struct Pair {
    case: String,
    theirs: Value,
    ours: Value,
}

/// Asserts that models which are made for each case send what the library sent, but for these differences; and that
/// each of these is one.
pub(crate) fn assert_same<D: Dialect>(
    recorded: &str,
    model: impl Fn(&str) -> ChatModel<D>,
    differences: &[Difference],
) {
    let Recorded { sent_by, url, headers, cases } =
        serde_json::from_str(recorded).expect("the script writes what is read here");
    let pairs = cases.into_iter().map(|(name, case)| {
        let ours = shown(&sent(model(&name), &name, case.answer.as_ref()));
        let theirs = json!({"url": case.url.as_ref().unwrap_or(&url), "headers": headers, "body": case.body});
        Pair { case: name, theirs, ours }
    });
    let pairs: Vec<_> = pairs.collect();

    let left = differing(&pairs, differences);
    assert!(left.is_empty(), "{sent_by} sends something else:\n{}", left.join("\n"));
    for (number, difference) in differences.iter().enumerate() {
        let others = differences.iter().enumerate().filter(|(other, _)| *other != number);
        let left = differing(&pairs, others.map(|(_, other)| other));
        assert!(!left.is_empty(), "{sent_by} does not differ so: {}", difference.reason);
    }
}

/// The last request that the model makes in this case.
fn sent<D: Dialect>(model: ChatModel<D>, case: &str, answer: Option<&Value>) -> WireRequest {
    let answers = answer.map(|answer| ScriptedAnswer::json(200, answer.to_string()));
    let script = Script::new(answers.into_iter().chain([ScriptedAnswer::no_connection()]));
    let model = conversation::model(model.transport(script.clone()).max_retries(0), case);
    let mut messages = conversation::messages(case);
    if answer.is_some() {
        let answer = block_on(model.call(messages.clone()).into_future()).expect("the answer is read");
        messages.extend(conversation::sent_back(answer));
    }
    let error = block_on(model.call(messages).into_future()).expect_err("nobody answers");
    let mut asked = script.asked();
    assert_eq!(asked.len(), 1 + usize::from(answer.is_some()), "{case}: {error}");
    asked.pop().expect("there is one at least")
}

/// A request in the form in which those of the libraries are written.
fn shown(request: &WireRequest) -> Value {
    let headers = request.headers.iter().map(|(name, value, _)| (name.to_ascii_lowercase(), value));
    let headers: BTreeMap<_, _> = headers.filter(|(name, _)| !OWN_HEADERS.contains(&name.as_str())).collect();
    let body: Value = serde_json::from_slice(&request.body).expect("a request is JSON");
    json!({"url": request.url, "headers": headers, "body": body})
}

/// Where the requests of these pairs differ in spite of what is forgiven.
fn differing<'a>(pairs: &[Pair], forgiven: impl IntoIterator<Item = &'a Difference>) -> Vec<String> {
    let forgiven: Vec<_> = forgiven.into_iter().collect();
    let mut found = Vec::new();
    for Pair { case, theirs, ours } in pairs {
        let (mut theirs, mut ours) = (theirs.clone(), ours.clone());
        for difference in &forgiven {
            difference.forget(&mut theirs);
            difference.forget(&mut ours);
        }
        compare(case, &theirs, &ours, &mut found);
    }
    found
}

/// Adds the places where two values differ.
fn compare(place: &str, theirs: &Value, ours: &Value, found: &mut Vec<String>) {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            for (key, their) in theirs {
                match ours.get(key) {
                    Some(our) => compare(&format!("{place}.{key}"), their, our, found),
                    None => found.push(format!("{place}.{key}: only theirs: {their}")),
                }
            }
            let only_ours = ours.iter().filter(|(key, _)| !theirs.contains_key(*key));
            found.extend(only_ours.map(|(key, our)| format!("{place}.{key}: only ours: {our}")));
        }
        (Value::Array(theirs), Value::Array(ours)) if theirs.len() == ours.len() => {
            for (number, (their, our)) in theirs.iter().zip(ours).enumerate() {
                compare(&format!("{place}[{number}]"), their, our, found);
            }
        }
        (Value::Number(theirs), Value::Number(ours)) if theirs.as_f64() == ours.as_f64() => {}
        _ if theirs == ours => {}
        _ => found.push(format!("{place}: theirs: {theirs}, ours: {ours}")),
    }
}
