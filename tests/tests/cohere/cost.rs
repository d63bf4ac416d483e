//! What a chunk costs, counted: allocations, never time.

use std::hint::black_box;

use allocation_counter::measure;
use runnable_providers::decode::StreamDecoder;
use runnable_providers::dialect::Chunks;
use runnable_providers::{Cohere, hosts};

use super::bodies::body;

const TEXTS: u64 = 10_000;

/// Allocations for a long answer of these events, each chunk dropped when it is there.
fn cost(name: &str, data: &str) -> u64 {
    let body = body(&[(name, data)]).repeat(TEXTS as usize);
    let mut decoder = StreamDecoder::new(&Cohere::default(), &hosts::COHERE);
    let (mut chunks, mut count) = (Chunks::new(), 0);
    let allocations = measure(|| {
        for piece in body.as_bytes().chunks(16 << 10) {
            decoder.feed(piece, &mut chunks).expect("the body is good");
            count += chunks.drain(..).map(black_box).count() as u64;
        }
    });
    assert_eq!(count, TEXTS);
    allocations.count_total
}

#[test]
fn a_short_text_or_thought_costs_no_allocation_of_its_own() {
    let text =
        r#"{"index":0,"delta":{"message":{"content":{"text":" a short text"}}},"type":"content-delta"}"#;
    let thought =
        r#"{"index":0,"delta":{"message":{"content":{"thinking":" a thought"}}},"type":"content-delta"}"#;

    assert!(cost("content-delta", text) <= 100);
    assert!(cost("content-delta", thought) <= 100);
}

#[test]
fn a_fragment_of_arguments_costs_two() {
    let fragment = r#"{"index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"x"}}}},"type":"tool-call-delta"}"#;

    assert!(cost("tool-call-delta", fragment) <= 2 * TEXTS + 100);
}
