//! Tools: what a model is told about them, and how its calls are answered.
//!
//! | file | what |
//! |---|---|
//! | here | [`ToolSpec`], [`ToolChoice`]: what a model is told |
//! | `answer` | [`RunnableTool`]: a step that answers calls |
//! | `node` | [`Tools`]: a step that answers all calls of a message |
//! | `bind` | [`BindTools`]: models that can be told of tools; answers of a given form |
//! | `schema` | what a type of yours tells the model, with the feature `schemars` |

mod answer;
mod bind;
mod node;
#[cfg(feature = "schemars")]
mod schema;

#[cfg(feature = "schemars")]
pub(crate) use schema::schema_of;

pub use answer::RunnableTool;
pub use bind::BindTools;
pub use node::Tools;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::message::JsonObject;

/// A tool as a model sees it: a name, what it is for, and what it takes.
///
/// ```
/// use runnable::ToolSpec;
/// use serde_json::json;
///
/// let weather = ToolSpec::new("get_weather", json!({
///     "type": "object",
///     "properties": {"city": {"type": "string"}},
///     "required": ["city"],
/// }))
/// .description("The weather of a city, now.");
/// assert_eq!(weather.name, "get_weather");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ToolSpec {
    /// The name that a call names.
    pub name: String,
    /// What the tool is for, and when to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The JSON schema of the arguments, an object.
    pub input_schema: Value,
    /// Fields that only one provider has, such as `cache_control` or `strict`.
    #[serde(flatten)]
    pub extras: JsonObject,
}

/// Whether a model calls a tool, and which. Made of the words `auto`, `any` and `none`, or of a tool's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToolChoice {
    /// The model decides.
    Auto,
    /// The model must call a tool of its choice. `required` says the same.
    Any,
    /// The model must not call a tool.
    None,
    /// The model must call the tool of this name.
    Tool(String),
}

impl ToolSpec {
    /// A tool of this name that takes what the JSON schema allows.
    pub fn new(name: impl Into<String>, input_schema: impl Into<Value>) -> Self {
        let (name, input_schema) = (name.into(), input_schema.into());
        Self { name, description: None, input_schema, extras: JsonObject::new() }
    }

    /// Says what the tool is for, and when to use it.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Adds a field that only one provider has.
    #[must_use]
    pub fn extra(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extras.insert(key.into(), value.into());
        self
    }
}

impl From<&str> for ToolChoice {
    fn from(word: &str) -> Self {
        match word {
            "auto" => Self::Auto,
            "any" | "required" => Self::Any,
            "none" => Self::None,
            name => Self::Tool(name.to_owned()),
        }
    }
}

impl From<String> for ToolChoice {
    fn from(word: String) -> Self {
        word.as_str().into()
    }
}
