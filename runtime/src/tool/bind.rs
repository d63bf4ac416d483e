//! Models that can be told of tools.

use serde::de::DeserializeOwned;

use super::{ToolChoice, ToolSpec};
use crate::compose::Sequence;
use crate::message::{AiMessage, Messages};
use crate::parser::ToolArgsParser;
use crate::runnable::Runnable;
use crate::value::Streamable;

/// A chat model that can be told what it may call.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::{BindTools, RunnableTool, Tools};
///
/// /// A model that calls tools, the step that answers the calls, and the messages of both.
/// async fn one_turn(model: &impl BindTools, tools: Tools, asked: Messages) -> Result<Messages> {
///     let reply = model.bind_tools(tools.specs()).call(asked.clone()).await?;
///     let answers = tools.call(reply.clone()).await?;
///     Ok(asked.into_iter().chain([reply.into()]).chain(answers).collect::<Vec<_>>().into())
/// }
/// # use runnable::{ContentBlock, Descriptor, ToolCall, ToolChoice, ToolSpec, BoxStream};
/// # use serde_json::json;
/// # #[derive(Clone)]
/// # struct Model(Vec<ToolSpec>);
/// # impl Runnable for Model {
/// #     type Input = Messages;
/// #     type Output = AiMessage;
/// #     fn descriptor(&self) -> Descriptor<'_> { Descriptor::new("model", RunType::ChatModel) }
/// #     fn on_stream<'a>(&'a self, _: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
/// #         let call = ToolCall { name: self.0[0].name.clone(), args: json!("goldfish"), ..ToolCall::default() };
/// #         Box::pin(futures::stream::iter([Ok(AiMessage::new(vec![ContentBlock::from(call)]).into())]))
/// #     }
/// # }
/// # impl BindTools for Model {
/// #     fn with_tools(&self, tools: Vec<ToolSpec>, _: Option<ToolChoice>) -> Self { Self(tools) }
/// # }
///
/// # futures::executor::block_on(async {
/// # let model = Model(vec![]);
/// let shout = runnable::compose::Lambda::new(|text: String| text.to_uppercase());
/// let shout = RunnableTool::new(ToolSpec::new("shout", json!({"type": "string"})), shout);
/// let messages = one_turn(&model, Tools::new().tool(shout), "Say it loud.".into()).await?;
/// assert_eq!(messages.last_text(), "GOLDFISH");
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
pub trait BindTools: Runnable<Input = Messages, Output = AiMessage> + Sized {
    /// The same model with these tools; this one is unchanged. Without a choice, the model's own default holds.
    #[must_use]
    fn with_tools(&self, tools: Vec<ToolSpec>, choice: Option<ToolChoice>) -> Self;

    /// The same model with these tools, which it may call or not; this one is unchanged.
    #[must_use]
    fn bind_tools(&self, tools: impl IntoIterator<Item: Into<ToolSpec>>) -> Self {
        self.with_tools(tools.into_iter().map(Into::into).collect(), None)
    }

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
        self.with_tools(vec![form], Some(choice)).pipe(parser)
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
