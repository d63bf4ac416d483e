//! A conversation and options, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | texts of one message | `content`, one below the other |
//! | pictures in base64 | `images`; the API fetches none from the web |
//! | thoughts of an Ollama model | `thinking` |
//! | a call of the model's, and its result | `tool_calls`; a `tool` message with the call's id and the tool's name |
//! | a form of the answer | `format`: `"json"`, or the schema |
//! | the tool that must be called | the only one in `tools`: the API has no field for the choice |
//! | no tool may be called | no `tools` |
//! | how the model is run | `options`: `num_predict`, `temperature`, `num_ctx`, … |

use std::borrow::Cow;
use std::collections::HashMap;

use runnable::message::{AiMessage, Content, MediaBlock, MediaSource, ToolMessage};
use runnable::{ContentBlock, Error, ErrorKind, JsonObject, Message, Result, ToolChoice};
use serde_json::{Value, json};

use super::body::{Body, Call, CalledFunction, Turn};
use super::options::Ollama;
use crate::data_url;
use crate::dialect::{Encoded, Request};
use crate::function::{self, FunctionTool};
use crate::options::{Options, ResponseFormat};
use crate::origin;
use crate::refusal::{self, Refusal};

pub(super) fn encode(dialect: &Ollama, request: &Request<'_>) -> Result<Encoded> {
    let options = request.options;
    let body = Body {
        model: &options.model,
        messages: turns(request)?,
        tools: tools(options)?,
        stream: request.is_streamed,
        format: options.response_format.as_ref().map(format),
        options: run_options(dialect, options),
        rest: &dialect.body,
    };
    Encoded::new("/api/chat", &body, &options.extra_body)
}

fn run_options(dialect: &Ollama, options: &Options) -> JsonObject {
    let known = [
        ("num_predict", options.max_tokens.map(Value::from)),
        ("temperature", options.temperature.map(Value::from)),
        ("top_p", options.top_p.map(Value::from)),
        ("top_k", options.top_k.map(Value::from)),
        ("stop", (!options.stop.is_empty()).then(|| json!(options.stop))),
    ];
    let mut run: JsonObject =
        known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    run.extend(dialect.run.clone());
    run
}

fn format(format: &ResponseFormat) -> Cow<'_, Value> {
    match format {
        ResponseFormat::Json => Cow::Owned("json".into()),
        ResponseFormat::Schema(form) => Cow::Borrowed(&form.input_schema),
        ResponseFormat::Native(format) => Cow::Borrowed(format),
    }
}

fn tools(options: &Options) -> Result<Vec<FunctionTool<'_>>> {
    match &options.tool_choice {
        None | Some(ToolChoice::Auto | ToolChoice::Tool(_)) => Ok(function::offered(options)),
        Some(ToolChoice::None) => Ok(Vec::new()),
        Some(ToolChoice::Any) => {
            let text = "Ollama cannot make a model call any tool: name one, or leave the choice to the model";
            Err(Error::new(ErrorKind::Input, text))
        }
    }
}

fn turns<'a>(request: &Request<'a>) -> Result<Vec<Turn<'a>>> {
    // A result names its tool, which the call knows.
    let mut names = HashMap::new();
    let messages = request.messages.iter().enumerate();
    messages
        .map(|(position, message)| match message {
            Message::System(message) => said("system", position, &message.content),
            Message::Human(message) => said("user", position, &message.content),
            Message::Tool(message) => result(position, message, &names),
            Message::Ai(message) => {
                let calls = message.tool_calls();
                names.extend(calls.filter_map(|call| Some((call.id.as_deref()?, call.name.as_str()))));
                Ok(answer(message, request.host.name))
            }
            _ => Err(refusal::unknown_role(position, "Ollama")),
        })
        .collect()
}

fn said<'a>(role: &'static str, position: usize, content: &'a Content) -> Result<Turn<'a>> {
    if let Some(text) = content.as_plain_text() {
        return Ok(Turn { role, content: text.into(), ..Turn::default() });
    }
    let (mut texts, mut images) = (Vec::new(), Vec::new());
    for (number, block) in content.blocks().iter().enumerate() {
        match block {
            ContentBlock::Text(text) => texts.push(text.text.as_str()),
            ContentBlock::PlainText(document) => texts.push(&document.text),
            ContentBlock::Image(media) => {
                let refusal = || Refusal::new("Ollama takes pictures in base64 only").at(position, number);
                images.push(picture(media).ok_or_else(refusal)?);
            }
            other => {
                let reason = format!("a block of type `{}` cannot be sent to Ollama", other.kind());
                return Err(Refusal::new(reason).at(position, number));
            }
        }
    }
    Ok(Turn { role, content: texts.join("\n").into(), images, ..Turn::default() })
}

/// The bytes of a picture, in base64.
fn picture(media: &MediaBlock) -> Option<&str> {
    match &media.source {
        MediaSource::Base64(data) => Some(data),
        MediaSource::Url(url) => Some(data_url::split(url)?.1),
        _ => None,
    }
}

fn result<'a>(
    position: usize,
    message: &'a ToolMessage,
    names: &HashMap<&'a str, &'a str>,
) -> Result<Turn<'a>> {
    let id = message.tool_call_id.as_str();
    Ok(Turn {
        tool_name: message.name.as_deref().or_else(|| names.get(id).copied()),
        tool_call_id: (!id.is_empty()).then_some(id),
        ..said("tool", position, &message.content)?
    })
}

/// What the model said: text, thoughts and calls. What only other providers have is left out.
fn answer<'a>(message: &'a AiMessage, provider: &str) -> Turn<'a> {
    let is_ours = origin::is_by(message, &[provider, "ollama"]);
    let thinking = Some(message.reasoning()).filter(|thinking| is_ours && !thinking.is_empty());
    let tool_calls = message.blocks().iter().filter_map(call).collect();
    Turn { role: "assistant", content: message.text(), thinking, tool_calls, ..Turn::default() }
}

/// A call; one whose arguments are no object is sent without them, so that its result has its place.
fn call(block: &ContentBlock) -> Option<Call<'_>> {
    let (id, name, arguments) = match block {
        ContentBlock::ToolCall(call) => (&call.id, call.name.as_str(), Cow::Borrowed(&call.args)),
        ContentBlock::ToolCallChunk(call) => (&call.id, call.name.as_deref()?, parsed(&call.args)),
        ContentBlock::InvalidToolCall(call) => (&call.id, call.name.as_deref()?, parsed(&call.args)),
        _ => return None,
    };
    let arguments = if arguments.is_object() { arguments } else { Cow::Owned(json!({})) };
    Some(Call { id: id.as_deref(), function: CalledFunction { name, arguments } })
}

fn parsed(arguments: &str) -> Cow<'_, Value> {
    Cow::Owned(serde_json::from_str(arguments).unwrap_or_default())
}
