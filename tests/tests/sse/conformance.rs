//! Every case of the shared conformance folder, cut in every way.

use std::{fs, path::Path};

use base64::Engine;
use serde_json::{Value, json};

use super::reading::{Reading, read, read_every_way};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/sse");

/// Longer inputs are cut at a sample of places: all of them would be quadratic.
const CUT_EVERYWHERE: usize = 4096;

#[test]
fn every_case_of_the_corpus_reads_as_expected_however_it_is_cut() {
    if !Path::new(FOLDER).is_dir() {
        eprintln!("skipped: {FOLDER} is absent");
        return;
    }

    let mut cases = 0;
    for entry in fs::read_dir(FOLDER).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        let text = fs::read_to_string(&path).expect("the case can be read");
        let case: Value = serde_json::from_str(&text).expect("the case is JSON");
        check(&case, &path);
        cases += 1;
    }

    assert!(cases > 0, "the folder holds cases");
}

fn check(case: &Value, path: &Path) {
    let name = path.display();
    let input = bytes(&case["input_base64"]);

    let whole = if input.len() <= CUT_EVERYWHERE { read_every_way(&input) } else { read_sampled(&input) };
    assert_eq!(as_json(&whole), expectation(case), "{name}");

    if let Some(chunks) = case["chunks_base64"].as_array() {
        let chunks: Vec<_> = chunks.iter().map(bytes).collect();
        assert_eq!(read(&chunks), whole, "{name}, cut as the case says");
    }
}

fn read_sampled(input: &[u8]) -> Reading {
    let whole = read([input]);
    assert_eq!(read(input.chunks(1)), whole, "byte by byte");
    for at in (0..input.len()).step_by(input.len() / 100) {
        let (head, tail) = input.split_at(at);
        assert_eq!(read([head, tail]), whole, "cut at {at}");
    }
    whole
}

fn bytes(base64: &Value) -> Vec<u8> {
    let text = base64.as_str().expect("the bytes are a string");
    base64::engine::general_purpose::STANDARD.decode(text).expect("the bytes are base64")
}

fn as_json(reading: &Reading) -> Value {
    let events = reading.events.iter().map(|event| {
        json!({
            "event": event.event,
            "data": event.data,
            "id": event.id,
            "retry": event.retry,
            "last_event_id": event.last_event_id,
        })
    });
    json!([events.collect::<Vec<_>>(), reading.last_event_id, reading.retry])
}

fn expectation(case: &Value) -> Value {
    json!([case["expected"], case["final_last_event_id"], case["final_retry"]])
}
