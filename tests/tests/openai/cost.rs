//! What a chunk costs, counted: allocations, never time.

use std::fmt::Write;

use runnable_providers::OpenAi;
use runnable_tests::decoding;

const TEXTS: u64 = 10_000;

/// The payloads of a long answer, with the random letters that OpenAI puts into each.
fn payloads(field: &str, text: &str, is_padded: bool) -> String {
    (0..TEXTS).fold(String::new(), |mut body, number| {
        let padding = "xQ7zP".repeat(3)[..(number % 15) as usize].to_owned();
        let padding = if is_padded { format!(r#","usage":null,"obfuscation":"{padding}""#) } else { String::new() };
        write!(
            body,
            "data: {{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"{field}\":\"{text}\"}},\"logprobs\":null,\"finish_reason\":null}}]{padding}}}\n\n"
        )
        .expect("a string can be written to");
        body
    })
}

/// Allocations of a body that arrives in buffers of this size, each chunk dropped when it is there.
fn cost(body: &str, buffer: usize) -> u64 {
    // An answer seldom begins with an escape.
    let first = format!("{}\n\n", body.lines().next().unwrap_or_default().replace("\\n", ""));
    let (allocations, chunks) = decoding::cost(&OpenAi::default(), first.as_bytes(), body.as_bytes(), buffer);
    assert_eq!(chunks, TEXTS);
    allocations
}

#[test]
fn a_short_text_or_thought_costs_no_allocation_of_its_own() {
    for (field, is_padded) in [("content", false), ("content", true), ("reasoning_content", false)] {
        for buffer in [16 << 10, 1400, 300] {
            let allocations = cost(&payloads(field, " a short text", is_padded), buffer);

            assert!(allocations * 100 <= TEXTS, "{allocations} for {field} in {buffer} bytes");
        }
    }
}

#[test]
fn a_long_text_or_one_with_an_escape_costs_one_or_two() {
    let long = payloads("content", " a text of more than twenty-four bytes", true);
    let escaped = payloads("content", "a\\nb", true);

    assert!(cost(&long, 16 << 10) <= TEXTS + 100);
    assert!(cost(&escaped, 16 << 10) <= 2 * TEXTS + 100);
}
