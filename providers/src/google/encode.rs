//! A conversation and options, as the API takes them.
//!
//! | ours | theirs |
//! |---|---|
//! | system messages, wherever they stand | `systemInstruction` |
//! | human messages | `user` turns |
//! | tool messages that follow each other | one `user` turn of `functionResponse` parts |
//! | the model's messages | `model` turns; parts as they came, with their signatures |
//! | empty human messages, thoughts of other providers | left out: the API refuses or misreads them |
//! | ids that were made here | left out: the API finds a call by its name and order |
//! | a call without a signature that Gemini 3 would ask for | one with the word that switches the check off |
//!
//! | file | what |
//! |---|---|
//! | `turns` | messages, as turns |
//! | `part` | blocks of any role: text, pictures, files |
//! | `media_type` | what a file is that is somewhere else |
//! | `answer` | blocks that the model made |
//! | `result` | what a tool gave |
//! | `signature` | calls that need a signature and have none |

mod answer;
mod media_type;
mod part;
mod result;
mod signature;
mod turns;

use runnable::{Error, ErrorKind, JsonObject, Result, ToolChoice, ToolSpec};
use serde_json::{Value, json};

use super::body::{self, Body, Function, FunctionCalling};
use super::options::Google;
use crate::address;
use crate::dialect::{Encoded, Request};
use crate::options::{Options, ResponseFormat, Tool};
use turns::Conversation;

pub(super) fn encode(dialect: &Google, request: &Request<'_>) -> Result<Encoded> {
    let options = request.options;
    let Conversation { system, mut turns } = turns::conversation(request)?;
    signature::complete(&options.model, &mut turns);
    let body = Body {
        contents: turns,
        system_instruction: (!system.is_empty()).then_some(body::Content { role: None, parts: system }),
        tools: tools(&options.tools),
        tool_config: tool_config(options)?,
        safety_settings: &dialect.safety,
        generation_config: generation_config(dialect, options)?,
        rest: &dialect.body,
    };
    let method = if request.is_streamed { "streamGenerateContent?alt=sse" } else { "generateContent" };
    Encoded::new(path(&options.model, method), &body, &options.extra_body)
}

/// A model's name may say itself in which collection it is.
fn path(model: &str, method: &str) -> String {
    let collection = if model.contains('/') { "" } else { "models/" };
    format!("/{collection}{}:{method}", address::escaped(model))
}

fn tools(tools: &[Tool]) -> Vec<body::Tool<'_>> {
    let mut functions = Vec::new();
    let mut written = Vec::new();
    for tool in tools {
        match tool {
            Tool::Spec(spec) => functions.push(function(spec)),
            Tool::Native(value) => written.push(body::Tool::Native(value)),
        }
    }
    if !functions.is_empty() {
        written.push(body::Tool::Functions { function_declarations: functions });
    }
    written
}

fn function(spec: &ToolSpec) -> Function<'_> {
    Function {
        name: &spec.name,
        description: spec.description.as_deref(),
        parameters_json_schema: &spec.input_schema,
        behavior: spec.extras.get("behavior"),
        response: spec.extras.get("response"),
    }
}

fn tool_config(options: &Options) -> Result<Option<body::ToolConfig<'_>>> {
    if options.parallel_tool_calls == Some(false) {
        let text = "Google's API has no way to forbid several tool calls at once";
        return Err(Error::new(ErrorKind::Input, text));
    }
    let Some(choice) = &options.tool_choice else { return Ok(None) };
    let (mode, allowed_function_names) = match choice {
        ToolChoice::Auto => ("AUTO", None),
        ToolChoice::Any => ("ANY", None),
        ToolChoice::None => ("NONE", None),
        ToolChoice::Tool(name) => ("ANY", Some([name.as_str()])),
    };
    Ok(Some(body::ToolConfig { function_calling_config: FunctionCalling { mode, allowed_function_names } }))
}

fn generation_config(dialect: &Google, options: &Options) -> Result<JsonObject> {
    let mut config = dialect.generation.clone();
    let stop = (!options.stop.is_empty()).then(|| options.stop.as_slice().into());
    let given = [
        ("maxOutputTokens", options.max_tokens.map(Value::from)),
        ("temperature", options.temperature.map(Value::from)),
        ("topP", options.top_p.map(Value::from)),
        ("topK", options.top_k.map(Value::from)),
        ("stopSequences", stop),
    ];
    config.extend(given.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    match &options.response_format {
        None => {}
        Some(ResponseFormat::Json) => {
            config.insert("responseMimeType".to_owned(), "application/json".into());
        }
        Some(ResponseFormat::Schema(form)) => {
            config.insert("responseMimeType".to_owned(), "application/json".into());
            config.insert("responseJsonSchema".to_owned(), schema(form));
        }
        Some(ResponseFormat::Native(Value::Object(fields))) => config.extend(fields.clone()),
        Some(ResponseFormat::Native(_)) => {
            let text =
                "Google's API takes a response format that is an object of fields of `generationConfig`";
            return Err(Error::new(ErrorKind::Input, text));
        }
    }
    Ok(config)
}

/// The schema of an answer. The API has no other place for the name and the description.
fn schema(form: &ToolSpec) -> Value {
    let mut schema = form.input_schema.clone();
    if let Some(fields) = schema.as_object_mut() {
        fields.entry("title").or_insert_with(|| json!(form.name));
        if let Some(description) = &form.description {
            fields.entry("description").or_insert_with(|| json!(description));
        }
    }
    schema
}
