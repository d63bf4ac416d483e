//! Bodies that tests share, written from the published format.

use runnable_providers::{Bedrock, ChatBedrock};
use runnable_tests::aws;
use runnable_tests::decoding::{self, Decoded};
use runnable_tests::{Script, ScriptedAnswer};

/// The answer "Blub blub." in two pieces.
pub(crate) const BLUB: [(&str, &str); 6] = [
    ("messageStart", r#"{"p":"abc","role":"assistant"}"#),
    ("contentBlockDelta", r#"{"contentBlockIndex":0,"delta":{"text":"Blub"},"p":"abcdefgh"}"#),
    ("contentBlockDelta", r#"{"contentBlockIndex":0,"delta":{"text":" blub."},"p":"a"}"#),
    ("contentBlockStop", r#"{"contentBlockIndex":0,"p":"abcd"}"#),
    ("messageStop", r#"{"p":"ab","stopReason":"end_turn"}"#),
    (
        "metadata",
        r#"{"metrics":{"latencyMs":7},"p":"a","usage":{"inputTokens":10,"outputTokens":4,"totalTokens":14}}"#,
    ),
];

/// The same answer at once.
pub(crate) const WHOLE_BLUB: &str = r#"{"metrics":{"latencyMs":7},
    "output":{"message":{"content":[{"text":"Blub blub."}],"role":"assistant"}},"stopReason":"end_turn",
    "usage":{"inputTokens":10,"outputTokens":4,"totalTokens":14}}"#;

pub(crate) const MODEL: &str = "us.anthropic.claude-sonnet-4-20250514-v1:0";

pub(crate) fn blub() -> Vec<u8> {
    aws::stream(&BLUB)
}

pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&Bedrock::default(), pieces)
}

pub(crate) fn decode_events(events: &[(&str, &str)]) -> Decoded {
    decode([&aws::stream(events)[..]])
}

pub(crate) fn asked(answer: &Script) -> ChatBedrock {
    ChatBedrock::new(MODEL).api_key("bedrock-test-0123456789").max_retries(0).transport(answer.clone())
}

/// A script of one answer.
pub(crate) fn answering(status: u16, media_type: &str, body: impl AsRef<[u8]>) -> Script {
    Script::new([ScriptedAnswer::new(status, media_type, body)])
}
