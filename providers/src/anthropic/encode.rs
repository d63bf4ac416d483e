//! A conversation and options, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | system messages at the start | `system` |
//! | a system message later on | a `system` turn where the model takes one, else `system`, with a warning |
//! | human and tool messages that follow each other | one `user` turn |
//! | the model's messages | `assistant` turns; blocks as they came, so that an answer can be sent back |
//! | blank texts, thoughts of other providers | left out: the API refuses them |
//! | an id of a call that the API would refuse | another one, the same for the call and its result |
//!
//! | file | what |
//! |---|---|
//! | `turns` | messages, as turns |
//! | `block` | blocks of any role: text, pictures, documents |
//! | `answer` | blocks that the model made |
//! | `citation` | citations |

mod answer;
mod block;
mod citation;
mod id;
mod turns;

use std::borrow::Cow;

use runnable::{Error, ErrorKind, JsonObject, Result, ToolChoice};
use serde_json::json;

use super::body::{self, Body, Metadata};
use super::options::Anthropic;
use super::{betas, models};
use crate::address;
use crate::dialect::{Encoded, Request};
use crate::options::{Options, ResponseFormat, Tool};
use turns::Conversation;

/// The version of the API that this dialect is.
const VERSION: &str = "2023-06-01";

pub(super) fn encode(dialect: &Anthropic, request: &Request<'_>) -> Result<Encoded> {
    let Options { model, temperature, top_p, top_k, stop, tools, extra_body, .. } = request.options;
    let Conversation { system, turns } = turns::conversation(request)?;
    let version = request.host.raw_predict;
    let body = Body {
        model: version.is_none().then_some(model),
        anthropic_version: version,
        max_tokens: max_tokens(request.options),
        system,
        messages: turns,
        stream: request.is_streamed,
        temperature: *temperature,
        top_p: *top_p,
        top_k: *top_k,
        stop_sequences: stop,
        tools: tools.iter().map(tool).collect(),
        tool_choice: tool_choice(request.options),
        metadata: dialect.user_id.as_deref().map(|user_id| Metadata { user_id }),
        rest: rest(dialect, request.options)?,
    };
    let mut headers = vec![("anthropic-version", Cow::Borrowed(VERSION))];
    headers.extend(betas::header(dialect, request.options).map(|betas| ("anthropic-beta", betas.into())));
    Ok(Encoded { headers, ..Encoded::new(path(request), &body, extra_body)? })
}

fn path(request: &Request<'_>) -> Cow<'static, str> {
    if request.host.raw_predict.is_none() {
        return "/v1/messages".into();
    }
    let method = if request.is_streamed { "streamRawPredict" } else { "rawPredict" };
    format!("/models/{}:{method}", address::escaped(&request.options.model)).into()
}

pub(super) fn max_tokens(options: &Options) -> u32 {
    options.max_tokens.unwrap_or_else(|| models::max_tokens(&options.model))
}

/// The options that are JSON already, and the form of the answer, which is a part of one of them.
fn rest<'a>(dialect: &'a Anthropic, options: &Options) -> Result<Cow<'a, JsonObject>> {
    let format = match &options.response_format {
        None => return Ok(Cow::Borrowed(&dialect.body)),
        Some(ResponseFormat::Schema(form)) => json!({"type": "json_schema", "schema": form.input_schema}),
        Some(ResponseFormat::Native(format)) => format.clone(),
        Some(ResponseFormat::Json) => {
            let text = "Anthropic's API has no answer of any JSON: give `.response_format(…)` a schema";
            return Err(Error::new(ErrorKind::Input, text));
        }
    };
    let mut body = dialect.body.clone();
    body.entry("output_config").or_insert_with(|| json!({}))["format"] = format;
    Ok(Cow::Owned(body))
}

fn tool(tool: &Tool) -> body::Tool<'_> {
    match tool {
        Tool::Spec(spec) => body::Tool::Spec(spec),
        Tool::Native(value) => body::Tool::Native(value),
    }
}

/// Whether calls may be parallel is a part of the choice, so saying it makes the default choice explicit.
fn tool_choice(options: &Options) -> Option<body::ToolChoice<'_>> {
    let (kind, name) = match (&options.tool_choice, options.parallel_tool_calls) {
        (None, None) => return None,
        (Some(ToolChoice::Auto) | None, _) => ("auto", None),
        (Some(ToolChoice::Any), _) => ("any", None),
        (Some(ToolChoice::None), _) => ("none", None),
        (Some(ToolChoice::Tool(name)), _) => ("tool", Some(name.as_str())),
    };
    let may_call = kind != "none";
    let is_disabled = options.parallel_tool_calls.filter(|_| may_call).map(|is_allowed| !is_allowed);
    Some(body::ToolChoice { kind, name, disable_parallel_tool_use: is_disabled })
}
