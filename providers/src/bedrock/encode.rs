//! A conversation and options, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | system messages, wherever they stand | `system` |
//! | human and tool messages that follow each other | one `user` turn |
//! | the model's messages | `assistant` turns |
//! | `cache_control` on a block or a tool | a `cachePoint` behind it |
//! | a schema for the answer | `outputConfig.textFormat`, every object closed |
//! | `top_k` | a field for the model itself |
//! | calls and results where no tools are offered | text that says what was called and what it gave: the API refuses them |
//!
//! | file | what |
//! |---|---|
//! | `turns` | messages, as turns |
//! | `block` | blocks of any role: texts, files |
//! | `answer` | blocks that the model made |
//! | `tools` | what the model may call |
//! | `schema` | JSON schemas that the API takes |

mod answer;
mod block;
mod schema;
mod tools;
mod turns;

use runnable::{Error, ErrorKind, JsonObject, Result};
use serde_json::{Value, json};

use super::body::{Body, InferenceConfig};
use super::names::vendor;
use super::options::Bedrock;
use crate::aws::sign::percent_encoded;
use crate::dialect::{Encoded, Request};
use crate::options::{Options, ResponseFormat};

pub(super) fn encode(dialect: &Bedrock, request: &Request<'_>) -> Result<Encoded> {
    let options = request.options;
    let tool_config = tools::config(options);
    let conversation = turns::conversation(request, tool_config.is_some())?;
    let body = Body {
        messages: conversation.turns,
        system: conversation.system,
        inference_config: InferenceConfig {
            max_tokens: options.max_tokens,
            temperature: options.temperature,
            top_p: options.top_p,
            stop_sequences: &options.stop,
        },
        tool_config,
        additional_model_request_fields: model_fields(dialect, options)?,
        output_config: output_config(options)?,
        rest: &dialect.body,
    };
    let verb = if request.is_streamed { "converse-stream" } else { "converse" };
    let path = format!("/model/{}/{verb}", percent_encoded(&options.model, |_| false));
    Encoded::new(path, &body, &options.extra_body)
}

/// The fields for the model itself, in the words of who made it. What the caller says goes before an option.
fn model_fields(dialect: &Bedrock, options: &Options) -> Result<JsonObject> {
    let mut fields = JsonObject::new();
    let vendor = vendor(&options.model);
    if let Some(words) = options.top_k {
        let (key, value) = match vendor {
            Some("amazon") => ("inferenceConfig", json!({ "topK": words })),
            _ => ("top_k", words.into()),
        };
        fields.insert(key.to_owned(), value);
    }
    if options.parallel_tool_calls == Some(false) {
        if vendor != Some("anthropic") {
            let text = "only models of Anthropic's can be told to call one tool at a time: \
                        leave `.parallel_tool_calls(…)` out";
            return Err(Error::new(ErrorKind::Input, text));
        }
        let choice = tools::anthropic_choice(options);
        fields.insert("tool_choice".to_owned(), choice);
    }
    fields.extend(dialect.model_fields.clone());
    Ok(fields)
}

fn output_config(options: &Options) -> Result<Option<Value>> {
    let Some(format) = &options.response_format else { return Ok(None) };
    let form = match format {
        ResponseFormat::Schema(form) => form,
        ResponseFormat::Native(config) => return Ok(Some(config.clone())),
        ResponseFormat::Json => {
            let text = "Bedrock's API has no answer of any JSON: give `.response_format(…)` a schema";
            return Err(Error::new(ErrorKind::Input, text));
        }
    };
    let schema = schema::closed(form.input_schema.clone()).to_string();
    let description = form.description.as_ref().unwrap_or(&form.name);
    let json_schema = json!({"schema": schema, "name": form.name, "description": description});
    let format = json!({"type": "json_schema", "structure": {"jsonSchema": json_schema}});
    Ok(Some(json!({ "textFormat": format })))
}
