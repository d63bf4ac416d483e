//! How fast bytes become chunks, as ratios measured in one run.
//!
//! The baseline reads the texts of an answer and nothing else. Ours gives whole chunks: message id, metadata, every
//! kind of block, tool calls in pieces, usage, and errors.

#![expect(clippy::print_stdout, reason = "the table is what the bench is for")]

mod by_hand;
mod harness;

use std::{convert::Infallible, hint::black_box};

use bytes::Bytes;
use futures::{Stream, StreamExt, executor::block_on, stream};
use harness::{
    bodies,
    rounds::{at_least, medians},
};
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::{Chunks, Dialect};
use runnable_providers::{Anthropic, Cohere, Google, Mistral, Ollama, OpenAi, OpenAiResponses};

const ROUNDS: usize = 15;

/// As much as a second-level cache holds: bytes from a socket are warm.
const WORK: usize = 1 << 20;

/// Reads a body in buffers of some bytes, and counts what it read; none if it cannot.
type Reader = fn(&Bytes, usize) -> Option<u64>;

/// A wire format: the folder of its recordings, ours, the baseline, and how many times as fast ours is to be.
type Format = (&'static str, Reader, Reader, f64);

const ANTHROPIC: Format =
    ("anthropic", decode::<Anthropic>, by_hand::events::<by_hand::anthropic::Event>, 3.0);

/// Beside each, where the corpus has more recordings.
const FORMATS: [(Format, &str, &str); 7] = [
    (ANTHROPIC, "anthropic", "messages"),
    (("openai", decode::<OpenAi>, by_hand::events::<by_hand::chat::Chunk>, 2.0), "openai", "chat"),
    (
        ("openai-responses", decode::<OpenAiResponses>, by_hand::events::<by_hand::responses::Event>, 2.0),
        "openai",
        "responses",
    ),
    (
        ("google_genai", decode::<Google>, by_hand::events::<by_hand::google::Response>, 2.0),
        "google",
        "generateContent",
    ),
    (("mistralai", decode::<Mistral>, by_hand::events::<by_hand::chat::Chunk>, 2.0), "mistral", "chat"),
    (("cohere", decode::<Cohere>, by_hand::events::<by_hand::cohere::Event>, 2.0), "cohere", "chat_v2"),
    (("ollama", decode::<Ollama>, by_hand::lines::<by_hand::ollama::Line>, 2.0), "ollama", "ollama_chat"),
];

fn main() {
    println!("bytes to chunks: ours / the hand-written baseline, as speeds\n");
    measure("texts, written", ANTHROPIC, &[bodies::anthropic().into()]);
    for (format, folder, api) in FORMATS {
        let mut streams = bodies::of_provider(format.0);
        streams.extend(bodies::streams(folder, api).into_iter().map(Bytes::from));
        measure(format.0, format, &streams);
    }
}

/// Measures the streams that both can read.
fn measure(name: &str, (_, ours, baseline, goal): Format, streams: &[Bytes]) {
    let can_read = |stream: &&Bytes| ours(stream, stream.len()).and(baseline(stream, stream.len())).is_some();
    let streams: Vec<_> = streams.iter().filter(can_read).collect();
    let length: usize = streams.iter().map(|stream| stream.len()).sum();
    assert!(length > 0, "{name}: there is nothing to read");
    let again = WORK.div_ceil(length);
    for size in [200, 1400, 16_384] {
        let work = |read: Reader| -> u64 {
            streams.iter().cycle().take(streams.len() * again).filter_map(|stream| read(stream, size)).sum()
        };
        let [by_hand, by_us] = medians(ROUNDS, [Box::new(|| work(baseline)), Box::new(|| work(ours))]);

        let speed = (length * again) as f64 / by_us / 1e6;
        println!("{name:<18} {size:>6} | {:<26} | {speed:>6.0} MB/s", at_least(by_hand / by_us, goal));
    }
}

fn buffers(body: &Bytes, size: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
    stream::iter((0..body.len()).step_by(size).map(move |at| Ok(body.slice(at..body.len().min(at + size)))))
}

/// The buffers are polled one by one, as they are by the baseline.
fn decode<D: Dialect + Default>(body: &Bytes, size: usize) -> Option<u64> {
    let mut buffers = buffers(body, size);
    let dialect = D::default();
    let mut decoder = StreamDecoder::new(&dialect, &dialect.host());
    let (mut chunks, mut count) = (Chunks::new(), 0);
    block_on(async {
        while let Some(Ok(buffer)) = buffers.next().await {
            decoder.feed(&buffer, &mut chunks).ok()?;
            count += chunks.drain(..).map(black_box).count() as u64;
        }
        decoder.finish(&mut chunks).ok()?;
        Some(count)
    })
}
