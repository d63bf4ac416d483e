//! Every case of the shared conformance folder, and LangChain's chunks, messages and events of the same bytes.

use std::path::Path;

use runnable_fixtures::check;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/google");

#[tokio::test]
async fn every_case_is_as_langchain_has_it_or_differs_on_purpose() {
    if !Path::new(FOLDER).exists() {
        eprintln!("skipped: {FOLDER} is absent");
        return;
    }
    let mut lines = Vec::new();

    let summary = check::check([FOLDER], |outcome| lines.push(outcome.to_string())).await.unwrap();

    assert!(summary.passed + summary.differ > 10, "the folder holds cases");
    assert_eq!(summary.failed, 0, "{}", lines.join("\n"));
}
