//! What a chunk costs, counted: allocations, never time.

use runnable_providers::Bedrock;
use runnable_tests::aws;
use runnable_tests::decoding;

const TEXTS: u64 = 10_000;
const PADDING: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// Allocations for a long answer of these deltas, each with a padding of its own, in buffers of this size.
fn cost(delta: &str, buffer: usize) -> u64 {
    let body: Vec<u8> = (0..TEXTS as usize)
        .flat_map(|number| {
            let padding = &PADDING[..number % PADDING.len()];
            let data = format!(r#"{{"contentBlockIndex":0,"delta":{delta},"p":"{padding}"}}"#);
            aws::event("contentBlockDelta", &data)
        })
        .collect();
    let (allocations, chunks) = decoding::cost(&Bedrock::default(), b"", &body, buffer);
    assert_eq!(chunks, TEXTS);
    allocations
}

#[test]
fn a_short_text_or_thought_costs_no_allocation_of_its_own_however_it_is_padded() {
    for buffer in [16 << 10, 1400, 200] {
        assert!(cost(r#"{"text":" a short text"}"#, buffer) <= 100, "{buffer}");
        assert!(cost(r#"{"reasoningContent":{"text":" a thought"}}"#, buffer) <= 100, "{buffer}");
    }
}
