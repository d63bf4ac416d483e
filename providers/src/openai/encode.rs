//! A conversation and options, as Chat Completions take them.
//!
//! | ours | theirs |
//! |---|---|
//! | system messages, wherever they stand | `system` messages; `developer` for models of the o series |
//! | human messages | `user` messages: a text, or parts |
//! | the model's messages | `assistant` messages: text, calls, refusals; thoughts where the host wants them back |
//! | tool messages | `tool` messages |
//! | blocks in the form of the API | parts as they are |
//!
//! | file | what |
//! |---|---|
//! | `turns` | messages |
//! | `answer` | what the model said |
//! | `part` | the parts of a content |
//! | `thoughts` | what the model thought, for the hosts that want it back |

mod answer;
mod part;
mod thoughts;
mod turns;

use runnable::{Result, ToolChoice};

use super::body::{self, Body, Named, Schema, StreamOptions};
use super::options::OpenAi;
use crate::dialect::{Encoded, Request};
use crate::function::FunctionTool;
use crate::options::{Options, ResponseFormat};

pub(super) fn encode(dialect: &OpenAi, request: &Request<'_>) -> Result<Encoded> {
    let Options { model, max_tokens, temperature, top_p, top_k, stop, tools, extra_body, .. } =
        request.options;
    let host = request.host;
    let asks_usage = request.is_streamed && dialect.asks_usage(host);
    let body = Body {
        model,
        messages: turns::turns(request)?,
        stream: request.is_streamed,
        stream_options: asks_usage.then_some(StreamOptions { include_usage: true }),
        max_completion_tokens: max_tokens.filter(|_| !host.has_max_tokens),
        max_tokens: max_tokens.filter(|_| host.has_max_tokens),
        temperature: *temperature,
        top_p: *top_p,
        top_k: *top_k,
        stop,
        tools: tools.iter().map(FunctionTool::with_extras).collect(),
        tool_choice: request.options.tool_choice.as_ref().map(tool_choice),
        parallel_tool_calls: request.options.parallel_tool_calls,
        response_format: request.options.response_format.as_ref().map(response_format),
        rest: &dialect.body,
    };
    Encoded::new("/chat/completions", &body, extra_body)
}

/// The body without the question for usage, if it holds one and the host's complaint names it.
pub(super) fn without_refused(complaint: &str, body: &[u8]) -> Option<Vec<u8>> {
    if !["stream_options", "include_usage"].iter().any(|option| complaint.contains(option)) {
        return None;
    }
    let mut body: runnable::JsonObject = serde_json::from_slice(body).ok()?;
    body.remove("stream_options")?;
    serde_json::to_vec(&body).ok()
}

fn tool_choice(choice: &ToolChoice) -> body::ToolChoice<'_> {
    match choice {
        ToolChoice::Auto => body::ToolChoice::Word("auto"),
        ToolChoice::Any => body::ToolChoice::Word("required"),
        ToolChoice::None => body::ToolChoice::Word("none"),
        ToolChoice::Tool(name) => body::ToolChoice::Function { kind: "function", function: Named { name } },
    }
}

fn response_format(format: &ResponseFormat) -> body::ResponseFormat<'_> {
    match format {
        ResponseFormat::Json => body::ResponseFormat::Json { kind: "json_object" },
        ResponseFormat::Schema(form) => body::ResponseFormat::Schema {
            kind: "json_schema",
            json_schema: Schema {
                name: &form.name,
                description: form.description.as_deref(),
                schema: &form.input_schema,
                extras: &form.extras,
            },
        },
        ResponseFormat::Native(format) => body::ResponseFormat::Native(format),
    }
}
