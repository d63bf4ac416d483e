//! Any dialect of this crate, chosen when the program runs.

use runnable::{AiMessageChunk, Result};

use crate::dialect::{Chunks, Decode, Dialect, Encoded, Failure, Malformed, Request, Step};
use crate::feature::Features;
use crate::framing::{Frame, Framing};
use crate::host::Host;
use crate::options::Options;

/// One line a dialect: its name here, and its type.
macro_rules! dialects {
    ($($Name:ident($dialect:ty),)+) => {
        /// A dialect that is chosen when the program runs, as [`init_chat_model`](crate::init_chat_model) does.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum AnyDialect {
            $(#[doc = concat!("[`", stringify!($dialect), "`].")] $Name($dialect),)+
        }

        /// The decoder of a dialect that is chosen when the program runs.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum AnyDecoder {
            $(#[doc = concat!("Of [`", stringify!($dialect), "`].")] $Name(<$dialect as Dialect>::Decoder),)+
        }

        $(impl From<$dialect> for AnyDialect {
            fn from(dialect: $dialect) -> Self {
                Self::$Name(dialect)
            }
        })+

        impl Dialect for AnyDialect {
            type Decoder = AnyDecoder;

            fn name(&self) -> &'static str {
                match self { $(Self::$Name(dialect) => dialect.name(),)+ }
            }

            fn host(&self) -> Host {
                match self { $(Self::$Name(dialect) => dialect.host(),)+ }
            }

            fn framing(&self) -> Framing {
                match self { $(Self::$Name(dialect) => dialect.framing(),)+ }
            }

            fn encode(&self, request: &Request<'_>) -> Result<Encoded> {
                match self { $(Self::$Name(dialect) => dialect.encode(request),)+ }
            }

            fn decoder(&self, host: &Host) -> AnyDecoder {
                match self { $(Self::$Name(dialect) => AnyDecoder::$Name(dialect.decoder(host)),)+ }
            }

            fn whole(&self, body: &str, host: &Host) -> Result<AiMessageChunk, Malformed> {
                match self { $(Self::$Name(dialect) => dialect.whole(body, host),)+ }
            }

            fn failure(&self, body: &str) -> Option<Failure> {
                match self { $(Self::$Name(dialect) => dialect.failure(body),)+ }
            }

            fn features(&self, model: &str) -> Features {
                match self { $(Self::$Name(dialect) => dialect.features(model),)+ }
            }

            fn without_refused(&self, complaint: &str, body: &[u8]) -> Option<Vec<u8>> {
                match self { $(Self::$Name(dialect) => dialect.without_refused(complaint, body),)+ }
            }

            fn max_tokens(&self, options: &Options) -> Option<u32> {
                match self { $(Self::$Name(dialect) => dialect.max_tokens(options),)+ }
            }

            fn names_model(&self) -> bool {
                match self { $(Self::$Name(dialect) => dialect.names_model(),)+ }
            }
        }

        impl Decode for AnyDecoder {
            fn step(&mut self, frame: Frame<'_>, out: &mut Chunks) -> Result<Step, Malformed> {
                match self { $(Self::$Name(decoder) => decoder.step(frame, out),)+ }
            }

            fn may_end(&self) -> bool {
                match self { $(Self::$Name(decoder) => decoder.may_end(),)+ }
            }

            fn last(&mut self) -> Option<AiMessageChunk> {
                match self { $(Self::$Name(decoder) => decoder.last(),)+ }
            }
        }
    };
}

dialects! {
    Anthropic(crate::Anthropic),
    OpenAi(crate::OpenAi),
    Mistral(crate::Mistral),
    Ollama(crate::Ollama),
    OpenAiResponses(crate::OpenAiResponses),
    Google(crate::Google),
    Cohere(crate::Cohere),
    Bedrock(crate::Bedrock),
}
