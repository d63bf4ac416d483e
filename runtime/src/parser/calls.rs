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
pub struct ToolCallsParser<T = ToolCall> {
    output: PhantomData<fn() -> T>,
}

/// Gives the arguments of the first call of one tool while the model writes them, whenever they have changed and can
/// be read as a `T`.
///
/// A message that does not call the tool is an error of kind [`Parse`](crate::ErrorKind::Parse).
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
        CallsReader::new(Box::new(|calls, is_whole| {
            let read = calls.iter().map(|call| serde_json::from_value(call.clone()));
            if is_whole { read.collect() } else { Ok(read.flatten().collect()) }
        }))
    }
}

impl<T: DeserializeOwned> ToolArgsParser<T> {
    fn reader(&self) -> CallsReader<T> {
        let tool = self.tool.clone();
        CallsReader::new(Box::new(move |calls, _| {
            let call = calls.iter().find(|call| call["name"] == *tool);
            let call =
                call.ok_or_else(|| serde::de::Error::custom(format!("there is no call of `{tool}`")))?;
            T::deserialize(&call["args"])
        }))
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
type Read<O> = Box<dyn Fn(&[Value], bool) -> serde_json::Result<O> + Send>;

struct CallsReader<O> {
    message: Accumulator,
    /// The calls of the last piece.
    calls: Vec<Value>,
    read: Read<O>,
}

impl<O> CallsReader<O> {
    fn new(read: Read<O>) -> Self {
        Self { message: Accumulator::default(), calls: Vec::new(), read }
    }
}

impl<O: Send> Reader for CallsReader<O> {
    type Piece = O;

    fn push(&mut self, chunk: &AiMessageChunk, out: &mut VecDeque<O>) -> Result<()> {
        self.message.push(chunk.clone());
        if !chunk.blocks().iter().any(is_call) {
            return Ok(());
        }
        let calls = calls_so_far(&mut self.message);
        if calls != self.calls {
            out.extend((self.read)(&calls, false));
            self.calls = calls;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut VecDeque<O>) -> Result<()> {
        let message = std::mem::take(&mut self.message).finish();
        if let Some(invalid) = message.invalid_tool_calls().next() {
            return Err(invalid_call(invalid));
        }
        let calls: Vec<_> = message.tool_calls().map(dumped).collect();
        let output = (self.read)(&calls, true).map_err(|reason| wrong_calls(&message, &calls, reason))?;
        if calls != self.calls || calls.is_empty() {
            out.push_back(output);
        }
        Ok(())
    }
}

fn is_call(block: &ContentBlock) -> bool {
    matches!(block, ContentBlock::ToolCallChunk(_) | ContentBlock::ToolCall(_))
}

fn dumped(call: &ToolCall) -> Value {
    json!({ "name": call.name, "args": call.args, "id": call.id })
}

fn calls_so_far(message: &mut Accumulator) -> Vec<Value> {
    let whole: Vec<_> = message
        .sum()
        .blocks()
        .iter()
        .filter_map(|block| match block {
            ContentBlock::ToolCall(call) => Some(dumped(call)),
            _ => None,
        })
        .collect();
    let growing = message.tool_calls();
    let growing = growing.iter().filter_map(|call| {
        let empty = json!({});
        Some(json!({ "name": call.name?, "args": call.args.unwrap_or(&empty), "id": call.id }))
    });
    whole.into_iter().chain(growing).collect()
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
