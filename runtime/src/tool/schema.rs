//! What a type of yours tells the model.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{RunnableTool, ToolSpec};
use crate::runnable::Runnable;

/// The name of the argument that stands for an input which is no object.
const ARGUMENT: &str = "input";

impl ToolSpec {
    /// What the model is told of a type: its name, its documentation, and its JSON schema, with nothing outside it.
    pub fn of<T: JsonSchema>() -> Self {
        let (description, schema) = schema_of::<T>();
        Self { description, ..Self::new(T::schema_name(), schema) }
    }
}

impl RunnableTool {
    /// A tool that is this step: its name is the step's, what it takes and its description are those of the input.
    ///
    /// An input that is no object, such as a text, is the one argument `input`.
    pub(crate) fn of<R>(step: R) -> Self
    where
        R: Runnable<Input: DeserializeOwned + JsonSchema> + 'static,
    {
        let (description, schema) = schema_of::<R::Input>();
        let name = step.descriptor().name.into_owned();
        if schema["type"] == "object" {
            return Self::new(ToolSpec { description, ..ToolSpec::new(name, schema) }, step);
        }
        let schema = json!({ "type": "object", "properties": { ARGUMENT: schema }, "required": [ARGUMENT] });
        Self::of_argument(ToolSpec { description, ..ToolSpec::new(name, schema) }, step, ARGUMENT)
    }
}

/// The documentation of a type, and its schema without that.
fn schema_of<T: JsonSchema>() -> (Option<String>, Value) {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.remove("title");
    let description = match schema.remove("description") {
        Some(Value::String(description)) => Some(description),
        _ => None,
    };
    (description, schema.to_value())
}
