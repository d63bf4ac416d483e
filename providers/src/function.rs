//! Tools in the form that most APIs took over from OpenAI: `{"type": "function", "function": {…}}`.

use runnable::{JsonObject, ToolChoice, ToolSpec};
use serde::Serialize;
use serde_json::Value;

use crate::options::{Options, Tool};

/// What the model may call.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum FunctionTool<'a> {
    Function {
        #[serde(rename = "type")]
        kind: &'static str,
        function: Function<'a>,
    },
    /// A tool in the provider's own form.
    Native(&'a Value),
}

/// A function of the caller's.
#[derive(Debug, Serialize)]
pub(crate) struct Function<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    parameters: &'a Value,
    #[serde(flatten)]
    extras: Option<&'a JsonObject>,
}

impl<'a> FunctionTool<'a> {
    /// The tool without the fields that only one provider has.
    fn plain(tool: &'a Tool) -> Self {
        Self::written(tool, |_| None)
    }

    /// The tool with all its fields.
    pub(crate) fn with_extras(tool: &'a Tool) -> Self {
        Self::written(tool, |spec| Some(&spec.extras))
    }

    fn written(tool: &'a Tool, extras: impl Fn(&'a ToolSpec) -> Option<&'a JsonObject>) -> Self {
        match tool {
            Tool::Spec(spec) => Self::Function {
                kind: "function",
                function: Function {
                    name: &spec.name,
                    description: spec.description.as_deref(),
                    parameters: &spec.input_schema,
                    extras: extras(spec),
                },
            },
            Tool::Native(value) => Self::Native(value),
        }
    }
}

/// The tools to offer where the API cannot be told which one to call: the chosen one and no other, else all.
pub(crate) fn offered(options: &Options) -> Vec<FunctionTool<'_>> {
    let chosen = match &options.tool_choice {
        Some(ToolChoice::Tool(name)) => Some(name.as_str()),
        Some(ToolChoice::Auto | ToolChoice::Any | ToolChoice::None) | None => None,
    };
    let is_chosen = |tool: &Tool| match tool {
        Tool::Spec(spec) => chosen == Some(&spec.name),
        Tool::Native(value) => chosen == value["function"]["name"].as_str(),
    };
    options.tools.iter().filter(|tool| chosen.is_none() || is_chosen(tool)).map(FunctionTool::plain).collect()
}
