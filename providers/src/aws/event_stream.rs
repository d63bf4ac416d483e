//! `application/vnd.amazon.eventstream`: binary frames with checksums.
//!
//! ```text
//! ┌──────────────┬────────────────┬────────────┬─────────┬─────────┬─────────────┐
//! │ total length │ headers length │ CRC of     │ headers │ payload │ CRC of all  │
//! │ 4 bytes      │ 4 bytes        │ both, 4    │         │         │ before it, 4│
//! └──────────────┴────────────────┴────────────┴─────────┴─────────┴─────────────┘
//! ```
//!
//! | `:message-type` | name of the frame | payload |
//! |---|---|---|
//! | `event`, or none | `:event-type` | as it came |
//! | `exception` | `:exception-type`, behind a `!` | as it came |
//! | `error` | `:error-code`, behind a `!` | as it came; where it is empty, `{"message": :error-message}` |
//!
//! A frame that arrives whole is read where it lies; only one that is cut is copied. Numbers are big-endian.

use std::fmt;

use crate::framing::Frame;

/// The bytes before the headers.
const PRELUDE: usize = 12;
/// The bytes of a frame without headers and payload.
const EMPTY: usize = PRELUDE + 4;
/// The longest frame that is held, in bytes.
const LONGEST: usize = 16 << 20;

/// Cuts a stream into frames.
#[derive(Debug, Default)]
pub(crate) struct EventStream {
    /// The beginning of a frame whose rest has not come.
    begun: Vec<u8>,
    /// How many bytes came before that frame.
    offset: u64,
}

/// A frame is not what the format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventStreamError {
    offset: u64,
    defect: Defect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Defect {
    Lengths,
    TooLong,
    PreludeChecksum,
    Checksum,
    Headers,
    NotText,
}

impl EventStream {
    /// Calls `out` for every frame that these bytes complete.
    pub(crate) fn feed<E: From<EventStreamError>>(
        &mut self,
        mut bytes: &[u8],
        mut out: impl FnMut(Frame<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            let at = |defect| E::from(EventStreamError { offset: self.offset, defect });
            let known = if self.begun.is_empty() { bytes } else { &self.begun };
            let length = needed(known).map_err(at)?;
            if self.begun.is_empty() && length >= EMPTY && bytes.len() >= length {
                let (frame, rest) = bytes.split_at(length);
                read(frame, self.offset, &mut out)?;
                (self.offset, bytes) = (self.offset + length as u64, rest);
                continue;
            }
            let missing = length.saturating_sub(self.begun.len()).min(bytes.len());
            if missing == 0 && self.begun.len() < length {
                return Ok(());
            }
            let (next, rest) = bytes.split_at(missing);
            self.begun.extend_from_slice(next);
            bytes = rest;
            if length >= EMPTY && self.begun.len() == length {
                let mut frame = std::mem::take(&mut self.begun);
                read(&frame, self.offset, &mut out)?;
                self.offset += length as u64;
                frame.clear();
                self.begun = frame;
            }
        }
    }

    /// How many bytes of the stream were read.
    pub(crate) fn position(&self) -> u64 {
        self.offset + self.begun.len() as u64
    }
}

/// How many bytes to have before more can be said: those of the prelude, then those of the frame.
fn needed(begun: &[u8]) -> Result<usize, Defect> {
    let Some(prelude) = begun.get(..PRELUDE) else { return Ok(PRELUDE) };
    let (total, headers) = (number(prelude, 0), number(prelude, 4));
    if crc32fast::hash(&prelude[..8]) != number(prelude, 8) {
        return Err(Defect::PreludeChecksum);
    }
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    if total > LONGEST {
        return Err(Defect::TooLong);
    }
    let is_enough = usize::try_from(headers).is_ok_and(|headers| headers.saturating_add(EMPTY) <= total);
    if is_enough { Ok(total) } else { Err(Defect::Lengths) }
}

/// The number in these four bytes, which are there.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn read<E: From<EventStreamError>>(
    frame: &[u8],
    offset: u64,
    out: &mut impl FnMut(Frame<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let broken = |defect| E::from(EventStreamError { offset, defect });
    let (sealed, seal) = frame.split_at(frame.len() - 4);
    if crc32fast::hash(sealed) != number(seal, 0) {
        return Err(broken(Defect::Checksum));
    }
    // `needed` made sure that the headers are inside the frame.
    let (headers, payload) = sealed[PRELUDE..].split_at(number(frame, 4) as usize);
    let headers = Headers::read(headers).ok_or_else(|| broken(Defect::Headers))?;
    let data = std::str::from_utf8(payload).map_err(|_| broken(Defect::NotText))?;
    match headers.message_type {
        "exception" => {
            let name = format!("!{}", headers.exception_type);
            out(Frame { name: &name, data, offset })
        }
        "error" => {
            let (name, message) = (format!("!{}", headers.error_code), headers.error_message);
            let told = serde_json::json!({ "message": message }).to_string();
            out(Frame { name: &name, data: if data.is_empty() { &told } else { data }, offset })
        }
        _ => out(Frame { name: headers.event_type, data, offset }),
    }
}

/// The headers that say what a frame is; empty where there is none.
#[derive(Default)]
struct Headers<'a> {
    message_type: &'a str,
    event_type: &'a str,
    exception_type: &'a str,
    error_code: &'a str,
    error_message: &'a str,
}

impl<'a> Headers<'a> {
    fn read(mut bytes: &'a [u8]) -> Option<Self> {
        let mut headers = Self::default();
        while !bytes.is_empty() {
            let length = take(&mut bytes, 1)?[0];
            let name = take(&mut bytes, length.into())?;
            let kind = take(&mut bytes, 1)?[0];
            let value = take_value(&mut bytes, kind)?;
            let field = match name {
                b":message-type" => &mut headers.message_type,
                b":event-type" => &mut headers.event_type,
                b":exception-type" => &mut headers.exception_type,
                b":error-code" => &mut headers.error_code,
                b":error-message" => &mut headers.error_message,
                _ => continue,
            };
            *field = std::str::from_utf8(value).ok()?;
        }
        Some(headers)
    }
}

/// The value of a header: its type says how long it is, or that two bytes do.
fn take_value<'a>(bytes: &mut &'a [u8], kind: u8) -> Option<&'a [u8]> {
    let length = match kind {
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        4 => 4,
        5 | 8 => 8,
        9 => 16,
        6 | 7 => {
            let length = take(bytes, 2)?;
            usize::from(length[0]) << 8 | usize::from(length[1])
        }
        _ => return None,
    };
    take(bytes, length)
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

impl fmt::Display for EventStreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let defect = match self.defect {
            Defect::Lengths => "has lengths that do not fit each other",
            Defect::TooLong => {
                return write!(f, "the frame at byte {} is longer than {LONGEST} bytes", self.offset);
            }
            Defect::PreludeChecksum => "begins with a wrong checksum",
            Defect::Checksum => "ends with a wrong checksum",
            Defect::Headers => "has broken headers",
            Defect::NotText => "is not UTF-8",
        };
        write!(f, "the frame at byte {} {defect}", self.offset)
    }
}

impl std::error::Error for EventStreamError {}
