//! The structure that the compiler does not hold: sizes of files, and who may know what.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// No file is longer than this, but for extension traits that are mostly documentation.
const LONGEST: usize = 400;
const MOSTLY_DOCUMENTATION: [&str; 1] = ["runtime/src/runnable.rs"];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every source file below a folder of the workspace, by its path from the root, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no source file");
    found
}

fn all_sources() -> Vec<(String, String)> {
    let rooms =
        ["runnable-derive/src", "runtime/src", "providers/src", "fixtures/src", "tests/tests", "tests/src"];
    rooms.into_iter().flat_map(sources).collect()
}

#[test]
fn no_file_is_longer_than_one_idea() {
    let long: Vec<_> = all_sources()
        .into_iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(name, lines)| *lines > LONGEST && !MOSTLY_DOCUMENTATION.contains(&name.as_str()))
        .collect();

    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn a_module_is_beside_its_folder() {
    let nested: Vec<_> = all_sources()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("tests/") || !name.contains("/tests/"))
        .filter(|name| name.ends_with("/mod.rs"))
        .collect();

    assert!(nested.is_empty(), "{nested:?}");
}

#[test]
fn the_runtime_knows_no_http_no_provider_and_no_environment() {
    for (name, text) in sources("runtime/src") {
        for word in ["reqwest", "hyper", "std::env::var", "api_key", "anthropic"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let lines: Vec<_> = code.filter(|line| line.contains(word)).collect();
            assert!(lines.is_empty(), "{name} says `{word}`: {lines:?}");
        }
    }
}

#[test]
fn one_file_of_the_providers_does_io() {
    for (name, text) in sources("providers/src") {
        let does = text.contains("reqwest::") || text.contains("use reqwest");
        assert_eq!(does, name == "providers/src/transport.rs", "{name}");
    }
}

#[test]
fn a_dialect_is_pure() {
    let files = sources("providers/src");
    let folders: Vec<_> = files.iter().filter_map(|(name, _)| name.strip_suffix("/encode.rs")).collect();
    assert!(folders.len() >= 8, "{folders:?}");
    for (name, text) in folders.iter().flat_map(|folder| sources(folder)) {
        for word in ["async ", ".await", "Pin<", "Poll<", "tokio", "crate::transport"] {
            assert!(!text.contains(word), "{name} says `{word}`");
        }
    }
}

#[test]
fn only_runs_emit_events() {
    for (name, text) in sources("runtime/src") {
        let emits = text.contains("StreamEvent {") && text.contains("first_version: false");
        let allowed = ["runtime/src/run.rs", "runtime/src/run/observer.rs"];
        assert!(!emits || allowed.contains(&name.as_str()), "{name}");
    }
}
