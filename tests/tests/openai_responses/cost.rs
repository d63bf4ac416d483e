//! What a chunk costs, counted: allocations, never time.

use std::fmt::Write;

use runnable_providers::OpenAiResponses;
use runnable_tests::decoding;

use super::bodies::CREATED;
use super::decoding::body;

const TEXTS: u64 = 10_000;

/// The deltas of a long answer, with the random letters by which OpenAI hides how long they are.
fn deltas(kind: &str, text: &str) -> String {
    (0..TEXTS).fold(String::new(), |mut body, number| {
        let letters = &"aB3dE5gH7jK9mN0p"[..1 + (number % 15) as usize];
        let data = format!(
            r#"{{"type":"{kind}","content_index":0,"delta":"{text}","item_id":"msg_0850765c843cca5300699cc48053e88190bf5bbc9d0c8decd5","logprobs":[],"obfuscation":"{letters}","output_index":1,"summary_index":0,"sequence_number":{number}}}"#
        );
        write!(body, "event: {kind}\ndata: {data}\n\n").expect("a string can be written to");
        body
    })
}

/// Allocations of a body that arrives in buffers of this size, each chunk dropped when it is there.
fn cost(body_of_deltas: &str, buffer: usize) -> u64 {
    let (allocations, chunks) = decoding::cost(
        &OpenAiResponses::default(),
        body(&[CREATED]).as_bytes(),
        body_of_deltas.as_bytes(),
        buffer,
    );
    assert_eq!(chunks, TEXTS);
    allocations
}

#[test]
fn a_short_text_or_thought_costs_no_allocation_of_its_own() {
    for kind in [
        "response.output_text.delta",
        "response.reasoning_summary_text.delta",
        "response.reasoning_text.delta",
    ] {
        let body = deltas(kind, " a short text");
        for buffer in [16 << 10, 1400, 200] {
            let allocations = cost(&body, buffer);

            assert!(allocations <= 100, "{allocations} for {TEXTS} chunks of {kind} in {buffer} bytes");
        }
    }
}

#[test]
fn a_long_text_or_one_with_an_escape_costs_one_or_two() {
    let long = deltas("response.output_text.delta", " a text of more than twenty-four bytes");
    let escaped = deltas("response.output_text.delta", "a\\nb");

    assert!(cost(&long, 16 << 10) <= TEXTS + 100);
    assert!(cost(&escaped, 16 << 10) <= 2 * TEXTS + 100);
}
