//! The table that the documentation shows.

const README: &str = include_str!("../../../README.md");
const IN_DOCS: &str = include_str!("../../../providers/src/table.md");

#[test]
fn the_readme_and_the_docs_show_the_table_that_the_code_makes() {
    let shown = README.split("<!-- providers -->\n").nth(1).unwrap_or_default();
    let made = runnable_providers::table();

    assert_eq!(shown, made, "put this between the two `<!-- providers -->` lines of README.md:\n{made}");
    assert_eq!(IN_DOCS, made, "put this into providers/src/table.md:\n{made}");
}
