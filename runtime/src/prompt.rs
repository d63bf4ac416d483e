//! Prompts: variables in, messages or text out.
//!
//! | file | what |
//! |---|---|
//! | `chat` | [`ChatPromptTemplate`]: messages of each role, and places for whole conversations |
//! | `text` | [`PromptTemplate`]: one text |
//! | `message` | one message of a chat prompt |
//! | `template` | a text with `{variables}` |
//! | `variables` | what a prompt is filled in with |
//!
//! A prompt is called with named values: pairs, `json!({…})`, a map, a [`Record`](crate::Record), or a struct that
//! derives [`Streamable`](crate::Streamable). Pairs of one type stand in a list, of several in a tuple:
//!
//! ```
//! use runnable::prelude::*;
//!
//! let prompt = PromptTemplate::new("{who} is {age}.");
//! assert_eq!(prompt.format([("who", "Nemo"), ("age", "three")])?, "Nemo is three.");
//! assert_eq!(prompt.format((("who", "Nemo"), ("age", 3)))?, "Nemo is 3.");
//! # Ok::<(), runnable::Error>(())
//! ```
//!
//! `{name}` stands for a variable, `{{` and `}}` for braces. A variable that is text is put in as it is, a message as
//! its text, anything else as JSON. A template that is not well formed, and a variable that was not given, are
//! errors of the call; the `try_…` forms find the first when the prompt is made.

mod chat;
mod message;
mod template;
mod text;
mod variables;

pub use chat::ChatPromptTemplate;
pub use message::{MessageTemplate, MessagesPlaceholder};
pub use text::PromptTemplate;
