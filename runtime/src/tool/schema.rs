//! What a type of yours tells the model.

use std::borrow::Cow;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{RunnableTool, ToolSpec};
use crate::descriptor::Descriptor;
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
    /// A tool that is this step: its name and description are the step's, what it takes is the input. A step that says
    /// nothing of itself is described as its input is.
    ///
    /// An input that is no object, such as a text, is the one argument `input`.
    pub(crate) fn of<R>(step: R) -> Self
    where
        R: Runnable<Input: DeserializeOwned + JsonSchema> + 'static,
    {
        let (of_input, schema) = schema_of::<R::Input>();
        let Descriptor { name, description, .. } = step.descriptor().into_owned();
        let description = description.map(Cow::into_owned).or(of_input);
        if schema["type"] == "object" {
            return Self::new(ToolSpec { description, ..ToolSpec::new(name, schema) }, step);
        }
        let schema = json!({ "type": "object", "properties": { ARGUMENT: schema }, "required": [ARGUMENT] });
        Self::of_argument(ToolSpec { description, ..ToolSpec::new(name, schema) }, step, ARGUMENT)
    }
}

/// The documentation of a type, and its schema without that.
pub(crate) fn schema_of<T: JsonSchema>() -> (Option<String>, Value) {
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
