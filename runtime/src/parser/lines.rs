//! Lists with an item on each line, behind a mark.

use super::list::Splitter;

/// Finds the items in a text line by line.
#[derive(Debug)]
pub(super) struct Lines {
    /// Where in a line the mark ends, if there is one.
    mark: fn(&str) -> Option<usize>,
    /// The line that is being written.
    line: String,
    /// Whether the last line was a mark and nothing else: the item stands on the next one.
    awaits: bool,
}

impl Lines {
    pub(super) fn numbered() -> Self {
        Self { mark: number, line: String::new(), awaits: false }
    }

    pub(super) fn bulleted() -> Self {
        Self { mark: bullet, line: String::new(), awaits: false }
    }

    fn end_line(&mut self, out: &mut Vec<String>) {
        let line = self.line.trim_end_matches('\r');
        let end = (self.mark)(line);
        let item = match end {
            Some(end) => &line[end..],
            None if self.awaits => line,
            None => "",
        };
        let item = item.trim();
        if !item.is_empty() {
            out.push(item.to_owned());
        }
        self.awaits = end.is_some_and(|end| end == line.len());
        self.line.clear();
    }
}

impl Splitter for Lines {
    fn push(&mut self, text: &str, out: &mut Vec<String>) {
        let mut lines = text.split('\n');
        self.line.push_str(lines.next().unwrap_or_default());
        for line in lines {
            self.end_line(out);
            self.line.push_str(line);
        }
    }

    fn finish(&mut self, out: &mut Vec<String>) {
        self.end_line(out);
    }
}

/// Digits and a dot, with white space or the end of the line behind them, anywhere in the line.
fn number(line: &str) -> Option<usize> {
    let mut digits = false;
    for (at, character) in line.char_indices() {
        let behind = line[at + character.len_utf8()..].chars().next();
        if digits && character == '.' && behind.is_none_or(char::is_whitespace) {
            return Some(at + 1);
        }
        digits = character.is_ascii_digit();
    }
    None
}

/// A hyphen or an asterisk at the beginning of the line, with white space or the end of the line behind it.
fn bullet(line: &str) -> Option<usize> {
    let rest = line.trim_start().strip_prefix(['-', '*'])?;
    rest.chars().next().is_none_or(char::is_whitespace).then(|| line.len() - rest.len())
}
