//! What a chunk costs, counted: allocations, never time.

use runnable_providers::Cohere;
use runnable_tests::decoding;

use super::bodies::body;

const TEXTS: u64 = 10_000;

/// Allocations for a long answer of these events, each chunk dropped when it is there.
fn cost(name: &str, data: &str) -> u64 {
    let body = body(&[(name, data)]).repeat(TEXTS as usize);
    let (allocations, chunks) = decoding::cost(&Cohere::default(), b"", body.as_bytes(), 16 << 10);
    assert_eq!(chunks, TEXTS);
    allocations
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
