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
//! [`init_chat_model`] makes a model of any provider by name:
//!
#![doc = include_str!("table.md")]
//!
//! Any other host that speaks one of these wire formats is [`ChatModel::base_url`] away.
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
//! | [`init_chat_model`], [`PROVIDERS`] | models by name |
//! | [`Profile`], [`Feature`] | what a model can do |
//! | [`Options`], [`Tool`] | what a request asks for beside its messages |
//! | [`dialect`] | what a wire format is |
//! | [`anthropic`], [`openai`], [`openai_responses`], [`google`], [`mistral`], [`ollama`], [`cohere`], [`bedrock`] | each of the wire formats |
//! | [`decode`] | bytes to chunks, and how a stream may end |
//! | [`framing`], [`sse`], [`lines`] | bytes to events |
//! | [`Host`], [`hosts`], [`ApiKey`], [`AwsCredentials`] | where models are, and with which key |
//! | [`offline`](offline()) | a process from which no request may leave |
//! | [`Transport`] | sending requests; HTTP unless a test puts another in its place |
//!
//! A new host that speaks a known dialect is one constant. A new dialect is one folder.

mod chat;
mod options;
mod profile;

pub mod anthropic;
mod any;
pub mod bedrock;
pub mod cohere;
pub mod dialect;
pub mod google;
pub mod mistral;
pub mod ollama;
pub mod openai;
pub mod openai_responses;
mod providers;
mod row;
mod table;

pub mod decode;
pub mod framing;
pub mod lines;
pub mod sse;
mod stamp;
mod template;
mod usage;
mod wire;

mod arguments;
mod data_url;
mod function;
mod ids;
mod origin;
mod refusal;

mod address;
mod aws;
mod feature;
mod host;
pub mod hosts;
mod key;

mod http;
mod offline;
mod retry;
mod transport;

pub use anthropic::{Anthropic, ChatAnthropic, Thinking};
pub use any::{AnyDecoder, AnyDialect};
pub use aws::credentials::AwsCredentials;
pub use bedrock::{Bedrock, ChatBedrock};
pub use chat::ChatModel;
pub use cohere::{ChatCohere, Cohere};
pub use dialect::Dialect;
pub use feature::{Feature, Features};
pub use google::{ChatGoogle, Google};
pub use host::{Host, KeyHeader};
pub use http::{Headers, Transport, WireRequest, WireResponse};
pub use key::ApiKey;
pub use mistral::{ChatMistral, Mistral};
pub use offline::{Offline, offline, permit};
pub use ollama::{ChatOllama, Ollama};
pub use openai::{ChatOpenAi, OpenAi};
pub use openai_responses::{ChatOpenAiResponses, OpenAiResponses};
pub use options::{Options, ResponseFormat, Tool};
pub use profile::Profile;
pub use providers::{PROVIDERS, Provider, Verified, init_chat_model};
pub use table::table;
pub use transport::Http;

const _: () = {
    const fn send_sync<T: Send + Sync + 'static>() {}
    send_sync::<ChatAnthropic>();
    send_sync::<ChatOpenAi>();
    send_sync::<Options>();
    send_sync::<WireRequest>();
};
