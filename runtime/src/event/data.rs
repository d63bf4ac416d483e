//! What an event carries: typed values, made into JSON only when asked for.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use crate::descriptor::RunType;
use crate::error::Error;
use crate::event::RunFacts;
use crate::message::{AiMessage, JsonObject, Messages, ToolCall};
use crate::value::{Chunk, Streamable};

/// A value in an event: any type that serializes.
pub trait EventValue: Any + Send + Sync {
    /// The value as JSON. A value that has no JSON form is shown as the reason why.
    fn to_json(&self) -> Value;
}

impl<T: Serialize + Any + Send + Sync> EventValue for T {
    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_else(|error| json!({ "unserializable": error.to_string() }))
    }
}

/// What an event carries. Absent parts are absent from its JSON too.
///
/// | event | parts |
/// |---|---|
/// | start | input, unless the run was started by a stream of pieces |
/// | stream | chunk |
/// | end | output; input, unless it is the root |
/// | error | error; input, unless it is the root |
/// | custom | the sender's own value |
#[derive(Clone, Default)]
pub struct EventData {
    input: Option<Arc<dyn EventValue>>,
    chunk: Option<Piece>,
    output: Option<Arc<dyn EventValue>>,
    error: Option<Error>,
    tool_call_id: Option<String>,
    custom: Option<Value>,
}

/// A piece, and how to read its text.
#[derive(Clone)]
struct Piece {
    value: Arc<dyn EventValue>,
    token: fn(&dyn Any) -> Option<Cow<'_, str>>,
}

impl EventData {
    pub(crate) fn of_chunk<T: Streamable>(chunk: &Chunk<T>) -> Self {
        let chunk = Piece { value: Arc::new(chunk.clone()), token: token_of::<T> };
        Self { chunk: Some(chunk), ..Self::default() }
    }

    pub(crate) fn of_custom(value: Value) -> Self {
        Self { custom: Some(value), ..Self::default() }
    }

    /// The error of a run with this input.
    pub(crate) fn of_error(error: &Error, input: Option<&dyn EventValue>) -> Self {
        let call = input.and_then(|input| (input as &dyn Any).downcast_ref::<ToolCall>());
        let tool_call_id = call.and_then(|call| call.id.clone());
        Self { error: Some(error.clone()), tool_call_id, ..Self::default() }
    }

    pub(crate) fn of_output(output: &impl Streamable) -> Self {
        Self { output: Some(Arc::new(output.clone())), ..Self::default() }
    }

    pub(crate) fn with_input(mut self, input: Option<Arc<dyn EventValue>>) -> Self {
        self.input = input;
        self
    }

    /// The text of a stream event's chunk.
    pub fn token(&self) -> Option<Cow<'_, str>> {
        let piece = self.chunk.as_ref()?;
        (piece.token)(&*piece.value)
    }

    /// The chunk of a stream event, where it is of type `T`: `chunk::<AiMessageChunk>()`.
    pub fn chunk<T: 'static>(&self) -> Option<&T> {
        typed(&self.chunk.as_ref()?.value)
    }

    /// The output of an end event, where it is of type `T`: `output::<AiMessage>()`.
    pub fn output<T: 'static>(&self) -> Option<&T> {
        typed(self.output.as_ref()?)
    }

    /// The input, where it is of type `T`: `input::<Messages>()`.
    pub fn input<T: 'static>(&self) -> Option<&T> {
        typed(self.input.as_ref()?)
    }

    /// The error of an error event.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// The id of the call in which a tool failed, where a model made it.
    pub fn tool_call_id(&self) -> Option<&str> {
        self.tool_call_id.as_deref()
    }

    /// The value of a custom event.
    pub fn custom(&self) -> Option<&Value> {
        self.custom.as_ref()
    }

    /// The input as JSON, as the event of this run shows it.
    pub(crate) fn input_json(&self, run: &RunFacts) -> Option<Value> {
        self.input.as_deref().map(|input| input_json(input, run))
    }

    /// The output as JSON.
    pub(crate) fn output_json(&self) -> Option<Value> {
        self.output.as_deref().map(EventValue::to_json)
    }

    pub(super) fn to_json(&self, run: &RunFacts, first_version: bool) -> Value {
        if let Some(custom) = &self.custom {
            return custom.clone();
        }
        let mut data = JsonObject::new();
        if let Some(input) = &self.input {
            data.insert("input".to_owned(), input_json(&**input, run));
        }
        if let Some(chunk) = &self.chunk {
            data.insert("chunk".to_owned(), chunk.value.to_json());
        }
        if let Some(output) = &self.output {
            data.insert("output".to_owned(), output_json(&**output, run, first_version));
        }
        if let Some(error) = &self.error {
            data.insert("error".to_owned(), Value::String(error.to_string()));
            if run.run_type == RunType::Tool {
                data.insert("tool_call_id".to_owned(), self.tool_call_id.clone().into());
            }
        }
        Value::Object(data)
    }
}

/// The output as LangChain shows it: a prompt's messages or text under a key, and in the first version a nested model's
/// message inside a result.
fn output_json(output: &dyn EventValue, run: &RunFacts, first_version: bool) -> Value {
    let value = output.to_json();
    match run.run_type {
        RunType::Prompt if value.is_array() => json!({ "messages": value }),
        RunType::Prompt if value.is_string() => json!({ "text": value, "type": "StringPromptValue" }),
        RunType::ChatModel if first_version && !run.parent_ids.is_empty() => {
            let text = (output as &dyn Any).downcast_ref::<AiMessage>().map(|message| message.text());
            let generation =
                json!({ "text": text, "generation_info": null, "type": "ChatGeneration", "message": value });
            json!({ "generations": [[generation]], "llm_output": null, "run": null, "type": "LLMResult" })
        }
        _ => value,
    }
}

fn token_of<T: Streamable>(chunk: &dyn Any) -> Option<Cow<'_, str>> {
    chunk.downcast_ref().and_then(T::token)
}

fn typed<T: 'static>(value: &Arc<dyn EventValue>) -> Option<&T> {
    let any: &dyn Any = &**value;
    any.downcast_ref()
}

/// The input as LangChain shows it: the root's as the caller gave it, a nested one wrapped by run type.
fn input_json(input: &dyn EventValue, run: &RunFacts) -> Value {
    let root = run.parent_ids.is_empty();
    match run.run_type {
        RunType::ChatModel if !root => json!({ "messages": [input.to_json()] }),
        RunType::Llm if !root => json!({ "prompts": [input.to_json()] }),
        RunType::Tool => match (input as &dyn Any).downcast_ref::<ToolCall>() {
            Some(call) => call.args.clone(),
            None => input.to_json(),
        },
        RunType::Retriever => json!({ "query": input.to_json() }),
        _ => {
            let any: &dyn Any = input;
            match any.downcast_ref::<Messages>().and_then(Messages::as_given_text) {
                Some(text) if root => Value::String(text.into_owned()),
                _ => input.to_json(),
            }
        }
    }
}

impl fmt::Debug for EventData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("EventData");
        for (key, value) in [("input", &self.input), ("output", &self.output)] {
            if let Some(value) = value {
                out.field(key, &format_args!("{}", value.to_json()));
            }
        }
        if let Some(chunk) = &self.chunk {
            out.field("chunk", &format_args!("{}", chunk.value.to_json()));
        }
        if let Some(error) = &self.error {
            out.field("error", error);
        }
        if let Some(custom) = &self.custom {
            out.field("custom", custom);
        }
        out.finish()
    }
}
