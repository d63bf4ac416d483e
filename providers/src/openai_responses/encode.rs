//! A conversation and options, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | system and human messages | a `message` with the role `system` or `user` |
//! | a tool's message | a `function_call_output`, or a `custom_tool_call_output` where such a tool was called |
//! | the model's messages | the items that they were: messages, thoughts, calls, what tools of the API's own did |
//! | blocks of a message that are items in the API's own form | those items, before the message |
//! | thoughts, citations, ids and tools of other providers | left out: they mean nothing here |
//!
//! | file | what |
//! |---|---|
//! | `input` | messages, as items |
//! | `part` | blocks of any role: text, pictures, files, sound |
//! | `answer` | what the model said |
//! | `server` | what tools of the API's own did |
//! | `citation` | citations |

mod answer;
mod citation;
mod input;
mod part;
mod server;

use std::borrow::Cow;

use runnable::{Error, ErrorKind, JsonObject, Message, Result, ToolChoice, ToolSpec};
use serde_json::{Value, json};

use super::body::{self, Body};
use super::options::OpenAiResponses;
use crate::dialect::{Encoded, Request};
use crate::options::{Options, ResponseFormat, Tool};
use crate::refusal::Refusal;

pub(super) fn encode(dialect: &OpenAiResponses, request: &Request<'_>) -> Result<Encoded> {
    let options = request.options;
    if !options.stop.is_empty() {
        let text = "the Responses API has no texts that end an answer: leave out `.stop(…)`";
        return Err(Error::new(ErrorKind::Input, text));
    }
    let (skipped, previous) = if dialect.continues { kept(request.messages) } else { (0, None) };
    let is_stored = dialect.body.get("store").or_else(|| options.extra_body.get("store"));
    let input = input::items(request, skipped, is_stored != Some(&Value::Bool(false)))?;
    let body = Body {
        model: &options.model,
        input,
        stream: request.is_streamed,
        max_output_tokens: options.max_tokens,
        temperature: options.temperature,
        top_p: options.top_p,
        tools: options.tools.iter().map(|tool| self::tool(tool, request.is_streamed)).collect(),
        tool_choice: options.tool_choice.as_ref().map(|choice| tool_choice(choice, &options.tools)),
        parallel_tool_calls: options.parallel_tool_calls,
        rest: rest(dialect, options, previous),
    };
    Encoded::new("/responses", &body, &options.extra_body)
}

/// How many messages the host holds already, and the id of the response that it holds them with.
fn kept(messages: &[Message]) -> (usize, Option<&str>) {
    let of_response = |message: &Message| match message {
        Message::Ai(answer) => {
            let id = answer.response_metadata.get("id").and_then(Value::as_str);
            id.is_some_and(|id| id.starts_with("resp_"))
        }
        _ => false,
    };
    let Some(last) = messages.iter().rposition(of_response) else { return (0, None) };
    match &messages[last] {
        Message::Ai(answer) => (last + 1, answer.response_metadata.get("id").and_then(Value::as_str)),
        _ => (0, None),
    }
}

/// The options that are JSON already, and those that are a part of one of them.
fn rest<'a>(
    dialect: &'a OpenAiResponses,
    options: &Options,
    previous_response_id: Option<&str>,
) -> Cow<'a, JsonObject> {
    if options.response_format.is_none() && options.top_k.is_none() && previous_response_id.is_none() {
        return Cow::Borrowed(&dialect.body);
    }
    let mut body = dialect.body.clone();
    if let Some(format) = &options.response_format {
        body.entry("text").or_insert_with(|| json!({}))["format"] = text_format(format);
    }
    // OpenAI has no such option; compatible servers have.
    if let Some(words) = options.top_k {
        body.insert("top_k".to_owned(), words.into());
    }
    if let Some(id) = previous_response_id {
        body.entry("previous_response_id").or_insert_with(|| id.into());
    }
    Cow::Owned(body)
}

fn text_format(format: &ResponseFormat) -> Value {
    match format {
        ResponseFormat::Json => json!({ "type": "json_object" }),
        ResponseFormat::Schema(form) => schema_format(form),
        ResponseFormat::Native(format) => flat(format, "json_schema").into_owned(),
    }
}

fn schema_format(form: &ToolSpec) -> Value {
    let mut format = form.extras.clone();
    format.insert("type".to_owned(), "json_schema".into());
    format.insert("name".to_owned(), form.name.as_str().into());
    format.insert("schema".to_owned(), form.input_schema.clone());
    if let Some(description) = &form.description {
        format.insert("description".to_owned(), description.as_str().into());
    }
    format.into()
}

fn tool(tool: &Tool, is_streamed: bool) -> body::Tool<'_> {
    let native = match tool {
        Tool::Spec(spec) => return body::Tool::Function(spec.into()),
        Tool::Native(native) => native,
    };
    let is_image = native.get("type").is_some_and(|kind| kind == "image_generation");
    // In a stream the API wants to be told how many drafts of a picture it shall send.
    if is_image && is_streamed && native.get("partial_images").is_none() {
        let mut native = native.clone();
        native["partial_images"] = 1.into();
        return body::Tool::Native(Cow::Owned(native));
    }
    body::Tool::Native(flat(native, "function"))
}

fn tool_choice(choice: &ToolChoice, tools: &[Tool]) -> Value {
    let name = match choice {
        ToolChoice::Auto => return "auto".into(),
        ToolChoice::Any => return "required".into(),
        ToolChoice::None => return "none".into(),
        ToolChoice::Tool(name) => name,
    };
    let natives = tools.iter().filter_map(|tool| match tool {
        Tool::Native(native) => Some(native),
        Tool::Spec(_) => None,
    });
    for native in natives {
        let is = |key: &str, value: &str| native.get(key).is_some_and(|known| known == value);
        if is("type", "custom") && is("name", name) {
            return json!({ "type": "custom", "name": name });
        }
        if is("type", name) {
            return json!({ "type": name });
        }
    }
    json!({ "type": "function", "name": name })
}

/// JSON in the form of Chat Completions, `{"type": key, key: {…}}`, in that of this API: without the object inside.
fn flat<'a>(native: &'a Value, key: &str) -> Cow<'a, Value> {
    match (native.as_object(), native.get(key)) {
        (Some(outer), Some(Value::Object(inner))) if outer.get("type").is_some_and(|kind| kind == key) => {
            let mut flat = inner.clone();
            flat.extend(outer.iter().filter(|(name, _)| *name != key).map(|(k, v)| (k.clone(), v.clone())));
            Cow::Owned(flat.into())
        }
        _ => Cow::Borrowed(native),
    }
}
