//! The reader: text into a tree that is whole at the end of every piece.
//!
//! A piece can end anywhere, so the reader can return from anywhere: it goes down into the tree by
//! recursion, one call for each open container, and when the text runs out each call leaves one [`Step`]
//! behind and puts the value it was reading into its container. The next piece follows the steps down to
//! the same place. A piece therefore costs its own length and one look-up for each open container, of which
//! there are at most 127.

use std::mem;

use serde_json::{Map, Value};

use super::changes::{Changes, Mark};
use super::container::{Container, Step};
use super::cursor::Cursor;
use super::error::{PartialJsonError, PartialJsonErrorKind, Progress, Stop};
use super::number::Number;

/// Containers inside one another that are refused, as `serde_json` does.
const TOO_DEEP: usize = 128;

/// What is remembered from one piece to the next, besides the tree itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) position: usize,
    pub(super) is_complete: bool,
    /// The number that is being read, if a number is.
    pub(super) number: Number,
    /// What the last piece changed.
    pub(super) changes: Changes,
    depth: usize,
    /// Where the open value is in each open container, the outermost last.
    path: Vec<Step>,
    /// What comes next in the innermost open container.
    expected: Expected,
    /// The key of the value that comes next in it, or the beginning of that key.
    key: String,
}

/// What comes next in a container.
#[derive(Clone, Copy, Debug, Default)]
enum Expected {
    #[default]
    FirstOrCloser,
    KeyQuote,
    KeyText,
    Colon,
    Value,
    CommaOrCloser,
}

/// Reads all the text there is from the remembered place on, into `root`.
pub(super) fn grow(text: &str, place: &mut Place, root: &mut Option<Value>) -> Result<(), PartialJsonError> {
    let cursor = Cursor { text, position: place.position };
    let mut reader = Reader { cursor, place, unseen: 0 };
    let progress = reader.document(root);
    place.position = reader.cursor.position;

    match progress {
        Ok(()) | Err(Stop::Wait) => Ok(()),
        Err(Stop::Wrong(error)) => Err(error),
    }
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    place: &'a mut Place,
    /// How many of the values around the place are not part of the shown value yet.
    unseen: usize,
}

impl Reader<'_> {
    fn document(&mut self, root: &mut Option<Value>) -> Progress {
        if !self.place.is_complete {
            match root {
                Some(open) => self.fill_seen(open)?,
                None => {
                    let mut value = self.start()?;
                    let progress = self.fill_unseen(&mut value);
                    *root = Some(value);
                    self.place.changes.replaced();
                    progress?;
                }
            }
            self.place.is_complete = true;
        }
        self.cursor.peek()?;
        self.cursor.wrong(PartialJsonErrorKind::Trailing)
    }

    /// Takes as much of a value as tells what it is: a whole literal, or the opening of anything else.
    fn start(&mut self) -> Progress<Value> {
        match self.cursor.peek()? {
            b'{' => self.open(Value::Object(Map::new())),
            b'[' => self.open(Value::Array(Vec::new())),
            b'"' => {
                self.cursor.position += 1;
                Ok(Value::String(String::new()))
            }
            b'n' => self.cursor.word("null").map(|()| Value::Null),
            b't' => self.cursor.word("true").map(|()| Value::Bool(true)),
            b'f' => self.cursor.word("false").map(|()| Value::Bool(false)),
            b'-' => match self.cursor.text.as_bytes().get(self.cursor.position + 1) {
                Some(b'0'..=b'9') => Ok(self.start_number(1)),
                _ => self.cursor.unexpected(1),
            },
            b'0'..=b'9' => Ok(self.start_number(0)),
            _ => self.cursor.unexpected(0),
        }
    }

    fn open(&mut self, container: Value) -> Progress<Value> {
        if self.place.depth + 1 == TOO_DEEP {
            return self.cursor.wrong(PartialJsonErrorKind::TooDeep);
        }
        self.cursor.position += 1;
        self.place.depth += 1;
        self.place.expected = Expected::FirstOrCloser;
        Ok(container)
    }

    /// The first digit is there, so the zero is replaced before anybody sees it.
    fn start_number(&mut self, sign: usize) -> Value {
        self.place.number = Number::at(self.cursor.position);
        self.cursor.position += sign;
        Value::from(0)
    }

    /// Reads the rest of a value that has been started.
    fn fill(&mut self, open: &mut Value) -> Progress {
        match open {
            Value::Null | Value::Bool(_) => Ok(()),
            Value::Number(_) => self.place.number.read(&mut self.cursor, open),
            Value::String(string) => self.cursor.characters(string),
            Value::Array(items) => self.fill_container(Container::Array(items)),
            Value::Object(map) => self.fill_container(Container::Object(map)),
        }
    }

    /// Reads the rest of a value that is shown, and notes whether that changed it.
    fn fill_seen(&mut self, open: &mut Value) -> Progress {
        let before = Mark::of(open);
        let progress = self.fill(open);
        if self.unseen == 0 && before.differs(open) {
            self.place.changes.replaced();
        }
        progress
    }

    fn fill_unseen(&mut self, open: &mut Value) -> Progress {
        self.unseen += 1;
        let progress = self.fill(open);
        self.unseen -= 1;
        progress
    }

    fn fill_container(&mut self, mut container: Container<'_>) -> Progress {
        if let Some(step) = self.place.path.pop() {
            self.resume_value(&mut container, step)?;
        }
        let first = match container {
            Container::Array(_) => Expected::Value,
            Container::Object(_) => Expected::KeyQuote,
        };
        loop {
            self.place.expected = match self.place.expected {
                Expected::FirstOrCloser | Expected::CommaOrCloser
                    if self.cursor.take_if(container.closer())? =>
                {
                    self.place.depth -= 1;
                    return Ok(());
                }
                Expected::FirstOrCloser => first,
                Expected::CommaOrCloser => self.cursor.take(b',').map(|()| first)?,
                Expected::KeyQuote => self.cursor.take(b'"').map(|()| Expected::KeyText)?,
                Expected::KeyText => self.cursor.characters(&mut self.place.key).map(|()| Expected::Colon)?,
                Expected::Colon => self.cursor.take(b':').map(|()| Expected::Value)?,
                Expected::Value => self.read_value(&mut container).map(|()| Expected::CommaOrCloser)?,
            };
        }
    }

    fn read_value(&mut self, container: &mut Container<'_>) -> Progress {
        let mut value = self.start()?;
        let key = mem::take(&mut self.place.key);
        let progress = self.fill_unseen(&mut value);

        if self.unseen == 0 && (progress.is_ok() || container.shows_open(&key)) {
            self.place.changes.added(container.next_segment(&key));
        }
        if progress.is_ok() {
            container.put(key, value);
        } else {
            self.place.path.push(container.put_open(key, value));
        }
        progress
    }

    fn resume_value(&mut self, container: &mut Container<'_>, mut step: Step) -> Progress {
        let is_hidden = step.is_hidden();
        let outside = self.place.changes.enter(container.open_segment(&step));
        let open = container.open_value(&mut step).expect("an open value stays where it was put");
        let progress = if is_hidden { self.fill_unseen(open) } else { self.fill_seen(open) };
        self.place.changes.leave(outside);

        if progress.is_ok() {
            if is_hidden && self.unseen == 0 {
                self.place.changes.added(container.next_segment(step.key()));
            }
            container.complete(step);
            self.place.expected = Expected::CommaOrCloser;
        } else {
            self.place.path.push(step);
        }
        progress
    }
}
