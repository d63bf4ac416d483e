//! What the compiler says of compositions that do not fit, one file a mistake.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

#[test]
fn a_composition_that_does_not_fit_is_explained_in_plain_words() {
    trybuild::TestCases::new().compile_fail("tests/ui/compose/*.rs");
}

#[test]
fn a_composition_that_does_not_fit_is_one_error_however_long() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/compose");
    let told = fs::read_dir(cases).unwrap().map(|case| case.unwrap().path());
    for case in told.filter(|case| case.extension().is_some_and(|extension| extension == "stderr")) {
        let text = fs::read_to_string(&case).unwrap();
        let errors = text.lines().filter(|line| line.starts_with("error")).count();
        assert_eq!(errors, 1, "{}", case.display());
    }
}
