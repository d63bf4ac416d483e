//! A step that answers the calls of a model.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ToolSpec;
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, ErrorKind, Result};
use crate::message::{AiMessage, Content, ContentBlock, Message, ToolCall, ToolMessage};
use crate::run::{self, RunOptions};
use crate::runnable::Runnable;
use crate::value::Streamable;

/// A tool that a model can call: a step, and what the model is told about it. A clone is cheap.
///
/// It takes a [`ToolCall`] and gives the message that answers it. The step's text, a message's content, or the JSON
/// of anything else is what the model sees. A step that is not a tool itself runs inside the run of the tool.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::{RunnableTool, ToolCall, ToolSpec};
/// use serde_json::json;
///
/// #[derive(Clone, serde::Serialize, serde::Deserialize, Streamable)]
/// struct Place {
///     city: String,
/// }
///
/// #[derive(Runnable)]
/// #[runnable(tool, name = "weather", input = Place, output = String)]
/// struct Weather;
/// impl Weather {
///     async fn invoke(&self, place: Place) -> String {
///         format!("sunny in {}", place.city)
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]});
/// let tool = RunnableTool::new(ToolSpec::new("weather", schema), Weather);
/// let call = ToolCall { name: "weather".into(), args: json!({"city": "Rome"}), ..ToolCall::default() };
/// assert_eq!(tool.call(call).await?.text(), "sunny in Rome");
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Clone)]
pub struct RunnableTool {
    spec: Arc<ToolSpec>,
    step: Arc<dyn Answers>,
}

impl RunnableTool {
    /// A tool that is this step, and of which a model is told this.
    pub fn new<R>(spec: ToolSpec, step: R) -> Self
    where
        R: Runnable<Input: DeserializeOwned> + 'static,
    {
        Self { spec: Arc::new(spec), step: Arc::new(Step { step, argument: None }) }
    }

    /// A tool whose step takes the value of one argument, not an object of arguments.
    #[cfg(feature = "schemars")]
    pub(super) fn of_argument<R>(spec: ToolSpec, step: R, argument: &'static str) -> Self
    where
        R: Runnable<Input: DeserializeOwned> + 'static,
    {
        Self { spec: Arc::new(spec), step: Arc::new(Step { step, argument: Some(argument) }) }
    }

    /// Sets the name that a call names.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.spec).name = name.into();
        self
    }

    /// Says what the tool is for, and when to use it.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.spec).description = Some(description.into());
        self
    }

    /// What a model is told.
    pub fn spec(&self) -> &ToolSpec {
        &self.spec
    }
}

impl Runnable for RunnableTool {
    type Input = ToolCall;
    type Output = Message;

    fn descriptor(&self) -> Descriptor<'_> {
        let inner = self.step.descriptor();
        let descriptor = Descriptor::new(self.spec.name.as_str(), RunType::Tool);
        match inner.run_type {
            RunType::Tool => descriptor.tags(inner.tags).metadata(inner.metadata),
            _ => descriptor,
        }
    }

    fn on_invoke<'a>(&'a self, call: ToolCall) -> BoxFuture<'a, Result<Message>> {
        Box::pin(async move {
            let ToolCall { args, id, .. } = call;
            let content = self.step.answer(&self.spec.name, args).await?;
            let name = Some(self.spec.name.clone());
            let tool_call_id = id.unwrap_or_default();
            Ok(ToolMessage { content, tool_call_id, name, ..ToolMessage::default() }.into())
        })
    }

    fn on_stream<'a>(&'a self, call: ToolCall) -> BoxStream<'a, Result<Message>> {
        stream::once(self.on_invoke(call)).boxed()
    }
}

impl fmt::Debug for RunnableTool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RunnableTool({})", self.spec.name)
    }
}

impl From<RunnableTool> for ToolSpec {
    fn from(tool: RunnableTool) -> Self {
        Arc::unwrap_or_clone(tool.spec)
    }
}

impl From<&RunnableTool> for ToolSpec {
    fn from(tool: &RunnableTool) -> Self {
        (*tool.spec).clone()
    }
}

crate::compose::operators! { [] RunnableTool where [] }

/// A step of any type that answers calls.
trait Answers: Send + Sync {
    fn descriptor(&self) -> Descriptor<'_>;

    /// Answers inside the run of the tool.
    fn answer<'a>(&'a self, name: &'a str, args: Value) -> BoxFuture<'a, Result<Content>>;
}

struct Step<R> {
    step: R,
    /// The one argument whose value is the input.
    argument: Option<&'static str>,
}

impl<R: Runnable<Input: DeserializeOwned>> Answers for Step<R> {
    fn descriptor(&self) -> Descriptor<'_> {
        self.step.descriptor()
    }

    fn answer<'a>(&'a self, name: &'a str, args: Value) -> BoxFuture<'a, Result<Content>> {
        Box::pin(async move {
            let input: R::Input = self.input(args).map_err(|reason| {
                let text = format!("the arguments do not fit the tool `{name}`: {reason}");
                Error::new(ErrorKind::Input, text).with_source(reason)
            })?;
            let output = match self.step.descriptor().run_type {
                RunType::Tool => {
                    input.check()?;
                    self.step.on_invoke(input).await?
                }
                _ => run::invoke(&self.step, input, RunOptions::child()).await?,
            };
            content_of(&output)
        })
    }
}

impl<R: Runnable<Input: DeserializeOwned>> Step<R> {
    fn input(&self, args: Value) -> serde_json::Result<R::Input> {
        let value = match (self.argument, args) {
            (Some(argument), Value::Object(mut args)) => args.remove(argument).unwrap_or_default(),
            (_, args) => args,
        };
        serde_json::from_value(value)
    }
}

/// What the model sees of a tool's output.
fn content_of<T: Streamable>(output: &T) -> Result<Content> {
    let any: &dyn Any = output;
    if let Some(text) = any.downcast_ref::<String>() {
        return Ok(text.into());
    }
    if let Some(message) = any.downcast_ref::<AiMessage>() {
        return Ok(message.content.clone());
    }
    if let Some(Value::String(text)) = any.downcast_ref() {
        return Ok(text.into());
    }
    let json = serde_json::to_string(output)?;
    Ok(ContentBlock::text(json).into())
}
