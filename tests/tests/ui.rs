//! What the compiler says about mistakes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

#[test]
fn every_mistake_is_told() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/derive/*.rs");
    cases.compile_fail("tests/ui/several/*.rs");
}

#[test]
fn a_mistake_is_told_in_one_error() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/derive");
    let mut many = Vec::new();
    for case in fs::read_dir(cases).unwrap().map(|case| case.unwrap().path()) {
        if case.extension().is_some_and(|extension| extension == "stderr") {
            let told = fs::read_to_string(&case).unwrap();
            let errors = told.lines().filter(|line| line.starts_with("error")).count();
            if errors != 1 || told.lines().any(|line| line.starts_with("warning")) {
                many.push((case, errors));
            }
        }
    }

    assert!(many.is_empty(), "not one error: {many:#?}");
}
