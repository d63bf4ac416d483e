//! Response bodies of the three wire formats: recorded ones where the corpus is at hand, else written in their
//! shape.

use std::{fs, path::Path};

use bytes::Bytes;
use serde_json::Value;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance");

/// All bodies of one wire format, one behind the other.
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) is_recorded: bool,
    pub(crate) bytes: Vec<u8>,
}

impl Body {
    fn new(name: &'static str, folder: &str, api: &str, written: fn() -> String) -> Self {
        let streams = streams(folder, api);
        let is_recorded = !streams.is_empty();
        Self { name, is_recorded, bytes: if is_recorded { streams.concat() } else { written().into_bytes() } }
    }

    /// The body again and again, `length` bytes or a little more.
    pub(crate) fn repeated(&self, length: usize) -> Bytes {
        Bytes::from(self.bytes.repeat(length.div_ceil(self.bytes.len())))
    }
}

/// One body for each wire format.
pub(crate) fn all() -> [Body; 3] {
    [
        Body::new("anthropic", "anthropic", "messages", anthropic),
        Body::new("openai chat", "openai", "chat", chat),
        Body::new("openai responses", "openai", "responses", responses),
    ]
}

/// The bodies of the cases in `folder` that `api` answered, each ended by a blank line; none where there is no corpus.
pub(crate) fn streams(folder: &str, api: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(Path::new(CORPUS).join(folder)) else { return Vec::new() };
    let mut cases: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    cases.sort();

    let mut bodies = Vec::new();
    for case in cases {
        let Ok(meta) = fs::read(case.join("meta.json")) else { continue };
        let Ok(meta) = serde_json::from_slice::<Value>(&meta) else { continue };
        if let (true, Some(mut body)) = (meta["api"] == api, body_of(&case)) {
            body.extend_from_slice(b"\n\n");
            bodies.push(body);
        }
    }
    bodies
}

/// A recorded body: events, or lines.
fn body_of(case: &Path) -> Option<Vec<u8>> {
    ["response.sse", "response.ndjson"].iter().find_map(|name| fs::read(case.join(name)).ok())
}

/// The bodies of a provider's recordings that come with the workspace.
pub(crate) fn of_provider(provider: &str) -> Vec<Bytes> {
    let is_of = |name: &str| name.split_once('/').is_some_and(|(folder, _)| folder == provider);
    let fixtures = runnable_fixtures::all().expect("the recordings can be read").into_iter();
    fixtures.filter(|fixture| is_of(fixture.name())).map(|fixture| fixture.body().clone()).collect()
}

const WORDS: &[&str] =
    &["The", " goldfish", " swims", ",", " über", " the", " moon", ".\\n\\n", " 金魚", "!"];

fn events(count: usize, event: impl Fn(usize, &str) -> String) -> String {
    (0..count).map(|index| event(index, WORDS[index % WORDS.len()])).collect()
}

/// Texts of an answer of Anthropic's, without its beginning.
pub(crate) fn anthropic() -> String {
    let texts = events(200, |index, word| {
        let padding = " ".repeat(index % 12);
        format!(
            "event: content_block_delta\ndata: {{\"type\":\"content_block_delta\",\"index\":0,\
             \"delta\":{{\"type\":\"text_delta\",\"text\":\"{word}\"}}{padding}}}\n\n"
        )
    });
    texts + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
}

fn chat() -> String {
    events(200, |index, word| {
        let padding = &"BEZvnVuFF0aY"[index % 12..];
        format!(
            "data: {{\"id\":\"chatcmpl-CMKAtIAKW1eiFzDAZmCcrbvHgyoSw\",\"object\":\"chat.completion.chunk\",\
             \"created\":1759436803,\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\",\
             \"system_fingerprint\":\"fp_cbf1785567\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\
             \"{word}\"}},\"logprobs\":null,\"finish_reason\":null}}],\"obfuscation\":\"{padding}\"}}\n\n"
        )
    })
}

fn responses() -> String {
    events(200, |index, word| {
        format!(
            "event: response.output_text.delta\ndata: {{\"type\":\"response.output_text.delta\",\
             \"content_index\":0,\"delta\":\"{word}\",\"item_id\":\"msg_0b5cbf1ce3f8b01c00696d5e6d1bdc819c849e\",\
             \"logprobs\":[],\"output_index\":0,\"sequence_number\":{index}}}\n\n"
        )
    })
}
