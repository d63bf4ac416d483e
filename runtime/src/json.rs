//! JSON that arrives in pieces, readable at any time.
//!
//! A model writes the arguments of a tool call, or a structured answer, a few characters at a time.
//! [`PartialJson`] takes the pieces and keeps one [`Value`](serde_json::Value) that grows in place: no byte
//! is parsed twice, nothing is cloned, and looking at the value costs nothing.
//!
//! ```
//! use runnable::json::PartialJson;
//! use serde_json::json;
//!
//! let mut arguments = PartialJson::new();
//! arguments.push(r#"{"city": "San Fr"#);
//! assert_eq!(arguments.value(), Some(&json!({"city": "San Fr"})));
//!
//! arguments.push(r#"ancisco", "days": 1"#);
//! assert_eq!(arguments.value(), Some(&json!({"city": "San Francisco", "days": 1})));
//!
//! arguments.push("0}");
//! assert!(arguments.is_complete());
//! assert_eq!(arguments.finish()?, json!({"city": "San Francisco", "days": 10}));
//! # Ok::<(), runnable::json::PartialJsonError>(())
//! ```
//!
//! # What unfinished text gives
//!
//! The value is that of the longest beginning of the text which becomes JSON once its open strings, arrays
//! and objects are closed:
//!
//! | the text so far | the value | because |
//! |---|---|---|
//! | `{"a": "x` | `{"a": "x"}` | an open string is closed |
//! | `[{"a": 1}, {` | `[{"a": 1}, {}]` | so are open objects and arrays |
//! | `{"a": 1, "b` or `{"a": 1, "b":` | `{"a": 1}` | a key without a value is not there yet |
//! | `{"a": tru` | `{}` | nor is half a literal |
//! | `[1, -` | `[1]` | or a sign without a digit |
//! | `[12`, `[12.` or `[12e+` | `[12]` | a number is provisional until something follows it |
//! | `"ab\`, `"ab\u00` or `"ab\ud83d` | `"ab"` | half an escape waits, and so does half a surrogate pair |
//! | no text, `nul`, `-` | none | there is no value yet |
//!
//! So a value only grows. Strings are extended, arrays and objects gain entries, and only what was last in
//! the text grows. The exceptions are a provisional number, which changes as its digits arrive, and a
//! repeated key, whose last value wins as everywhere in JSON.
//!
//! Two bounds keep the work linear whatever the text is; neither is met in practice. A number longer than
//! 64 bytes shows what its first 64 give until it ends, and a pair whose key is longer than 256 bytes
//! appears when its value is complete.
//!
//! # How strict it is
//!
//! What the finished text may be is what `serde_json` accepts, down to the limit of 127 open containers,
//! with one exception: raw line breaks and other control characters are accepted inside strings, because
//! models write them. From the first byte that no JSON text could have there, nothing more is read: the
//! value stays as it was, [`PartialJson::error`] says where, and [`PartialJson::text`] still collects.
//!
//! LangChain's parser differs in two places. It loses a whole pair when a `\u` escape is cut, and the whole
//! value when a closer does not match; here the string and the last good value stay.

mod changes;
mod container;
mod cursor;
mod error;
mod escape;
mod grow;
mod number;
mod partial;

pub(crate) use changes::Change;
pub use error::{PartialJsonError, PartialJsonErrorKind};
pub use partial::PartialJson;
