//! A step that answers all calls of a message.

use std::fmt;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};

use super::{RunnableTool, ToolSpec};
use crate::descriptor::{Descriptor, RunType};
use crate::error::{Error, ErrorKind, Result};
use crate::message::{
    AiMessage, ContentBlock, InvalidToolCall, Message, Messages, ToolCall, ToolMessage, ToolStatus,
};
use crate::nearest;
use crate::run::{self, RunContext, RunOptions};
use crate::runnable::Runnable;

/// Answers all tool calls of a model's message at the same time: a message in, the tools' messages out, in the order
/// of the calls. A clone is cheap.
///
/// A call of a tool that is not there, arguments that do not fit, and a tool that fails are answered too, with a
/// message of status `error` that tells the model what went wrong; unless
/// [`errors_fail`](Self::errors_fail) makes them errors of the step. At most
/// [`max_concurrency`](crate::RunConfig::max_concurrency) calls run at a time, where that is set.
///
/// Made of a chat model and this, `model | tools` gives what goes back to the model, behind its own message.
///
/// ```
/// use runnable::compose::Lambda;
/// use runnable::prelude::*;
/// use runnable::{RunnableTool, ToolCall, ToolSpec, Tools};
/// use serde_json::json;
///
/// # futures::executor::block_on(async {
/// let shout = Lambda::new(|text: String| text.to_uppercase());
/// let tools = Tools::new().tool(RunnableTool::new(ToolSpec::new("shout", json!({"type": "string"})), shout));
///
/// let call = |name: &str| ToolCall { name: name.into(), args: json!("blub"), ..ToolCall::default() };
/// let message = AiMessage::new(vec![ContentBlock::from(call("shout")), call("shuot").into()]);
/// let answers = tools.call(message).await?;
/// assert_eq!(answers[0].text(), "BLUB");
/// assert!(answers[1].text().contains("did you mean `shout`?"));
/// # Ok::<(), runnable::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Tools {
    tools: Arc<Vec<RunnableTool>>,
    errors_fail: bool,
}

impl Tools {
    /// No tools.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tool. One of the same name is replaced.
    #[must_use]
    pub fn tool(mut self, tool: impl Into<RunnableTool>) -> Self {
        let tool = tool.into();
        let tools = Arc::make_mut(&mut self.tools);
        tools.retain(|known| known.spec().name != tool.spec().name);
        tools.push(tool);
        self
    }

    /// Makes the first error of a call the error of the step. The other calls are dropped then.
    #[must_use]
    pub fn errors_fail(mut self) -> Self {
        self.errors_fail = true;
        self
    }

    /// What a model is told about the tools.
    pub fn specs(&self) -> Vec<ToolSpec> {
        self.tools.iter().map(ToolSpec::from).collect()
    }

    async fn answer(&self, call: Asked) -> Result<Message> {
        let (name, id) = (call.name().to_owned(), call.id().to_owned());
        let answer = match call {
            Asked::Valid(call) => match self.find(&call.name) {
                Ok(tool) => run::invoke(tool, call, RunOptions::child()).await,
                Err(error) => Err(error),
            },
            Asked::Invalid(call) => Err(invalid(&call)),
        };
        match answer {
            Err(error) if !self.errors_fail => Ok(failed(name, id, &error)),
            answer => answer,
        }
    }

    fn find(&self, name: &str) -> Result<&RunnableTool> {
        let known = || self.tools.iter().map(|tool| tool.spec().name.as_str());
        self.tools
            .iter()
            .find(|tool| tool.spec().name == name)
            .ok_or_else(|| Error::new(ErrorKind::Input, nearest::unknown("tool", name, known())))
    }
}

/// What the model asked for.
enum Asked {
    Valid(ToolCall),
    Invalid(InvalidToolCall),
}

impl Asked {
    fn of(block: ContentBlock) -> Option<Self> {
        match block {
            ContentBlock::ToolCall(call) => Some(Self::Valid(*call)),
            ContentBlock::InvalidToolCall(call) => Some(Self::Invalid(*call)),
            _ => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Valid(call) => &call.name,
            Self::Invalid(call) => call.name.as_deref().unwrap_or_default(),
        }
    }

    fn id(&self) -> &str {
        match self {
            Self::Valid(call) => call.id.as_deref(),
            Self::Invalid(call) => call.id.as_deref(),
        }
        .unwrap_or_default()
    }
}

fn invalid(call: &InvalidToolCall) -> Error {
    let reason = call.error.as_deref().unwrap_or("the arguments are not JSON");
    let name = call.name.as_deref().unwrap_or_default();
    Error::new(ErrorKind::Input, format!("the arguments do not fit the tool `{name}`: {reason}"))
}

fn failed(name: String, tool_call_id: String, error: &Error) -> Message {
    let content = format!("Error: {error}").into();
    ToolMessage {
        content,
        tool_call_id,
        status: ToolStatus::Error,
        name: Some(name),
        ..ToolMessage::default()
    }
    .into()
}

impl Runnable for Tools {
    type Input = AiMessage;
    type Output = Messages;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("tools", RunType::Chain)
    }

    fn on_invoke<'a>(&'a self, message: AiMessage) -> BoxFuture<'a, Result<Messages>> {
        Box::pin(async move {
            let calls: Vec<_> = message.content.into_iter().filter_map(Asked::of).collect();
            let at_a_time = RunContext::current().config().max_concurrency.unwrap_or(calls.len()).max(1);
            let mut answers = stream::iter(calls).map(|call| self.answer(call)).buffered(at_a_time);
            let mut messages = Messages::new();
            while let Some(answer) = answers.next().await {
                messages.push(answer?);
            }
            Ok(messages)
        })
    }

    fn on_stream<'a>(&'a self, message: AiMessage) -> BoxStream<'a, Result<Messages>> {
        stream::once(self.on_invoke(message)).boxed()
    }
}

impl<T: Into<RunnableTool>> FromIterator<T> for Tools {
    fn from_iter<I: IntoIterator<Item = T>>(tools: I) -> Self {
        tools.into_iter().fold(Self::new(), Self::tool)
    }
}

impl fmt::Debug for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tools").field(&self.tools).finish()
    }
}

crate::compose::operators! { [] Tools where [] }
