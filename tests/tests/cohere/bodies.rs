//! Bodies that tests share, written from the published format.

use runnable_providers::Cohere;
use runnable_tests::decoding::{self, Decoded};
use runnable_tests::{Script, ScriptedAnswer};

/// The answer "Blub blub." in two pieces.
pub(crate) const BLUB: &str = concat!(
    "event: message-start\n",
    r#"data: {"id":"m1","delta":{"message":{"role":"assistant","content":[]}},"type":"message-start"}"#,
    "\n\nevent: content-start\n",
    r#"data: {"index":0,"delta":{"message":{"content":{"type":"text","text":""}}},"type":"content-start"}"#,
    "\n\nevent: content-delta\n",
    r#"data: {"index":0,"delta":{"message":{"content":{"text":"Blub"}}},"type":"content-delta"}"#,
    "\n\nevent: content-delta\n",
    r#"data: {"index":0,"delta":{"message":{"content":{"text":" blub."}}},"type":"content-delta"}"#,
    "\n\nevent: content-end\n",
    r#"data: {"index":0,"type":"content-end"}"#,
    "\n\nevent: message-end\n",
    r#"data: {"delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":10,"output_tokens":4}}},"type":"message-end"}"#,
    "\n\n",
);

/// The same answer at once.
pub(crate) const WHOLE_BLUB: &str = r#"{"id":"m1","message":{"role":"assistant",
    "content":[{"type":"text","text":"Blub blub."}]},"finish_reason":"COMPLETE",
    "usage":{"billed_units":{"input_tokens":10,"output_tokens":4}}}"#;

/// The body of a stream of these events, each a name and a payload.
pub(crate) fn body(events: &[(&str, &str)]) -> String {
    events.iter().map(|(name, data)| format!("event: {name}\ndata: {data}\n\n")).collect()
}

pub(crate) fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Decoded {
    decoding::decode(&Cohere::default(), pieces)
}

/// A script of one answer.
pub(crate) fn answering(status: u16, media_type: &str, body: impl AsRef<[u8]>) -> Script {
    Script::new([ScriptedAnswer::new(status, media_type, body)])
}
