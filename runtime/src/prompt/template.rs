//! A text with `{variables}`.

use super::variables::Variables;
use crate::error::{Error, ErrorKind, Result};

/// A text with `{variables}`; `{{` and `}}` are braces.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Variable(String),
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// A brace stands alone, or what stands between two is not a name; says where.
    pub(super) fn parse(source: &str) -> Result<Self> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = source;
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let brace = &rest[at..];
            let offset = source.len() - brace.len();
            if let Some(after) = brace.strip_prefix("{{") {
                text.push('{');
                rest = after;
            } else if let Some(after) = brace.strip_prefix("}}") {
                text.push('}');
                rest = after;
            } else if let Some(after) = brace.strip_prefix('{') {
                let (name, after) = after.split_once('}').ok_or_else(|| unclosed(source, offset))?;
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Variable(variable_name(name, source, offset)?));
                rest = after;
            } else {
                return Err(bad(source, offset, "a single `}`; write `}}` for a brace"));
            }
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Ok(Self { pieces })
    }

    /// The names of the variables, in the order of the text.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Variable(name) => Some(name.as_str()),
        })
    }

    /// The text with the variables filled in.
    ///
    /// # Errors
    /// A variable was not given.
    pub(super) fn render(&self, variables: &Variables<'_>) -> Result<String> {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Variable(name) => variables.write(name, &mut out)?,
            }
        }
        Ok(out)
    }
}

fn variable_name(name: &str, source: &str, offset: usize) -> Result<String> {
    let trimmed = name.trim();
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    if is_name(trimmed) {
        return Ok(trimmed.to_owned());
    }
    let what = match trimmed {
        "" => "`{}` names no variable; write `{{}}` for braces".to_owned(),
        _ if name.contains('{') => unclosed_text(),
        _ if trimmed.split([':', '!']).next().is_some_and(is_name) => {
            format!("`{{{name}}}`: variables take no format; give the text as it shall appear")
        }
        _ => format!(
            "`{{{name}}}` is not a variable: a name has letters, digits, `_` and `-`; write `{{{{` for a brace"
        ),
    };
    Err(bad(source, offset, &what))
}

fn unclosed(source: &str, offset: usize) -> Error {
    bad(source, offset, &unclosed_text())
}

fn unclosed_text() -> String {
    "a `{` that nothing closes; write `{{` for a brace".to_owned()
}

/// The error at this byte: line and column count from 1, columns in characters.
fn bad(source: &str, offset: usize, what: &str) -> Error {
    let before = &source[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Error::new(ErrorKind::Config, format!("bad template at line {line}, column {column}: {what}"))
}
