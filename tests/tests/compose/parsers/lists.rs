//! Lists, item by item.

use proptest::prelude::*;
use runnable::{
    AiMessage, CommaSeparatedListOutputParser, Items, MarkdownListOutputParser, NumberedListOutputParser,
    Runnable,
};

use super::{pieces_of, split};

fn items<P: Runnable<Input = AiMessage, Output = Items<String>>>(
    parser: &P,
    text: &str,
    length: usize,
) -> Vec<String> {
    pieces_of(parser, split(text, length)).concat()
}

fn check<P: Runnable<Input = AiMessage, Output = Items<String>>>(parser: &P, table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        for length in [1, 2, 3, 1000] {
            assert_eq!(items(parser, text, length), *expected, "{text:?} by {length}");
        }
    }
}

/// The table of LangChain's parser, but for white space behind items, which it keeps.
#[test]
fn commas_and_line_breaks_stand_between_items() {
    check(
        &CommaSeparatedListOutputParser,
        &[
            ("a, b, c", &["a", "b", "c"]),
            ("a,,b", &["a", "", "b"]),
            ("a,", &["a", ""]),
            ("", &[]),
            ("a\nb, c\n", &["a", "b", "c"]),
            ("\"a, b\", c", &["a, b", "c"]),
            ("a \"b\", c", &["a \"b\"", "c"]),
            ("\"x\"\"y\",z", &["x\"y", "z"]),
            ("a , b ", &["a", "b"]),
            (",", &["", ""]),
            ("\"open, x", &["open, x"]),
            ("\n\n", &[]),
            ("\"a\"b,c", &["ab", "c"]),
            ("\"a\" ,b", &["a", "b"]),
            ("a\r\nb", &["a", "b"]),
            (" a", &["a"]),
        ],
    );
}

/// The table of LangChain's parser, but for white space around items, which it keeps.
#[test]
fn numbers_stand_before_items() {
    check(
        &NumberedListOutputParser,
        &[
            ("1. foo\n2. bar\n\n3. baz", &["foo", "bar", "baz"]),
            ("Items:\n 1. a \ncost 3.5 and 4. x", &["a", "x"]),
            ("1.\nfoo", &["foo"]),
            ("1.foo", &[]),
            ("10.  two", &["two"]),
            ("1. a 2. b", &["a 2. b"]),
            ("1.\n\nfoo", &[]),
            ("1. \nfoo", &[]),
            ("x1. y\r\n2. z\r\n", &["y", "z"]),
            ("", &[]),
        ],
    );
}

/// The table of LangChain's parser.
#[test]
fn hyphens_and_asterisks_stand_before_items() {
    check(
        &MarkdownListOutputParser,
        &[
            ("- a\n- b\n* c", &["a", "b", "c"]),
            ("  - a\n\t* b", &["a", "b"]),
            ("-a", &[]),
            ("text - b", &[]),
            ("-\nfoo", &["foo"]),
            ("- \nfoo", &[]),
            ("--- \n- x", &["x"]),
            ("**bold** x", &[]),
        ],
    );
}

#[test]
fn an_item_is_given_as_soon_as_it_is_complete_and_one_at_a_time() {
    let commas = pieces_of(&CommaSeparatedListOutputParser, ["a, b", ", c", ", ", "d, ", "e"]);
    assert_eq!(commas, [["a"], ["b"], ["c"], ["d"], ["e"]]);

    let numbered = pieces_of(&NumberedListOutputParser, ["1. foo\n2.", " bar"]);
    assert_eq!(numbered, [["foo"], ["bar"]]);
}

proptest! {
    #[test]
    fn any_split_gives_the_same_items(text in "[a1é ,\"\\-*.\n\r]{0,24}", length in 1_usize..6) {
        prop_assert_eq!(
            items(&CommaSeparatedListOutputParser, &text, length),
            items(&CommaSeparatedListOutputParser, &text, 1000)
        );
        prop_assert_eq!(
            items(&NumberedListOutputParser, &text, length),
            items(&NumberedListOutputParser, &text, 1000)
        );
        prop_assert_eq!(
            items(&MarkdownListOutputParser, &text, length),
            items(&MarkdownListOutputParser, &text, 1000)
        );
    }
}
