//! Anthropic's Messages API: <https://platform.claude.com/docs/en/api/messages>.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `limits` | how long an answer may be, by model |
//! | `encode` | a conversation, as the API takes it |
//! | `decode` | what the API sends, as chunks |
//! | `wire` | what it sends, field by field |

mod decode;
mod wire;

pub use decode::Decoder;

/// Stub
#[derive(Debug, Clone, Default)]
pub struct Anthropic {}

impl crate::Dialect for Anthropic {
    const NAME: &'static str = "ChatAnthropic";
    const HOST: crate::Host = crate::hosts::ANTHROPIC;
    const FRAMING: crate::framing::Framing = crate::framing::Framing::EventStream;
    type Decoder = Decoder;
    fn encode(&self, request: &crate::dialect::Request<'_>) -> runnable::Result<crate::dialect::Encoded> {
        Ok(crate::dialect::Encoded { path: "/v1/messages".into(), headers: vec![], body: vec![] })
    }
    fn decoder(&self, provider: &str) -> Decoder {
        Decoder::new(provider)
    }
    fn whole(
        &self,
        body: &str,
        provider: &str,
    ) -> Result<runnable::AiMessageChunk, crate::dialect::Malformed> {
        decode::whole(body, provider)
    }
    fn failure(&self, body: &str) -> Option<crate::dialect::Failure> {
        decode::failure(body)
    }
}
