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
