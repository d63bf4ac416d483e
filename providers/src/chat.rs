//! A chat model: a dialect, spoken to a host.
//!
//! | file | what |
//! |---|---|
//! | `build` | the options that all dialects have |
//! | `settings` | what a model is made of; the request that it makes of a conversation |
//! | `send` | the request, sent again where that may help, up to the head of the response |
//! | `answer` | what kind of answer it is; one that comes at once |
//! | `body` | a body that arrives: time-outs, size |
//! | `clock` | time-outs and pauses |
//! | `stream` | the one stream of chunks |
//! | `structured` | values of a type |
//! | `tools` | telling it of tools, as the runtime asks for it |

mod answer;
mod body;
mod build;
mod clock;
mod send;
mod settings;
mod stream;
mod structured;
mod tools;

use std::fmt;
use std::ops::BitOr;
use std::sync::Arc;

use futures_util::StreamExt;
use runnable::compose::{Feeds, Sequence};
use runnable::{
    AiMessage, AiMessageChunk, BoxFuture, BoxStream, Descriptor, JsonObject, Messages, Result, RunType,
    Runnable,
};
use runnable::{fold_heard, stream_heard};

use crate::dialect::Dialect;
use crate::profile::Profile;
use settings::Settings;
use stream::ChatStream;

/// A chat model that speaks the dialect `D`. A clone is cheap and shares the connections.
///
/// A builder and a model at once: each method gives the changed model back. Nothing is sent, no key is looked for
/// and no option is checked before the first call.
///
/// | call | what is sent | what comes |
/// |---|---|---|
/// | `stream` | a request for a stream | chunks, as they arrive |
/// | `call` | a request for an answer at once | the message |
/// | `call` inside `stream_events` | a request for a stream, so that no token event is lost | the message |
///
/// [`streaming`](Self::streaming) makes it the same for all calls. However it came, one answer gives one message.
/// An answer is read as what it says that it is, so a host that streams nothing, or everything, is understood too.
pub struct ChatModel<D: Dialect> {
    settings: Arc<Settings<D>>,
}

impl<D: Dialect> ChatModel<D> {
    fn change(mut self, change: impl FnOnce(&mut Settings<D>)) -> Self {
        change(Arc::make_mut(&mut self.settings));
        self
    }

    /// The options that only this dialect has.
    pub(crate) fn change_dialect(self, change: impl FnOnce(&mut D)) -> Self {
        self.change(|settings| change(&mut settings.dialect))
    }

    /// What the model and its host support, as far as it is known here. A call that needs more is an error before
    /// anything is sent.
    pub fn profile(&self) -> Profile {
        self.settings.profile()
    }

    fn chunks(&self, input: Messages, is_streamed: bool) -> BoxStream<'static, Result<AiMessageChunk>> {
        ChatStream::new(self.settings.clone(), input, is_streamed).boxed()
    }
}

impl<D: Dialect> Runnable for ChatModel<D> {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new(self.settings.run_name(), RunType::ChatModel).metadata(self.settings.facts())
    }

    fn on_stream<'a>(&'a self, input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        self.chunks(input, self.settings.streaming.unwrap_or(true))
    }

    fn on_invoke<'a>(&'a self, input: Messages) -> BoxFuture<'a, Result<AiMessage>> {
        let is_streamed = self.settings.streaming.unwrap_or_else(stream_heard);
        fold_heard::<AiMessage>(self.chunks(input, is_streamed))
    }
}

impl<D: Dialect> Settings<D> {
    /// What tracing tools of LangChain's family look for.
    fn facts(&self) -> JsonObject {
        let options = &self.options;
        let facts = [
            ("ls_provider", self.host.name.into()),
            ("ls_model_name", options.model.as_str().into()),
            ("ls_model_type", "chat".into()),
            ("ls_temperature", options.temperature.into()),
            ("ls_max_tokens", self.dialect.max_tokens(options).into()),
            ("ls_integration", "runnable_chat_model".into()),
        ];
        let mut facts: JsonObject = facts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        if !options.stop.is_empty() {
            facts.insert("ls_stop".to_owned(), options.stop.as_slice().into());
        }
        facts
    }
}

impl<D: Dialect> Clone for ChatModel<D> {
    fn clone(&self) -> Self {
        Self { settings: self.settings.clone() }
    }
}

impl<D: Dialect> fmt::Debug for ChatModel<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}

impl<D: Dialect, R: Runnable> BitOr<R> for ChatModel<D>
where
    AiMessage: Feeds<R::Input>,
{
    type Output = Sequence<Self, R>;

    fn bitor(self, next: R) -> Self::Output {
        self.pipe(next)
    }
}
