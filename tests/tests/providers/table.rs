//! The table that the documentation shows.

use std::fs;
use std::path::Path;

const MARK: &str = "<!-- providers -->\n";

/// The documents that show the table: whole, or between two marks.
const DOCUMENTS: [&str; 2] = ["README.md", "providers/src/table.md"];

#[test]
fn the_readme_and_the_docs_show_the_table_that_the_code_makes() {
    let made = runnable_providers::table();
    for document in DOCUMENTS {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(document);
        let text = fs::read_to_string(&path).unwrap();
        let shown = text.split(MARK).nth(1).unwrap_or(&text);
        if shown != made && is_accepted() {
            fs::write(&path, text.replacen(shown, &made, 1)).unwrap();
        } else {
            assert_eq!(shown, made, "{document} is behind: INSTA_UPDATE=always writes the table anew");
        }
    }
}

/// Whether snapshots are written anew, as insta is told.
fn is_accepted() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always" || update == "force")
}
