//! The text that could not be read.

use std::error::Error as StdError;
use std::fmt;

use crate::error::{BoxError, Error, ErrorKind};

/// Why a parser could not make a value of a text, and the text.
///
/// Found in an error of kind [`Parse`](ErrorKind::Parse):
///
/// ```
/// use runnable::{JsonOutputParser, ParseFailure};
///
/// # futures::executor::block_on(async {
/// let error = JsonOutputParser::untyped().call("I'd rather not.").await.unwrap_err();
/// assert_eq!(error.downcast_ref::<ParseFailure>().unwrap().text(), "I'd rather not.");
/// # });
/// ```
#[derive(Debug)]
pub struct ParseFailure {
    text: String,
    reason: BoxError,
}

impl ParseFailure {
    /// The whole text that the parser was given.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for ParseFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl StdError for ParseFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.reason.source()
    }
}

/// The error of a text that is not `wanted`.
pub(super) fn failure(wanted: &str, text: impl Into<String>, reason: impl Into<BoxError>) -> Error {
    let text = text.into();
    Error::new(ErrorKind::Parse, format!("the text is not {wanted}: {text:?}"))
        .with_source(ParseFailure { text, reason: reason.into() })
}
