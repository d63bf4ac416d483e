//! Lists that a model writes as text.

use std::collections::VecDeque;

use super::feed::{Reader, parser};
use super::items::Items;
use super::lines::Lines;
use crate::error::Result;
use crate::message::AiMessageChunk;

/// Reads items with commas or line breaks between them, each as soon as it is complete.
///
/// An item in double quotes may have commas in it; `""` in it is a quote. White space around items is dropped.
///
/// ```
/// use runnable::CommaSeparatedListOutputParser;
///
/// # futures::executor::block_on(async {
/// let items = CommaSeparatedListOutputParser.call(r#"red, "green, blue", white"#).await?;
/// assert_eq!(*items, ["red", "green, blue", "white"]);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommaSeparatedListOutputParser;

/// Reads the items of a numbered list, `1. first`, one on each line, each as soon as its line is complete.
///
/// Other lines are left out. White space around items is dropped.
///
/// ```
/// use runnable::NumberedListOutputParser;
///
/// # futures::executor::block_on(async {
/// let items = NumberedListOutputParser.call("Here you are:\n1. red\n2. green").await?;
/// assert_eq!(*items, ["red", "green"]);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberedListOutputParser;

/// Reads the items of a Markdown list, `- first` or `* first`, one on each line, each as soon as its line is complete.
///
/// Other lines are left out. White space around items is dropped.
///
/// ```
/// use runnable::MarkdownListOutputParser;
///
/// # futures::executor::block_on(async {
/// let items = MarkdownListOutputParser.call("Here you are:\n- red\n- green").await?;
/// assert_eq!(*items, ["red", "green"]);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkdownListOutputParser;

impl CommaSeparatedListOutputParser {
    fn reader(self) -> ListReader<Commas> {
        ListReader(Commas::default())
    }
}

impl NumberedListOutputParser {
    fn reader(self) -> ListReader<Lines> {
        ListReader(Lines::numbered())
    }
}

impl MarkdownListOutputParser {
    fn reader(self) -> ListReader<Lines> {
        ListReader(Lines::bulleted())
    }
}

parser! { [] CommaSeparatedListOutputParser => Items<String>, "CommaSeparatedListOutputParser" }
parser! { [] NumberedListOutputParser => Items<String>, "NumberedListOutputParser" }
parser! { [] MarkdownListOutputParser => Items<String>, "MarkdownListOutputParser" }

/// Splits a text that arrives in pieces into items.
pub(super) trait Splitter: Send {
    fn push(&mut self, text: &str, out: &mut Vec<String>);
    fn finish(&mut self, out: &mut Vec<String>);
}

struct ListReader<S>(S);

impl<S: Splitter> Reader for ListReader<S> {
    type Piece = Vec<String>;

    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<Self::Piece>) -> Result<()> {
        let mut items = Vec::new();
        self.0.push(&chunk.text(), &mut items);
        out.extend(items.into_iter().map(|item| vec![item]));
        Ok(())
    }

    fn finish(&mut self, out: &mut VecDeque<Self::Piece>) -> Result<()> {
        let mut items = Vec::new();
        self.0.finish(&mut items);
        out.extend(items.into_iter().map(|item| vec![item]));
        Ok(())
    }
}

/// Items between commas and line breaks.
#[derive(Debug, Default)]
struct Commas {
    item: String,
    state: State,
    /// Whether a comma before this item says that there is one, however empty.
    is_promised: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    Before,
    Plain,
    Quoted,
    /// A quote that ends the quoted text, or is the first half of one.
    Quote,
}

impl Commas {
    fn end_item(&mut self, separator: char, out: &mut Vec<String>) {
        let is_comma = separator == ',';
        let item = std::mem::take(&mut self.item);
        if self.state != State::Before || self.is_promised || is_comma {
            out.push(if self.state == State::Plain { item.trim_end().to_owned() } else { item });
        }
        self.is_promised = is_comma;
        self.state = State::Before;
    }
}

impl Splitter for Commas {
    fn push(&mut self, text: &str, out: &mut Vec<String>) {
        for character in text.chars() {
            self.state = match (self.state, character) {
                (State::Before | State::Plain | State::Quote, ',' | '\n' | '\r') => {
                    self.end_item(character, out);
                    continue;
                }
                (State::Before, ' ' | '\t') => continue,
                (State::Before, '"') => State::Quoted,
                (State::Quoted, '"') => State::Quote,
                (State::Quote, '"') => {
                    self.item.push('"');
                    State::Quoted
                }
                (State::Quoted, _) => {
                    self.item.push(character);
                    State::Quoted
                }
                (State::Before | State::Plain | State::Quote, _) => {
                    self.item.push(character);
                    State::Plain
                }
            };
        }
    }

    fn finish(&mut self, out: &mut Vec<String>) {
        self.end_item('\n', out);
    }
}
