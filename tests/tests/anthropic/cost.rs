//! What a chunk costs, counted: allocations, never time.

use std::fmt::Write;

use allocation_counter::measure;
use runnable::{AiMessage, AiMessageChunk, Streamable};
use runnable_providers::Anthropic;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::hosts;
use runnable_tests::decoding;

const TEXTS: u64 = 10_000;

/// The deltas of a long answer, in the padded form in which Anthropic sends them.
fn deltas(kind: &str, field: &str, text: &str) -> String {
    (0..TEXTS).fold(String::new(), |mut body, number| {
        let padding = " ".repeat((number % 15) as usize);
        let delta = format!(r#"{{"type":"{kind}","{field}":"{text}"}}"#);
        let data = format!(r#"{{"type":"content_block_delta","index":0,"delta":{delta}{padding}}}"#);
        write!(body, "event: content_block_delta\ndata: {data}\n\n").expect("a string can be written to");
        body
    })
}

const START: &[u8] = b"event: message_start\ndata: {\"message\":{\"id\":\"msg_1\",\"model\":\"m\"}}\n\n";

/// Allocations and chunks of a body that arrives in buffers of this size, each chunk dropped when it is there.
fn cost(body: &str, buffer: usize) -> (u64, u64) {
    decoding::cost(&Anthropic::default(), START, body.as_bytes(), buffer)
}

#[test]
fn a_short_text_costs_no_allocation_of_its_own() {
    let body = deltas("text_delta", "text", " a short text");

    for (buffer, per_hundred) in [(16 << 10, 1), (1400, 1), (200, 1)] {
        let (allocations, chunks) = cost(&body, buffer);

        assert!(chunks >= TEXTS, "{chunks}");
        assert!(
            allocations * 100 <= chunks * per_hundred,
            "{allocations} for {chunks} chunks in {buffer} bytes"
        );
    }
}

#[test]
fn a_long_text_or_one_with_an_escape_costs_one_or_two() {
    let long = deltas("text_delta", "text", " a text of more than twenty-four bytes");
    let escaped = deltas("text_delta", "text", "a\\nb");

    assert!(cost(&long, 16 << 10).0 <= TEXTS + 100);
    assert!(cost(&escaped, 16 << 10).0 <= 2 * TEXTS + 100);
}

#[test]
fn a_thought_costs_no_more_than_a_text() {
    let (allocations, _) = cost(&deltas("thinking_delta", "thinking", " a short thought"), 16 << 10);

    assert!(allocations <= 100, "{allocations}");
}

#[test]
fn an_answer_is_folded_without_copying_what_is_there() {
    let body = deltas("text_delta", "text", " a short text");
    let mut decoder = StreamDecoder::new(&Anthropic::default(), &hosts::ANTHROPIC);
    let mut chunks = Chunks::new();
    decoder.feed(START, &mut chunks).unwrap();
    decoder.feed(body.as_bytes(), &mut chunks).unwrap();

    let folded = measure(|| {
        let mut sum = <AiMessage as Streamable>::Accumulator::default();
        chunks.drain(..).for_each(|chunk: AiMessageChunk| AiMessage::push(&mut sum, chunk));
        assert_eq!(AiMessage::finish(sum).unwrap().text().len(), " a short text".len() * TEXTS as usize);
    });

    assert!(folded.count_total < 200, "{folded:?}");
}
