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
//! | `instructions` | what a prompt tells a model about the form |
//! | `failure` | [`ParseFailure`]: the text that could not be read |
//!
//! Every parser reads each byte once, whatever the pieces. A text that ends without being what the parser reads (JSON,
//! XML, a tool call) is an error of kind [`Parse`](crate::ErrorKind::Parse) that holds the text, for a call and for a
//! stream alike.
//!
//! # Where LangChain differs
//!
//! | what comes | LangChain | here |
//! |---|---|---|
//! | JSON that is cut off, `[1` | the value so far, as if it were whole | the values so far, then an error |
//! | a stream that never becomes JSON or a tool call | nothing, and no error | an error |
//! | a number or a quoted text, then prose: `1. one` | the number | an error, unless a code fence with JSON follows |
//! | a fence that names another language, ` ```JSON ` | an error | the JSON |
//! | list items with white space around them | kept | dropped |
//! | a list item that is complete | held back until the next one | given at once |
//! | XML behind prose | an error for a call, read in a stream | read |
//! | XML with a bare `&` or `<` | an error | text |
//! | XML as it arrives | each innermost element by itself | the element so far |
//! | a tool call | `{"type", "args"}` | `{"name", "args", "id"}` |

mod calls;
mod failure;
mod feed;
mod found;
mod instructions;
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
