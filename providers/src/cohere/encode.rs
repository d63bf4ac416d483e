//! A conversation and options, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | system, human, AI and tool messages | `system`, `user`, `assistant`, `tool` messages, one each |
//! | the text of an answer that calls tools | `tool_plan` |
//! | a tool's result | documents, which the model can cite: `{"output": …}` for a text |
//! | thoughts, if they are this provider's | `thinking` contents |
//! | the choice of one tool | `REQUIRED`, and no other tool is offered |
//!
//! | file | what |
//! |---|---|
//! | `turns` | messages |
//! | `answer` | those of the model |
//! | `block` | blocks: texts, pictures, documents |

mod answer;
mod block;
mod turns;

use runnable::{Error, ErrorKind, Result, ToolChoice};
use serde_json::{Value, json};

use super::body::Body;
use super::options::Cohere;
use crate::dialect::{Encoded, Request};
use crate::function;
use crate::options::{Options, ResponseFormat};

pub(super) fn encode(dialect: &Cohere, request: &Request<'_>) -> Result<Encoded> {
    let options = request.options;
    if options.parallel_tool_calls == Some(false) {
        let text =
            "Cohere's API cannot be told to call one tool at a time: leave `.parallel_tool_calls(…)` out";
        return Err(Error::new(ErrorKind::Input, text));
    }
    let body = Body {
        model: &options.model,
        messages: turns::turns(request)?,
        stream: request.is_streamed,
        max_tokens: options.max_tokens,
        temperature: options.temperature,
        p: options.top_p,
        k: options.top_k,
        stop_sequences: &options.stop,
        tools: function::offered(options),
        tool_choice: tool_choice(options),
        response_format: options.response_format.as_ref().map(response_format),
        rest: &dialect.body,
    };
    Encoded::new("/v2/chat", &body, &options.extra_body)
}

fn tool_choice(options: &Options) -> Option<&'static str> {
    match options.tool_choice.as_ref()? {
        ToolChoice::Auto => None,
        ToolChoice::Any | ToolChoice::Tool(_) => Some("REQUIRED"),
        ToolChoice::None => Some("NONE"),
    }
}

fn response_format(format: &ResponseFormat) -> Value {
    match format {
        ResponseFormat::Json => json!({"type": "json_object"}),
        ResponseFormat::Schema(form) => json!({"type": "json_object", "json_schema": form.input_schema}),
        ResponseFormat::Native(format) => format.clone(),
    }
}
