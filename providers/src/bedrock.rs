//! Amazon Bedrock's Converse API:
//! <https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html>.
//!
//! | file | what |
//! |---|---|
//! | `options` | the options that only this API has |
//! | `encode` | a conversation, as the API takes it |
//! | `body` | what it takes, field by field |
//! | `decode` | what the API sends, as chunks |
//! | `wire` | what it sends, field by field |
//! | `names` | whose model a name is; keys in the spelling of each side |

mod body;
mod decode;
mod encode;
mod names;
mod options;
mod wire;

pub use decode::Decoder;
pub use options::Bedrock;

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Dialect, Encoded, Failure, Malformed, Request};
use crate::feature::Features;
use crate::framing::Framing;
use crate::host::Host;
use crate::hosts;

/// A chat model at Amazon Bedrock, whoever made it.
///
/// Requests carry the key in `AWS_BEARER_TOKEN_BEDROCK`; without one they are signed with the credentials in
/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. Either may be given instead, with
/// [`api_key`](crate::ChatModel::api_key) or [`aws_credentials`](crate::ChatModel::aws_credentials). Profiles and roles
/// are not looked up. The region is in `AWS_REGION`, else in `AWS_DEFAULT_REGION`, else `us-east-1`; it is given with
/// `.variable("AWS_REGION", …)`.
///
/// ```no_run
/// use runnable::prelude::*;
/// use runnable_providers::{AwsCredentials, ChatBedrock};
///
/// # async fn example() -> Result<()> {
/// let chat = ChatBedrock::new("us.amazon.nova-2-lite-v1:0")
///     .variable("AWS_REGION", "eu-central-1")
///     .aws_credentials(AwsCredentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI"));
/// let mut chunks = chat.stream("A line about goldfish, please.");
/// while let Some(chunk) = chunks.next().await {
///     print!("{}", chunk?);
/// }
/// # Ok(())
/// # }
/// ```
pub type ChatBedrock = crate::ChatModel<Bedrock>;

impl Dialect for Bedrock {
    type Decoder = Decoder;

    fn name(&self) -> &'static str {
        "ChatBedrockConverse"
    }

    fn host(&self) -> Host {
        hosts::BEDROCK_CONVERSE
    }

    fn framing(&self) -> Framing {
        Framing::AwsEventStream
    }

    fn encode(&self, request: &Request<'_>) -> Result<Encoded> {
        encode::encode(self, request)
    }

    fn decoder(&self, host: &Host) -> Decoder {
        Decoder::new(host.name)
    }

    fn whole(&self, body: &str, host: &Host) -> Result<AiMessageChunk, Malformed> {
        decode::whole(body, host.name)
    }

    fn failure(&self, body: &str) -> Option<Failure> {
        decode::failure(body)
    }

    fn features(&self, _model: &str) -> Features {
        Features::ALL
    }

    fn names_model(&self) -> bool {
        false
    }
}
