//! Language-model providers that stream token by token, behind the `runnable` interface.

pub mod anthropic;
pub mod decode;
pub mod dialect;
pub mod framing;
pub mod hosts;
pub mod sse;

mod chat;
mod host;
mod http;
mod key;
mod options;
mod retry;
mod transport;
mod wire;

pub use anthropic::{Anthropic, ChatAnthropic, Thinking};
pub use chat::ChatModel;
pub use dialect::Dialect;
pub use host::{Host, KeyHeader};
pub use http::{Headers, Transport, WireRequest, WireResponse};
pub use key::ApiKey;
pub use options::{Options, Tool};
