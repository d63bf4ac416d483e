//! How fast `runnable_providers::sse` frames, as ratios measured in one run.
//!
//! The limit is a loop that finds every LF in the whole body. The peers are the crates that clients use today;
//! they take a stream of buffers, so beside them we poll the same stream.

#![expect(clippy::print_stdout, reason = "the table is what the bench is for")]

mod harness;

use std::{convert::Infallible, hint::black_box};

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

const ROUNDS: usize = 31;

/// As much as a second-level cache holds: bytes from a socket are warm.
const BODY: usize = 1 << 20;

fn main() {
    let bodies = bodies::all();

    println!("framing: ours / a find loop for LF over the whole body, ours / each peer, as speeds\n");
    println!(
        "body                      buffers | of the find loop         | of sse-stream            | of eventsource-stream"
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
    let bytes = &body.repeated(BODY);
    let [limit, fed, polled, sse_stream, eventsource] = medians(
        ROUNDS,
        [
            Box::new(|| find_lines(bytes)),
            Box::new(|| feed(bytes, size)),
            Box::new(|| feed_polled(bytes, size)),
            Box::new(|| sse_stream(bytes, size)),
            Box::new(|| eventsource_stream(bytes, size)),
        ],
    );

    let ratios = [limit / fed, sse_stream / polled, eventsource / polled];
    let goals = match size {
        16_384 => [Some(0.5), Some(2.5), Some(15.0)],
        1400 => [Some(0.4), None, None],
        _ => [None; 3],
    };
    let source = if body.is_recorded { "recorded" } else { "written" };
    print!("{:<16} {source:<8} {size:>6}", body.name);
    for (ratio, goal) in ratios.into_iter().zip(goals) {
        print!(" | {:<24}", goal.map_or_else(|| format!("{ratio:.2}"), |goal| at_least(ratio, goal)));
    }
    println!();
}

/// Linear in the length of an event: twice as long costs twice as much.
fn long_event() {
    let [short, long] = [200_000, 400_000].map(|length| {
        let event = format!("data: {}\n\n", "x".repeat(length));
        Bytes::from(event.repeat(8))
    });
    let [half, whole] =
        medians(4 * ROUNDS, [Box::new(|| feed(&short, 1400)), Box::new(|| feed(&long, 1400))]);

    println!("400 KB events in 1400 byte buffers / 200 KB ones: {}", at_most(whole / half, 2.2));
}

fn single_bytes(body: &Body) {
    let bytes = &body.repeated(256 << 10);
    let [polled, read] = medians(ROUNDS, [Box::new(|| poll(bytes, 1)), Box::new(|| feed_polled(bytes, 1))]);

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
            sum += black_box(buffer).len() as u64;
        }
        sum
    })
}

fn feed(body: &Bytes, size: usize) -> u64 {
    let mut parser = SseParser::default();
    body.chunks(size).map(|buffer| feed_one(&mut parser, buffer)).sum()
}

fn feed_polled(body: &Bytes, size: usize) -> u64 {
    let mut buffers = buffers(body, size);
    let mut parser = SseParser::default();
    block_on(async {
        let mut sum = 0;
        while let Some(Ok(buffer)) = buffers.next().await {
            sum += feed_one(&mut parser, &buffer);
        }
        sum
    })
}

fn feed_one(parser: &mut SseParser, buffer: &[u8]) -> u64 {
    let mut sum = 0;
    let fed = parser.feed::<SseError>(buffer, |event| {
        sum += black_box(event).data.len() as u64;
        Ok(())
    });
    fed.expect("the events are short");
    sum
}

fn sse_stream(body: &Bytes, size: usize) -> u64 {
    let mut events = SseByteStream::new(buffers(body, size));
    block_on(async {
        let mut sum = 0;
        while let Some(event) = events.next().await {
            let event = black_box(event).expect("the body is well formed");
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
            sum += black_box(event).expect("the body is well formed").data.len() as u64;
        }
        sum
    })
}
