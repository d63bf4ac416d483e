//! What a chunk costs, counted: allocations, never time.

use std::fmt::Write;

use runnable_providers::Mistral;
use runnable_tests::decoding;

use super::decoding::delta;

const TEXTS: u64 = 10_000;

/// Allocations and chunks of a long answer in these deltas, padded as Mistral pads them, each chunk dropped when it is
/// there.
fn cost(content: &str, buffer: usize) -> (u64, u64) {
    let payload = delta(&format!(r#"{{"content":{content}}}"#));
    let body = (0..TEXTS).fold(String::new(), |mut body, number| {
        let padding = "x".repeat(number as usize % 30);
        let padded = format!("{},\"p\":\"{padding}\"}}", payload.strip_suffix('}').expect("an object"));
        write!(body, "data: {padded}\n\n").expect("a string can be written to");
        body
    });
    decoding::cost(&Mistral::default(), b"", body.as_bytes(), buffer)
}

#[test]
fn a_short_text_or_thought_costs_no_allocation_of_its_own() {
    let thought = r#"[{"type":"thinking","thinking":[{"type":"text","text":" a short thought"}]}]"#;
    for (content, buffer) in
        [(r#"" a short text""#, 16 << 10), (r#"" a short text""#, 1400), (thought, 16 << 10)]
    {
        let (allocations, chunks) = cost(content, buffer);

        assert_eq!(chunks, TEXTS);
        assert!(allocations <= TEXTS / 50, "{content} in pieces of {buffer}: {allocations}");
    }
}
