//! What a chunk costs, counted: allocations, never time.

use std::fmt::Write;

use runnable_providers::Ollama;
use runnable_tests::decoding;

const TEXTS: u64 = 10_000;

/// Allocations and chunks of a long answer that arrives in buffers of this size, each chunk dropped when it is there.
fn cost(field: &str, buffer: usize) -> (u64, u64) {
    let body = (0..TEXTS).fold(String::new(), |mut body, number| {
        let time = format!("2026-11-22T10:15:30.{number:06}Z");
        let message = format!(r#"{{"role":"assistant","{field}":" a short text"}}"#);
        writeln!(body, r#"{{"model":"m","created_at":"{time}","message":{message},"done":false}}"#)
            .expect("a string can be written to");
        body
    });
    decoding::cost(&Ollama::default(), b"", body.as_bytes(), buffer)
}

#[test]
fn a_short_text_or_thought_costs_no_allocation_of_its_own() {
    for (field, buffer) in [("content", 16 << 10), ("content", 1400), ("thinking", 16 << 10)] {
        let (allocations, chunks) = cost(field, buffer);

        assert_eq!(chunks, TEXTS);
        assert!(allocations <= TEXTS / 50, "{field} in pieces of {buffer}: {allocations}");
    }
}
