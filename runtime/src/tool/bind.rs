//! Models that can be told of tools.

use serde::de::DeserializeOwned;

use super::{ToolChoice, ToolSpec};
use crate::compose::Sequence;
use crate::message::{AiMessage, Messages};
use crate::parser::ToolArgsParser;
use crate::runnable::Runnable;
use crate::value::Streamable;

/// A chat model that can be told what it may call.
pub trait BindTools: Runnable<Input = Messages, Output = AiMessage> + Sized {
    /// The same model with these tools; this one is unchanged.
    #[must_use]
    fn with_tools(&self, tools: Vec<ToolSpec>, choice: ToolChoice) -> Self;

    /// The model, giving values of type `T`: it must call a tool of this form, and what it calls it with is the value,
    /// growing while it is written.
    ///
    /// A piece comes whenever what is there can be read as a `T`. A message that does not call the tool is an error of
    /// kind [`Parse`](crate::ErrorKind::Parse).
    #[must_use]
    fn with_output_of<T>(&self, form: ToolSpec) -> Sequence<Self, ToolArgsParser<T>>
    where
        T: Streamable<Chunk = T, Accumulator = Option<T>> + DeserializeOwned,
    {
        let parser = ToolArgsParser::new(form.name.as_str());
        let choice = ToolChoice::Tool(form.name.clone());
        self.with_tools(vec![form], choice).pipe(parser)
    }

    /// The model, giving values of type `T`, whose own JSON schema is the form that the model is told.
    #[cfg(feature = "schemars")]
    #[must_use]
    fn with_structured_output<T>(&self) -> Sequence<Self, ToolArgsParser<T>>
    where
        T: Streamable<Chunk = T, Accumulator = Option<T>> + DeserializeOwned + schemars::JsonSchema,
    {
        self.with_output_of(ToolSpec::of::<T>())
    }
}
