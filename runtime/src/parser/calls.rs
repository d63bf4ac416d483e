//! What a model asks its tools, as it grows.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::failure::failure;
use super::feed::{Reader, parser};
use crate::error::Result;
use crate::message::{Accumulator, AiMessage, AiMessageChunk, ContentBlock, InvalidToolCall, ToolCall};
use crate::value::Streamable;

/// Gives the tool calls of a message while the model writes them: a piece is the list so far, given whenever it has
/// changed, with the arguments as far as they can be read.
///
/// With a type of yours, a call is read as one from `{"name": …, "args": …, "id": …}`, which is what an enum with
/// `#[serde(tag = "name", content = "args")]` takes. A call that is not one yet is left out; at the end all must be.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::{ToolCall, ToolCallsParser};
/// use serde_json::json;
///
/// #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Streamable)]
/// #[serde(tag = "name", content = "args", rename_all = "snake_case")]
/// enum Move {
///     Swim { meters: u32 },
///     Rest,
/// }
///
/// # futures::executor::block_on(async {
/// let call = ToolCall { name: "swim".into(), args: json!({"meters": 3}), ..ToolCall::default() };
/// let message = AiMessage::new(vec![ContentBlock::from(call)]);
/// assert_eq!(ToolCallsParser::<Move>::new().call(message).await?, [Move::Swim { meters: 3 }]);
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct ToolCallsParser<T = ToolCall> {
    output: PhantomData<fn() -> T>,
}

/// Gives the arguments of the first call of one tool while the model writes them, whenever they have changed and can
/// be read as a `T`.
///
/// A message that does not call the tool is an error of kind [`Parse`](crate::ErrorKind::Parse).
///
/// ```
/// use runnable::prelude::*;
/// use runnable::{ToolArgsParser, ToolCallChunk};
/// use serde_json::{Value, json};
///
/// # futures::executor::block_on(async {
/// let piece = |name: Option<&str>, args: &str| {
///     let (name, args) = (name.map(Into::into), args.into());
///     let call = ToolCallChunk { name, args, index: Some(0), ..ToolCallChunk::default() };
///     Ok(AiMessageChunk::from(ContentBlock::from(call)))
/// };
/// let pieces = futures::stream::iter([piece(Some("swim"), "{\"meters\": 3, \"wh"), piece(None, "ere\": \"up\"}")]);
/// let parser = ToolArgsParser::<Value>::new("swim");
/// let mut args = parser.transform(pieces);
/// assert_eq!(args.next().await.unwrap()?, json!({"meters": 3}));
/// assert_eq!(args.next().await.unwrap()?, json!({"meters": 3, "where": "up"}));
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub struct ToolArgsParser<T = Value> {
    tool: Arc<str>,
    output: PhantomData<fn() -> T>,
}

impl<T> ToolCallsParser<T> {
    /// A parser that gives calls of type `T`.
    pub fn new() -> Self {
        Self { output: PhantomData }
    }
}

impl ToolCallsParser {
    /// A parser that gives calls of any tool.
    pub fn untyped() -> Self {
        Self::new()
    }
}

impl<T> ToolArgsParser<T> {
    /// A parser of the arguments of this tool.
    pub fn new(tool: impl Into<Arc<str>>) -> Self {
        Self { tool: tool.into(), output: PhantomData }
    }
}

impl<T: DeserializeOwned> ToolCallsParser<T> {
    fn reader(&self) -> CallsReader<Vec<T>> {
        CallsReader::new(None, |calls, is_whole| {
            let read = calls.iter().map(T::deserialize);
            if is_whole { read.collect() } else { Ok(read.flatten().collect()) }
        })
    }
}

impl<T: DeserializeOwned> ToolArgsParser<T> {
    fn reader(&self) -> CallsReader<T> {
        CallsReader::new(Some(self.tool.clone()), |calls, _| match calls.first() {
            Some(call) => T::deserialize(&call["args"]),
            None => Err(serde::de::Error::custom("the tool is not called")),
        })
    }
}

parser! {
    [T: Streamable + DeserializeOwned,]
    ToolCallsParser<T> => Vec<T>, "JsonOutputToolsParser"
}

parser! {
    [T: Streamable<Chunk = T, Accumulator = Option<T>> + DeserializeOwned,]
    ToolArgsParser<T> => T, "JsonOutputKeyToolsParser"
}

/// Makes the output of the calls so far, or of all of them.
type Read<O> = fn(&[Value], bool) -> serde_json::Result<O>;

struct CallsReader<O> {
    message: Accumulator,
    /// The tool whose first call is all that counts.
    only: Option<Arc<str>>,
    /// How many calls that count there were after the last piece, and how long their arguments.
    written: (usize, usize),
    /// Those calls.
    calls: Vec<Value>,
    read: Read<O>,
}

impl<O> CallsReader<O> {
    fn new(only: Option<Arc<str>>, read: Read<O>) -> Self {
        Self { message: Accumulator::default(), only, written: (0, 0), calls: Vec::new(), read }
    }

    fn counts(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == name)
    }

    /// As many calls as count, of those whose tool does.
    fn limit(&self) -> usize {
        if self.only.is_some() { 1 } else { usize::MAX }
    }

    /// Looks at the lengths alone, so that a piece of something else costs no look at the calls.
    fn written(&self) -> (usize, usize) {
        let lengths = self.message.sum().blocks().iter().filter_map(|block| match block {
            ContentBlock::ToolCallChunk(call) => call.name.as_ref().map(|name| (name, call.args.len())),
            ContentBlock::ToolCall(call) => Some((&call.name, 0)),
            _ => None,
        });
        let lengths = lengths.filter(|(name, _)| self.counts(name)).take(self.limit());
        lengths.fold((0, 0), |(calls, all), (_, length)| (calls + 1, all + length))
    }

    fn calls_so_far(&mut self) -> Vec<Value> {
        let (limit, only) = (self.limit(), self.only.clone());
        let counts = |name: &str| only.as_deref().is_none_or(|only| only == name);
        let blocks = self.message.sum().blocks().iter();
        let mut calls: Vec<_> = blocks
            .filter_map(|block| match block {
                ContentBlock::ToolCall(call) if counts(&call.name) => Some(dumped(call)),
                _ => None,
            })
            .collect();
        let empty = json!({});
        calls.extend(self.message.tool_calls().iter().filter_map(|call| {
            let name = call.name.filter(|name| counts(name))?;
            Some(json!({ "name": name, "args": call.args.unwrap_or(&empty), "id": call.id }))
        }));
        calls.truncate(limit);
        calls
    }
}

impl<O: Send> Reader for CallsReader<O> {
    type Piece = O;

    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<O>) -> Result<()> {
        self.message.push(chunk.clone());
        let written = self.written();
        if written != self.written {
            self.written = written;
            let calls = self.calls_so_far();
            if calls != self.calls {
                out.extend((self.read)(&calls, false));
                self.calls = calls;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut VecDeque<O>) -> Result<()> {
        let message = std::mem::take(&mut self.message).finish();
        let mut invalid = message.invalid_tool_calls();
        if let Some(invalid) = invalid.find(|call| self.counts(call.name.as_deref().unwrap_or_default())) {
            return Err(invalid_call(invalid));
        }
        let calls = message.tool_calls().filter(|call| self.counts(&call.name)).take(self.limit());
        let calls: Vec<_> = calls.map(dumped).collect();
        let output = (self.read)(&calls, true).map_err(|reason| wrong_calls(&message, &calls, reason))?;
        if calls != self.calls || calls.is_empty() {
            out.push_back(output);
        }
        Ok(())
    }
}

fn dumped(call: &ToolCall) -> Value {
    json!({ "name": call.name, "args": call.args, "id": call.id })
}

fn invalid_call(call: &InvalidToolCall) -> crate::Error {
    let name = call.name.as_deref().unwrap_or_default();
    failure(&format!("a call of `{name}`"), &call.args, call.error.clone().unwrap_or_default())
}

fn wrong_calls(message: &AiMessage, calls: &[Value], reason: serde_json::Error) -> crate::Error {
    match calls {
        [] => failure("a tool call", message.text(), reason),
        calls => failure("the tool calls asked for", Value::from(calls).to_string(), reason),
    }
}

impl<T> Clone for ToolCallsParser<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ToolCallsParser<T> {}

impl<T> Default for ToolCallsParser<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for ToolArgsParser<T> {
    fn clone(&self) -> Self {
        Self { tool: self.tool.clone(), output: PhantomData }
    }
}

impl<T> fmt::Debug for ToolCallsParser<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ToolCallsParser<{}>", std::any::type_name::<T>())
    }
}

impl<T> fmt::Debug for ToolArgsParser<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ToolArgsParser<{}>({})", std::any::type_name::<T>(), self.tool)
    }
}
