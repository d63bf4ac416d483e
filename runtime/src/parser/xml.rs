//! XML that a model writes, as it grows.

use std::collections::VecDeque;

use serde_json::Value;

use super::failure::failure;
use super::feed::{Reader, parser};
use super::markup::{Markup, Token};
use crate::error::Result;
use crate::message::{AiMessageChunk, JsonObject};

/// Elements inside one another that are refused, as many as for JSON.
const TOO_DEEP: usize = 128;

/// Reads XML while the model writes it: a piece is the whole element so far, given whenever it has changed.
///
/// An element is an object of one key, its name. The value is its text, or else the list of its children; an empty
/// child is null. Attributes, comments, and text behind the first child are left out, and so is everything before
/// the first tag and after the first element.
///
/// ```
/// use runnable::XmlOutputParser;
/// use serde_json::json;
///
/// # futures::executor::block_on(async {
/// let menu = XmlOutputParser.call("Here:\n<menu><dish>soup</dish><dish>stew</dish></menu>").await?;
/// assert_eq!(menu, json!({"menu": [{"dish": "soup"}, {"dish": "stew"}]}));
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
///
/// LangChain gives each innermost element by itself, in a value that their sum does not give back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct XmlOutputParser;

impl XmlOutputParser {
    fn reader(self) -> XmlReader {
        XmlReader::default()
    }
}

parser! { [] XmlOutputParser => Value, "XMLOutputParser" }

#[derive(Default)]
struct XmlReader {
    markup: Markup,
    tree: Tree,
}

/// The elements so far.
#[derive(Default)]
struct Tree {
    /// The open elements, the outermost first.
    open: Vec<Element>,
    whole: Option<Value>,
    changed: bool,
}

struct Element {
    name: String,
    /// The text before the first child.
    text: String,
    children: Vec<Value>,
    /// Whether no element around it has a text of its own, in place of its children.
    is_shown: bool,
}

impl Element {
    fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }

    fn value(&self, is_root: bool, children: Vec<Value>) -> Value {
        let content = match (self.has_text(), children.is_empty()) {
            (true, _) => Value::from(self.text.as_str()),
            (false, true) if !is_root => Value::Null,
            (false, _) => Value::Array(children),
        };
        Value::Object(JsonObject::from_iter([(self.name.clone(), content)]))
    }
}

impl Tree {
    /// The reason why the token cannot be there.
    fn take(&mut self, token: &Token<'_>) -> Result<(), String> {
        match token {
            Token::Text(text) => self.text(text),
            Token::Open { name, is_empty } => {
                self.open(name)?;
                if *is_empty {
                    self.close();
                }
            }
            Token::Close { name } => match self.open.last() {
                Some(element) if element.name == *name => self.close(),
                Some(element) => {
                    return Err(format!("`</{name}>` stands where `<{}>` is open", element.name));
                }
                // Before the first element there is only prose.
                None => {}
            },
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut().filter(|element| element.children.is_empty()) {
            element.text.push_str(text);
            self.changed |= element.is_shown && element.has_text();
        }
    }

    fn open(&mut self, name: &str) -> Result<(), String> {
        if self.open.len() + 1 == TOO_DEEP {
            return Err(format!("`<{name}>` is the {TOO_DEEP}th element inside one another"));
        }
        let is_shown = self.open.last().is_none_or(|parent| parent.is_shown && !parent.has_text());
        self.open.push(Element {
            name: name.to_owned(),
            text: String::new(),
            children: Vec::new(),
            is_shown,
        });
        self.changed |= is_shown;
        Ok(())
    }

    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        let children = std::mem::take(&mut element.children);
        let value = element.value(self.open.is_empty(), children);
        match self.open.last_mut() {
            Some(parent) => parent.children.push(value),
            None => self.whole = Some(value),
        }
    }

    fn value(&self) -> Option<Value> {
        if self.whole.is_some() {
            return self.whole.clone();
        }
        self.open.iter().enumerate().rev().fold(None, |inner, (depth, element)| {
            let children = element.children.iter().cloned().chain(inner).collect();
            Some(element.value(depth == 0, children))
        })
    }
}

impl Reader for XmlReader {
    type Piece = Value;

    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<Value>) -> Result<()> {
        self.markup.push(&chunk.text());
        self.tree.changed = false;
        while self.tree.whole.is_none() {
            let Some(token) = self.markup.next() else { break };
            if let Err(reason) = self.tree.take(&token) {
                return Err(failure("XML", self.markup.text(), reason));
            }
        }
        if self.tree.changed {
            out.extend(self.tree.value());
        }
        Ok(())
    }

    fn finish(&mut self, _out: &mut VecDeque<Value>) -> Result<()> {
        let reason = match (&self.tree.whole, self.tree.open.last()) {
            (Some(_), _) => return Ok(()),
            (None, Some(element)) => format!("`<{}>` is not closed", element.name),
            (None, None) => "there is no element".to_owned(),
        };
        Err(failure("XML", self.markup.text(), reason))
    }
}
