//! Parsers: a model's message in, a value out, while the message is still being written.
//!
//! | file | what |
//! |---|---|
//! | `text` | [`StrOutputParser`]: the text |
//! | `json` | [`JsonOutputParser`]: JSON values, or values of a type of yours, that grow |
//! | `patch` | [`JsonDiffParser`]: the same as JSON Patch |
//! | `found` | where in a text the JSON is: behind prose, inside a code fence |
//! | `list`, `lines` | [`CommaSeparatedListOutputParser`], [`NumberedListOutputParser`], [`MarkdownListOutputParser`] |
//! | `items` | [`Items`]: a list that arrives item by item |
//! | `xml`, `markup` | [`XmlOutputParser`]: nested values that grow, and the reader behind it |
//! | `calls` | [`ToolCallsParser`], [`ToolArgsParser`]: what the model asks its tools |
//! | `feed` | how a parser is fed with the pieces of a message |
//! | `failure` | [`ParseFailure`]: the text that could not be read |
//!
//! Every parser reads each byte once, whatever the pieces. A text that ends without being what the parser reads (JSON,
//! XML, a tool call) is an error of kind [`Parse`](crate::ErrorKind::Parse) that holds the text, for a call and for a stream alike; LangChain
//! takes JSON that was cut off for whole, and ends a stream that never became JSON without a word.

mod calls;
mod failure;
mod feed;
mod found;
mod items;
mod json;
mod lines;
mod list;
mod markup;
mod patch;
mod text;
mod xml;

pub use calls::{ToolArgsParser, ToolCallsParser};
pub use failure::ParseFailure;
pub use items::Items;
pub use json::JsonOutputParser;
pub use list::{CommaSeparatedListOutputParser, MarkdownListOutputParser, NumberedListOutputParser};
pub use patch::{JsonDiffParser, PatchOperation, PatchVerb};
pub use text::StrOutputParser;
pub use xml::XmlOutputParser;
