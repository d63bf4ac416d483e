//! A [`Runnable`] is `fn(Input) -> Stream<Chunk<Output>>`; everything else is built on it.
//!
//! Write the one method that only you can write. The derive makes of it the whole standard interface: invoke,
//! batch, stream, transform, events; async and blocking; composable with `|`.
//!
//! ```
//! use runnable::prelude::*;
//!
//! #[derive(Runnable)]
//! struct Parrot;
//! impl Parrot {
//!     fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<String>> + Send {
//!         let words: Vec<_> = input.last_text().split_inclusive(' ').map(str::to_owned).collect();
//!         futures::stream::iter(words.into_iter().map(Ok))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let reply = Parrot.call("hello big world").await?;              // the sum of the stream
//! assert_eq!(reply.text(), "hello big world");
//!
//! let mut chunks = Parrot.stream("hello big world");
//! while let Some(chunk) = chunks.next().await {
//!     print!("{}|", chunk?);                                      // hello |big |world|
//! }
//!
//! let mut events = Parrot.stream_events("hello");
//! assert_eq!(events.next().await.unwrap()?.event, "on_chat_model_start");
//! # Ok(())
//! # }
//! ```
//!
//! # Map
//!
//! | room | what is there |
//! |---|---|
//! | [`message`] | what goes into a model and what comes out of it |
//! | [`ToolSpec`], [`ToolChoice`] | what a model is told about the tools it may call |
//! | [`Streamable`] | values that steps exchange, and how each arrives in pieces |
//! | [`Record`] | named values of any types |
//! | [`Runnable`] | the one trait, and the calls it gives |
//! | [`compose`] | putting steps together |
//! | [`prompt`] | variables in, messages or text out |
//! | [`parser`] | a model's message in, values out, while it is written |
//! | [`graph`] | what a runnable is made of, as a graph to look at |
//! | [`StreamEvent`] | what happens in a run |
//! | [`BlockEvent`] | a message as blocks that start, grow and finish |
//! | [`RunConfig`], [`RunContext`] | what a caller says about a run; what a hook sees of it |
//! | [`History`] | conversations that outlive a call |
//! | [`Handler`] | code that hears of runs: callbacks, tracing |
//! | [`json`] | JSON that arrives in pieces |
//! | [`Error`] | the one error type |
//!
//! This crate knows no HTTP, no provider and no environment variable.

pub mod message;

mod error;
pub mod json;
mod nearest;
mod record;
mod tool;
mod value;

mod config;
mod descriptor;
mod event;
mod handler;
mod history;
mod run;

mod background;
mod timer;

mod blocking;
mod blocks;
mod call;
pub mod compose;
pub mod graph;
pub mod parser;
pub mod prompt;
mod runnable;

#[doc(hidden)]
pub mod __private;

pub use blocking::{Blocking, BlockingIter};
pub use blocks::{BlockDelta, BlockEvent};
pub use call::{AsCompleted, Batch, BatchAll, Blocks, Call, Events, EventsVersion, Streaming, Transform};
pub use compose::{
    Alternatives, Assign, Backoff, BoxRunnable, Branch, Configurable, Each, Fallbacks, Feeds, Generator,
    Lambda, Parallel, Passthrough, Pick, PickAll, RateLimit, RateLimiter, Retry, Routed, Router, Sequence,
    Timeout, WithConfig, WithHistory, WithListeners,
};
pub use config::{DEFAULT_RECURSION_LIMIT, RunConfig};
pub use descriptor::{Descriptor, RunType};
pub use error::{BoxError, Error, ErrorKind, Result};
pub use event::{EventData, EventKind, EventValue, Phase, RunFacts, StreamEvent};
pub use futures_core::future::BoxFuture;
pub use futures_core::stream::BoxStream;
pub use graph::Graph;
pub use handler::{Callbacks, Handler, Listeners, Tracing};
pub use history::{Asked, History, HistoryKeys, InMemoryHistory};
pub use message::{
    Accumulator, AiMessage, AiMessageChunk, Content, ContentBlock, HumanMessage, JsonObject, Message,
    MessageId, Messages, SystemMessage, ToolCall, ToolCallChunk, ToolMessage, Usage,
};
pub use parser::{
    CommaSeparatedListOutputParser, Items, JsonDiffParser, JsonOutputParser, MarkdownListOutputParser,
    NumberedListOutputParser, ParseFailure, PatchOperation, PatchVerb, StrOutputParser, ToolArgsParser,
    ToolCallsParser, XmlOutputParser,
};
pub use prompt::{ChatPromptTemplate, MessageTemplate, MessagesPlaceholder, PromptTemplate};
pub use record::{Named, Record, RecordChunk};
#[doc(hidden)]
pub use run::RunOptions;
pub use run::{Cancelled, EventType, Filter, RunContext, Scoped, Source, fold_heard, stream_heard};
pub use runnable::Runnable;
pub use runnable_derive::{Runnable, Streamable};
pub use tool::{BindTools, RunnableTool, ToolChoice, ToolSpec, Tools};
pub use uuid::Uuid as RunId;
pub use value::{Chunk, Streamable, Whole, fold};

/// What most code that uses runnables needs: `use runnable::prelude::*`.
pub mod prelude {
    pub use crate::{
        AiMessage, AiMessageChunk, BoxRunnable, ChatPromptTemplate, ContentBlock, Message, Messages,
        MessagesPlaceholder, PromptTemplate, Record, Result, RunConfig, RunContext, RunType, Runnable,
        StrOutputParser, StreamEvent, Streamable, Whole,
    };
    pub use futures_core::Stream;
}

const _: () = {
    const fn send_sync<T: Send + Sync + 'static>() {}
    send_sync::<AiMessage>();
    send_sync::<AiMessageChunk>();
    send_sync::<Error>();
    send_sync::<Messages>();
    send_sync::<RunConfig>();
    send_sync::<RunContext>();
    send_sync::<StreamEvent>();
};
