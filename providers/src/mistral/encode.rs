//! Options, as the API takes them.

use runnable::{Result, ToolChoice, ToolSpec};
use serde_json::{Value, json};

use super::body::Body;
use super::options::Mistral;
use super::turns::turns;
use crate::dialect::{Encoded, Request};
use crate::options::{ResponseFormat, Tool};

pub(super) fn encode(dialect: &Mistral, request: &Request<'_>) -> Result<Encoded> {
    let options = request.options;
    let body = Body {
        model: &options.model,
        messages: turns(request)?,
        temperature: options.temperature,
        top_p: options.top_p,
        top_k: options.top_k,
        max_tokens: options.max_tokens,
        stop: &options.stop,
        tools: options.tools.iter().map(tool).collect(),
        tool_choice: options.tool_choice.as_ref().map(tool_choice),
        parallel_tool_calls: options.parallel_tool_calls,
        response_format: options.response_format.as_ref().map(response_format),
        stream: request.is_streamed,
        rest: &dialect.body,
    };
    Encoded::new("/chat/completions", &body, &options.extra_body)
}

fn tool(tool: &Tool) -> Value {
    match tool {
        Tool::Spec(spec) => json!({"type": "function", "function": described(spec, "parameters")}),
        Tool::Native(value) => value.clone(),
    }
}

fn tool_choice(choice: &ToolChoice) -> Value {
    match choice {
        ToolChoice::Auto => "auto".into(),
        ToolChoice::Any => "any".into(),
        ToolChoice::None => "none".into(),
        ToolChoice::Tool(name) => json!({"type": "function", "function": {"name": name}}),
    }
}

/// A schema is followed strictly unless it says otherwise itself.
fn response_format(format: &ResponseFormat) -> Value {
    match format {
        ResponseFormat::Json => json!({"type": "json_object"}),
        ResponseFormat::Schema(form) => {
            let mut schema = described(form, "schema");
            if schema.get("strict").is_none() {
                schema["strict"] = true.into();
            }
            json!({"type": "json_schema", "json_schema": schema})
        }
        ResponseFormat::Native(format) => format.clone(),
    }
}

/// Name, description and schema, this under the name that the API has for it; and `strict`, where the tool says it.
fn described(spec: &ToolSpec, schema: &str) -> Value {
    let mut described = json!({"name": spec.name});
    if let Some(description) = &spec.description {
        described["description"] = description.as_str().into();
    }
    described[schema] = spec.input_schema.clone();
    if let Some(strict) = spec.extras.get("strict") {
        described["strict"] = strict.clone();
    }
    described
}
