//! A chat model is `dialect × host × transport`; everything between the socket and the chunk is pure.
//!
//! ```no_run
//! use runnable::prelude::*;
//! use runnable_providers::ChatAnthropic;
//!
//! # async fn example() -> Result<()> {
//! let chat = ChatAnthropic::new("claude-haiku-4-5");       // the key is in ANTHROPIC_API_KEY
//!
//! let reply = chat.call("Name a fish.").await?;            // the whole message
//! let mut chunks = chat.stream([("system", "Be brief."), ("human", "Why is the sea salt?")]);
//! while let Some(chunk) = chunks.next().await {
//!     print!("{}", chunk?);                                // as it is written
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | model | dialect | hosts |
//! |---|---|---|
//! | [`ChatAnthropic`] | Anthropic's Messages API | [`hosts::ANTHROPIC`], [`hosts::LLAMA_CPP_MESSAGES`], any other by [`ChatModel::base_url`] |
//! | [`ChatMistral`] | Mistral's chat completions | [`hosts::MISTRAL`] |
//! | [`ChatOllama`] | Ollama's chat API | [`hosts::OLLAMA`] |
//!
//! # Map
//!
//! ```text
//! messages ─▶ dialect: encode ─▶ transport ─▶ bytes ─▶ framing ─▶ dialect: decode ─▶ chunks
//!             pure               the only IO           pure       pure
//! ```
//!
//! | room | what is there |
//! |---|---|
//! | [`ChatModel`] | the model: options, retries, time-outs, the stream |
//! | [`Options`], [`Tool`] | what a request asks for beside its messages |
//! | [`dialect`] | what a wire format is |
//! | [`anthropic`], [`mistral`], [`ollama`] | the dialects |
//! | [`decode`] | bytes to chunks, and how a stream may end |
//! | [`framing`], [`sse`], [`lines`] | bytes to events |
//! | [`Host`], [`hosts`], [`ApiKey`] | where models are, and with which key |
//! | [`Transport`] | sending requests; HTTP unless a test puts another in its place |
//!
//! A new host that speaks a known dialect is one constant. A new dialect is one folder.

mod chat;
mod options;

pub mod anthropic;
mod any;
pub mod dialect;
pub mod mistral;
pub mod ollama;
mod providers;

pub mod decode;
pub mod framing;
pub mod lines;
pub mod sse;
mod template;
mod wire;

mod address;
mod arguments;
mod host;
pub mod hosts;
mod ids;
mod key;

mod http;
mod retry;
mod transport;

pub use anthropic::{Anthropic, ChatAnthropic, Thinking};
pub use any::{AnyDecoder, AnyDialect};
pub use chat::ChatModel;
pub use dialect::Dialect;
pub use host::{Host, KeyHeader};
pub use http::{Headers, Transport, WireRequest, WireResponse};
pub use key::ApiKey;
pub use mistral::{ChatMistral, Mistral};
pub use ollama::{ChatOllama, Ollama};
pub use options::{Options, ResponseFormat, Tool};
pub use providers::{PROVIDERS, Provider, init_chat_model};

const _: () = {
    const fn send_sync<T: Send + Sync + 'static>() {}
    send_sync::<ChatAnthropic>();
    send_sync::<Options>();
    send_sync::<WireRequest>();
};
