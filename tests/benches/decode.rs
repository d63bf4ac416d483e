//! How fast bytes become chunks, as ratios measured in one run.
//!
//! The baseline is what people write by hand: eventsource-stream, an enum of owned structs tagged by `type`, and the
//! text as a `String`. It reads the texts of an answer and nothing else. Ours gives whole chunks: message id,
//! metadata, every kind of block, tool calls in pieces, usage, and errors.

#![expect(clippy::print_stdout, reason = "the table is what the bench is for")]

mod harness;

use std::{convert::Infallible, hint::black_box};

use bytes::Bytes;
use eventsource_stream::Eventsource;
use futures::{Stream, StreamExt, executor::block_on, stream};
use harness::{
    bodies,
    rounds::{at_least, medians},
};
use runnable_providers::Anthropic;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::hosts;
use written_by_hand::{Delta, Event};

const ROUNDS: usize = 15;

/// As much as a second-level cache holds: bytes from a socket are warm.
const WORK: usize = 1 << 20;

fn main() {
    let texts = [bodies::anthropic().into_bytes()];
    let recorded = bodies::streams("anthropic", "messages");

    println!("bytes to chunks: ours / the hand-written baseline, as speeds\n");
    for size in [200, 1400, 16_384] {
        measure("texts, written", &texts, size, 3.0);
    }
    if recorded.is_empty() {
        println!("recorded streams: skipped, the corpus is absent");
    }
    for size in [200, 1400, 16_384] {
        if !recorded.is_empty() {
            measure("recorded streams", &recorded, size, 3.0);
        }
    }
}

fn measure(name: &str, streams: &[Vec<u8>], size: usize, goal: f64) {
    let length: usize = streams.iter().map(Vec::len).sum();
    let again = WORK.div_ceil(length);
    let streams: Vec<_> = streams.iter().cloned().map(Bytes::from).collect();
    let work = || streams.iter().cycle().take(streams.len() * again);
    let [baseline, ours] = medians(
        ROUNDS,
        [
            Box::new(|| work().map(|stream| by_hand(stream, size)).sum()),
            Box::new(|| work().map(|stream| decode(stream, size)).sum()),
        ],
    );

    let speed = (length * again) as f64 / ours / 1e6;
    println!("{name:<18} {size:>6} | {:<26} | {speed:>6.0} MB/s", at_least(baseline / ours, goal));
}

fn buffers(body: &Bytes, size: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
    stream::iter((0..body.len()).step_by(size).map(move |at| Ok(body.slice(at..body.len().min(at + size)))))
}

/// The buffers are polled one by one, as they are by the baseline.
fn decode(body: &Bytes, size: usize) -> u64 {
    let mut buffers = buffers(body, size);
    let mut decoder = StreamDecoder::new(&Anthropic::default(), &hosts::ANTHROPIC);
    let (mut chunks, mut count) = (Chunks::new(), 0);
    block_on(async {
        while let Some(Ok(buffer)) = buffers.next().await {
            let fed = decoder.feed(&buffer, &mut chunks);
            count += chunks.drain(..).map(black_box).count() as u64;
            if fed.is_err() {
                break;
            }
        }
        count
    })
}

fn by_hand(body: &Bytes, size: usize) -> u64 {
    let mut events = buffers(body, size).eventsource();
    block_on(async {
        let mut count = 0;
        while let Some(Ok(event)) = events.next().await {
            let Ok(event) = serde_json::from_str::<Event>(&event.data) else { break };
            if let Event::ContentBlockDelta { index, delta: Delta::TextDelta { text } } = event {
                black_box((index, text));
                count += 1;
            }
        }
        count
    })
}

mod written_by_hand {
    //! What a user would write down of Anthropic's events.

    #![allow(dead_code, reason = "decoded and not looked at, as in most programs")]
    #![allow(clippy::enum_variant_names, reason = "the names are the wire's")]

    use serde::Deserialize;

    #[derive(Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case")]
    pub(crate) enum Event {
        MessageStart {
            message: Message,
        },
        ContentBlockStart {
            index: u32,
            content_block: Block,
        },
        ContentBlockDelta {
            index: u32,
            delta: Delta,
        },
        MessageDelta {
            delta: Ending,
            usage: Usage,
        },
        #[serde(other)]
        Other,
    }

    #[derive(Deserialize)]
    pub(crate) struct Message {
        pub(crate) id: String,
        pub(crate) model: String,
        pub(crate) usage: Option<Usage>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Block {
        pub(crate) r#type: String,
        pub(crate) text: Option<String>,
        pub(crate) id: Option<String>,
        pub(crate) name: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(tag = "type", rename_all = "snake_case")]
    pub(crate) enum Delta {
        TextDelta {
            text: String,
        },
        InputJsonDelta {
            partial_json: String,
        },
        ThinkingDelta {
            thinking: String,
        },
        SignatureDelta {
            signature: String,
        },
        #[serde(other)]
        Other,
    }

    #[derive(Deserialize)]
    pub(crate) struct Ending {
        pub(crate) stop_reason: Option<String>,
        pub(crate) stop_sequence: Option<String>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Usage {
        pub(crate) input_tokens: Option<u64>,
        pub(crate) output_tokens: Option<u64>,
        pub(crate) cache_read_input_tokens: Option<u64>,
        pub(crate) cache_creation_input_tokens: Option<u64>,
        pub(crate) service_tier: Option<String>,
    }
}
