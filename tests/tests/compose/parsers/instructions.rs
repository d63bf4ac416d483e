//! What a prompt tells a model about the form of its answer: the words of langchain-core 1.8.2, in the file beside this.

use runnable::{
    CommaSeparatedListOutputParser, JsonOutputParser, MarkdownListOutputParser, NumberedListOutputParser,
    XmlOutputParser,
};
use serde_json::Value;

/// A joke.
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema counts")]
struct Joke {
    /// question to set up
    setup: String,
}

#[test]
fn a_prompt_tells_the_form_in_the_words_of_langchain() {
    let expected: Value = serde_json::from_str(include_str!("instructions.json")).unwrap();

    assert_eq!(JsonOutputParser::untyped().format_instructions(), expected["json"]);
    assert_eq!(JsonOutputParser::<Joke>::new().format_instructions(), expected["typed"]);
    assert_eq!(CommaSeparatedListOutputParser.format_instructions(), expected["commas"]);
    assert_eq!(NumberedListOutputParser.format_instructions(), expected["numbered"]);
    assert_eq!(MarkdownListOutputParser.format_instructions(), expected["markdown"]);
    assert_eq!(XmlOutputParser.format_instructions(["menu", "dish"]), expected["xml"]);
}

#[test]
fn without_tags_a_model_makes_its_own() {
    let told = XmlOutputParser.format_instructions([""; 0]);

    assert!(told.ends_with("is a badly-formatted instance."));
}
