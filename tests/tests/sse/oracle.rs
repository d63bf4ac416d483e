//! The standard, read aloud: decode all, cut into lines, take the lines one by one. Slow, and plain to see.

use super::reading::{Event, Reading};

pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut chars = decode(bytes);
    if chars.first().is_some_and(|first| first.1 == '\u{feff}') {
        chars.remove(0);
    }

    let mut oracle = Oracle::default();
    let mut line = String::new();
    let mut rest = chars.into_iter().peekable();
    while let Some((offset, char)) = rest.next() {
        oracle.block.get_or_insert(offset);
        if char == '\r' {
            rest.next_if(|next| next.1 == '\n');
        }
        if char == '\r' || char == '\n' {
            oracle.line(&std::mem::take(&mut line));
        } else {
            line.push(char);
        }
    }
    oracle.end(&line)
}

/// The characters and where each begins; what is no UTF-8 is one U+FFFD for each maximal part.
fn decode(bytes: &[u8]) -> Vec<(u64, char)> {
    let mut chars = Vec::new();
    let mut offset = 0;
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            chars.push((offset, char));
            offset += char.len_utf8() as u64;
        }
        if !chunk.invalid().is_empty() {
            chars.push((offset, '\u{fffd}'));
            offset += chunk.invalid().len() as u64;
        }
    }
    chars
}

#[derive(Default)]
struct Oracle {
    reading: Reading,
    block: Option<u64>,
    event: Option<String>,
    data: String,
    id: Option<String>,
    retry: Option<u64>,
}

impl Oracle {
    fn line(&mut self, line: &str) {
        if line.is_empty() {
            return self.dispatch();
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.event = Some(value.to_owned()),
            "data" => self.data += &format!("{value}\n"),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.chars().all(|char| char.is_ascii_digit()) => {
                self.retry = Some(value.parse().unwrap_or(u64::MAX));
                self.reading.retry = self.retry;
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        let block = std::mem::take(self);
        self.reading = block.reading;
        if let Some(id) = &block.id {
            self.reading.last_event_id.clone_from(id);
        }
        let Some(data) = block.data.strip_suffix('\n') else { return };
        self.reading.events.push(Event {
            event: block.event.filter(|event| !event.is_empty()).unwrap_or_else(|| "message".to_owned()),
            data: data.to_owned(),
            id: block.id,
            last_event_id: self.reading.last_event_id.clone(),
            retry: block.retry,
            offset: block.block.expect("a line was read"),
        });
    }

    fn end(mut self, line: &str) -> Reading {
        let had_field = self.event.is_some() || self.id.is_some() || !self.data.is_empty();
        if had_field || !(line.is_empty() || line.starts_with(':')) {
            self.reading.unfinished = self.block;
        }
        self.reading
    }
}
