//! Server-sent events: bytes in, events out.
//!
//! The rules are the HTML standard's, section "Interpreting an event stream". A stream is text in UTF-8; its
//! lines are fields; a blank line ends a block of fields, and a block that has data is an event.
//!
//! | line | what it does |
//! |---|---|
//! | blank | ends the block: an event if there was a data line, else nothing |
//! | `: anything` | nothing (a comment, sent to keep the connection alive) |
//! | `data: x` | adds a line to the data; lines are joined by LF, so `data:` twice is one LF |
//! | `event: x` | names the type; the last one counts, an empty one means `message` |
//! | `id: x` | sets the last event id when the block ends, also without data; ignored if it holds U+0000 |
//! | `retry: 10` | sets the reconnection time; ignored unless all of it is ASCII digits |
//! | `x: y`, `Data: x`, ` data: x` | nothing: names are compared exactly |
//! | `data` | the same as `data:` |
//!
//! One space behind the colon belongs to the syntax, any other white space to the value. A byte order mark is
//! dropped at the very start of the stream and is an ordinary character anywhere else.
//!
//! # Line ends
//!
//! CR, LF and CRLF each end a line, mixed as they come. Nothing else does: neither U+0085 nor U+2028 nor U+2029,
//! which JSON allows unescaped. Two traps follow, both about a CR that is the last byte of a buffer:
//!
//! ```text
//! data: a CR │ LF data: b …     the LF belongs to the CR: one line end, not a blank line
//! data: a CR CR │               the second CR is a blank line: the event is due now
//! ```
//!
//! A parser that waits for the byte behind the CR holds the second event back until the server speaks again,
//! which may be never. This one takes the CR as a line end at once, and remembers that it owes the next buffer
//! one thing: to drop an LF that comes first.
//!
//! # Cuts
//!
//! A transport cuts the stream where it likes, inside a character too. First a buffer becomes text: one check
//! covers all of it, up to three bytes at its end wait for the rest of their character, and each maximal part
//! that is not UTF-8 becomes one U+FFFD. Then the text is read:
//!
//! ```text
//!          ┌──────────────── one buffer ────────────────┐
//! … held ▶ │ rest of a block │ block │ block │ beginning │ ▶ held …
//!                copied          borrowed       copied
//! ```
//!
//! So every byte is checked once and searched for line ends once, however small the pieces; an event that lies
//! inside one buffer is never copied, one that straddles is copied once, and no more than one is held.
//!
//! # Example
//!
//! ```
//! use runnable_providers::sse::{SseError, SseParser};
//!
//! let mut parser = SseParser::default();
//! let mut seen = Vec::new();
//! for bytes in ["event: add\r", "\ndata: 1\r\n\r\n: ping\n\nda", "ta: 2\n\ndata: 3"] {
//!     parser.feed(bytes.as_bytes(), |event| {
//!         seen.push(format!("{} {} at {}", event.event, event.data, event.offset));
//!         Ok::<_, SseError>(())
//!     })?;
//! }
//!
//! assert_eq!(seen, ["add 1 at 0", "message 2 at 31"]);
//! assert_eq!(parser.finish(), Some(40), "the third event never ended");
//! # Ok::<_, SseError>(())
//! ```

mod block;
mod character;
mod error;
mod event;
mod parser;
mod reader;

pub use error::SseError;
pub use event::SseEvent;
pub use parser::SseParser;
