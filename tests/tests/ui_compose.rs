//! What the compiler says of compositions that do not fit, one file a mistake.

#[test]
fn a_composition_that_does_not_fit_is_explained_in_plain_words() {
    trybuild::TestCases::new().compile_fail("tests/ui/compose/*.rs");
}
