//! Every case of the shared conformance folder: the chunks that LangChain makes of the same bytes.

use std::fs;
use std::path::PathBuf;

use runnable::{AiMessage, AiMessageChunk, ErrorKind};
use serde_json::Value;

use super::compare::{contents, dump, dump_message, sum, tool_call_chunks};
use super::decoding::{Decoded, decode};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/anthropic");

/// Longer bodies are cut in two at a sample of places only.
const CUT_EVERYWHERE: usize = 3000;

pub(crate) struct Case {
    pub(crate) name: String,
    folder: PathBuf,
    pub(crate) body: Vec<u8>,
}

impl Case {
    fn lines(&self, file: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.folder.join(file)).expect("the case has the file");
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
    }

    fn json(&self, file: &str) -> Option<Value> {
        let text = fs::read_to_string(self.folder.join(file)).ok()?;
        Some(serde_json::from_str(&text).expect("the file is JSON"))
    }
}

/// The cases that are streams; none, with a word about it, where the folder is absent.
pub(crate) fn cases() -> Vec<Case> {
    let Ok(entries) = fs::read_dir(FOLDER) else {
        eprintln!("skipped: {FOLDER} is absent");
        return Vec::new();
    };
    let folders = entries.map(|entry| entry.expect("the entry can be read").path());
    let cases: Vec<_> = folders.filter_map(read).collect();
    assert!(cases.len() > 20, "the folder holds cases");
    cases
}

fn read(folder: PathBuf) -> Option<Case> {
    let mut body = fs::read(folder.join("response.sse")).ok()?;
    let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let case = Case { name, folder, body: Vec::new() };
    let meta = case.json("meta.json").expect("every case has meta.json");
    if let Some(cut) = meta["cut"].as_u64() {
        body.truncate(usize::try_from(cut).expect("it fits"));
    }
    Some(Case { body, ..case })
}

#[test]
fn every_case_gives_the_chunks_that_langchain_gives() {
    for case in cases() {
        let decoded = decode([&*case.body]);
        let ours: Vec<_> = decoded.chunks.iter().map(dump).collect();
        let theirs = case.lines("expected.v1.chunks.jsonl");

        assert_eq!(contents(ours.iter()), contents(theirs.iter()), "{}", case.name);
        assert_eq!(tool_call_chunks(ours.iter()), tool_call_chunks(theirs.iter()), "{}", case.name);
    }
}

#[test]
fn every_case_adds_up_to_the_message_that_langchain_gives() {
    for case in cases() {
        let decoded = decode([&*case.body]);
        let whole: AiMessageChunk = decoded.chunks.into_iter().sum();
        let ours = match decoded.end {
            Ok(()) => dump_message(&AiMessage::from(whole)),
            Err(_) => dump(&whole),
        };
        let theirs = case.json("expected.v1.message.json").expect("a stream has a sum");

        assert_eq!(sum(&ours), sum(&theirs), "{}", case.name);
    }
}

#[test]
fn every_case_ends_as_its_bytes_say() {
    for case in cases() {
        let end = decode([&*case.body]).end;

        match case.name.as_str() {
            "derived_overloaded_mid_stream" => {
                let error = end.expect_err("the provider says so");
                assert_eq!(error.kind(), ErrorKind::Provider);
                assert_eq!(error.code(), Some("overloaded_error"));
                assert_eq!(error.request_id(), Some("req_011CSHoEeqs5C35K2UUqR7Fy"));
                assert_eq!(error.to_string(), "anthropic: Overloaded");
                assert!(error.is_retryable());
            }
            "derived_ends_without_message_stop" | "derived_connection_lost" => {
                assert!(end.expect_err("the end is missing").is_truncated(), "{}", case.name);
            }
            name => assert!(end.is_ok(), "{name}: {end:?}"),
        }
    }
}

#[test]
fn every_case_is_the_same_however_it_is_cut() {
    for case in cases() {
        let whole = decode([&*case.body]);
        let same = |cut: Decoded, how: &str| assert_eq!(cut, whole, "{}, {how}", case.name);

        for size in [1, 2, 7, 64, 1400] {
            same(decode(case.body.chunks(size)), &format!("{size} bytes at a time"));
        }
        let step = if case.body.len() <= CUT_EVERYWHERE { 1 } else { case.body.len() / 50 };
        for at in (0..case.body.len()).step_by(step) {
            let (head, tail) = case.body.split_at(at);
            same(decode([head, tail]), &format!("cut at {at}"));
        }
    }
}
