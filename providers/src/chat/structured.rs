//! Values of a type, as the provider itself sees to it.

use runnable::compose::Sequence;
use runnable::{JsonOutputParser, Runnable, Streamable, ToolSpec};
use serde::de::DeserializeOwned;

use super::ChatModel;
use crate::dialect::Dialect;

impl<D: Dialect> ChatModel<D> {
    /// The model, giving values of type `T` that the provider itself holds to the form's schema; they grow while they
    /// are written.
    ///
    /// Beside this there is [`BindTools::with_output_of`](runnable::BindTools::with_output_of), which has the model
    /// call a tool of this form: for models that know tools and no schema.
    ///
    /// ```
    /// use runnable::prelude::*;
    /// use runnable::ToolSpec;
    /// use runnable_providers::ChatAnthropic;
    /// use serde_json::json;
    ///
    /// # fn main() {
    /// let schema = json!({
    ///     "type": "object",
    ///     "properties": {"name": {"type": "string"}, "legs": {"type": "integer"}},
    ///     "required": ["name", "legs"],
    ///     "additionalProperties": false,
    /// });
    /// let animals = ChatAnthropic::new("claude-haiku-4-5")
    ///     .with_json_output_of::<serde_json::Value>(ToolSpec::new("animal", schema));
    /// let growing = animals.stream("An insect, please.");
    /// # drop(growing);
    /// # }
    /// ```
    #[must_use]
    pub fn with_json_output_of<T>(&self, form: ToolSpec) -> Sequence<Self, JsonOutputParser<T>>
    where
        T: Streamable<Chunk = T, Accumulator = Option<T>> + DeserializeOwned,
    {
        self.clone().response_format(form).pipe(JsonOutputParser::new())
    }
}
