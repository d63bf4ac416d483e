//! How fast `runnable_providers::sse` frames, as ratios measured in one run.
//!
//! The limit is a loop that finds every LF in the whole body; the peers are the crates that clients use today.

#![expect(clippy::print_stdout, reason = "the table is what the bench is for")]

mod harness;

use std::convert::Infallible;

use bytes::Bytes;
use eventsource_stream::Eventsource;
use futures::{Stream, StreamExt, executor::block_on, stream};
use harness::{
    bodies::{self, Body},
    rounds::{at_least, at_most, medians},
};
use memchr::memchr;
use runnable_providers::sse::{SseError, SseParser};
use sse_stream::SseByteStream;

const ROUNDS: usize = 9;
const BODY: usize = 4 << 20;

fn main() {
    let bodies = bodies::all();

    println!("framing: speed, the find loop for LF over the whole body being 1.00\n");
    println!(
        "body                      buffers | ours                    | × sse-stream            | × eventsource-stream"
    );
    for body in &bodies {
        for size in [64, 1400, 16_384] {
            throughput(body, size);
        }
    }

    println!();
    long_event();
    for body in &bodies {
        single_bytes(body);
    }
}

fn throughput(body: &Body, size: usize) {
    let bytes = &body.repeated(if size < 1400 { BODY / 4 } else { BODY });
    let [limit, ours, sse_stream, eventsource] = medians(
        ROUNDS,
        [
            Box::new(|| find_lines(bytes)),
            Box::new(|| ours(bytes, size)),
            Box::new(|| sse_stream(bytes, size)),
            Box::new(|| eventsource_stream(bytes, size)),
        ],
    );

    let source = if body.is_recorded { "recorded" } else { "written" };
    let [speed, over_sse_stream, over_eventsource] = [limit, sse_stream, eventsource].map(|time| time / ours);
    let (speed, over_sse_stream, over_eventsource) = match size {
        16_384 => (at_least(speed, 0.5), at_least(over_sse_stream, 2.5), at_least(over_eventsource, 15.0)),
        1400 => (at_least(speed, 0.4), format!("{over_sse_stream:.2}"), format!("{over_eventsource:.2}")),
        _ => (format!("{speed:.2}"), format!("{over_sse_stream:.2}"), format!("{over_eventsource:.2}")),
    };
    println!(
        "{:<16} {source} {size:>6} | {speed:<23} | {over_sse_stream:<23} | {over_eventsource}",
        body.name
    );
}

/// Linear in the length of an event: twice as long costs twice as much.
fn long_event() {
    let [short, long] = [200_000, 400_000].map(|length| {
        let event = format!("data: {}\n\n", "x".repeat(length));
        Bytes::from(event.repeat(8))
    });
    let [half, whole] =
        medians(4 * ROUNDS, [Box::new(|| ours(&short, 1400)), Box::new(|| ours(&long, 1400))]);

    println!("400 KB events in 1400 byte buffers / 200 KB ones: {}", at_most(whole / half, 2.2));
}

fn single_bytes(body: &Body) {
    let bytes = &body.repeated(256 << 10);
    let [polled, read] = medians(ROUNDS, [Box::new(|| poll(bytes, 1)), Box::new(|| ours(bytes, 1))]);

    println!("{}, 1 byte buffers / polling them: {}", body.name, at_most(read / polled, 4.0));
}

fn buffers(body: &Bytes, size: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
    stream::iter((0..body.len()).step_by(size).map(move |at| Ok(body.slice(at..body.len().min(at + size)))))
}

fn find_lines(body: &[u8]) -> u64 {
    let (mut at, mut lines) = (0, 0);
    while let Some(length) = memchr(b'\n', &body[at..]) {
        at += length + 1;
        lines += 1;
    }
    lines
}

fn poll(body: &Bytes, size: usize) -> u64 {
    let mut buffers = buffers(body, size);
    block_on(async {
        let mut sum = 0;
        while let Some(Ok(buffer)) = buffers.next().await {
            sum += std::hint::black_box(buffer).len() as u64;
        }
        sum
    })
}

fn ours(body: &Bytes, size: usize) -> u64 {
    let mut buffers = buffers(body, size);
    let mut parser = SseParser::default();
    block_on(async {
        let mut sum = 0;
        while let Some(Ok(buffer)) = buffers.next().await {
            let fed = parser.feed::<SseError>(&buffer, |event| {
                sum += std::hint::black_box(event).data.len() as u64;
                Ok(())
            });
            fed.expect("the events are short");
        }
        sum
    })
}

fn sse_stream(body: &Bytes, size: usize) -> u64 {
    let mut events = SseByteStream::new(buffers(body, size));
    block_on(async {
        let mut sum = 0;
        while let Some(event) = events.next().await {
            let event = std::hint::black_box(event).expect("the body is well formed");
            sum += event.data.map_or(0, |data| data.len() as u64);
        }
        sum
    })
}

fn eventsource_stream(body: &Bytes, size: usize) -> u64 {
    let mut events = buffers(body, size).eventsource();
    block_on(async {
        let mut sum = 0;
        while let Some(event) = events.next().await {
            sum += std::hint::black_box(event).expect("the body is well formed").data.len() as u64;
        }
        sum
    })
}
