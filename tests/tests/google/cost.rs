//! What a chunk costs, counted: allocations, never time.

use std::fmt::Write;

use runnable_providers::Google;
use runnable_tests::decoding;

const TEXTS: u64 = 1_000;

/// The pieces of a long answer, as Google sends them: each with the counts so far.
fn pieces(text: &str) -> String {
    (1..=TEXTS).fold(String::new(), |mut body, number| {
        let total = 10 + number;
        write!(
            body,
            "data: {{\"candidates\": [{{\"content\": {{\"parts\": [{{\"text\": \"{text}\"}}],\"role\": \"model\"}},\
             \"index\": 0}}],\"usageMetadata\": {{\"promptTokenCount\": 10,\"candidatesTokenCount\": {number},\
             \"totalTokenCount\": {total},\"promptTokensDetails\": [{{\"modality\": \"TEXT\",\"tokenCount\": 10}}]}},\
             \"modelVersion\": \"gemini-2.5-flash\",\"responseId\": \"r1\"}}\r\n\r\n"
        )
        .expect("a string can be written to");
        body
    })
}

fn cost(body: &str) -> u64 {
    let (allocations, chunks) = decoding::cost(&Google::default(), b"", body.as_bytes(), 1400);
    assert_eq!(chunks, TEXTS);
    allocations
}

#[test]
fn a_short_text_costs_the_lists_around_it_and_its_usage() {
    // The lists of candidates, parts and blocks, the box of the usage, the depth of what is skipped.
    let allocations = cost(&pieces("a short text"));

    assert!(allocations <= 5 * TEXTS + 50, "{allocations}");
}

#[test]
fn a_long_text_costs_one_more() {
    let allocations = cost(&pieces("a text of more than twenty-four bytes"));

    assert!(allocations <= 6 * TEXTS + 50, "{allocations}");
}
