//! Token counts, which are cumulative on the wire.

use runnable::Usage;
use serde_json::{Value, json};

use super::decoding::{decode_all, last, text};

/// The usage of each chunk, and that of the message.
fn usage(reports: &[Value]) -> (Vec<Option<Usage>>, Option<Usage>) {
    let mut responses: Vec<Value> = reports
        .iter()
        .map(|report| {
            let mut response = text("a");
            response["usageMetadata"] = report.clone();
            response
        })
        .collect();
    let end = responses.pop().map(last);
    responses.extend(end);
    let decoded = decode_all(&responses);
    let of_chunks = decoded.chunks.iter().map(|chunk| chunk.usage().cloned()).collect();
    (of_chunks, decoded.message().usage)
}

#[test]
fn counts_that_grow_are_not_added() {
    let report = |output: u32, thoughts: u32| {
        json!({"promptTokenCount": 10, "candidatesTokenCount": output, "thoughtsTokenCount": thoughts,
            "totalTokenCount": 10 + output + thoughts, "cachedContentTokenCount": 4})
    };

    let (_, sum) = usage(&[report(0, 5), report(2, 5), report(6, 5)]);

    assert_eq!(
        serde_json::to_value(sum).unwrap(),
        json!({"input_tokens": 10, "output_tokens": 11, "total_tokens": 21,
            "input_token_details": {"cache_read": 4}, "output_token_details": {"reasoning": 5}})
    );
}

#[test]
fn a_chunk_tells_what_it_adds_and_nothing_where_it_adds_nothing() {
    let report = |output: u32| json!({"promptTokenCount": 10, "candidatesTokenCount": output, "totalTokenCount": 10 + output});

    let (chunks, _) = usage(&[report(1), report(1), report(4)]);

    assert_eq!(chunks, [Some(Usage::new(10, 1)), None, Some(Usage::new(0, 3))]);
}

#[test]
fn tokens_of_tools_are_a_part_of_the_prompt() {
    let before = json!({"promptTokenCount": 10, "candidatesTokenCount": 1, "totalTokenCount": 11});
    let after = json!({"promptTokenCount": 12, "toolUsePromptTokenCount": 30, "candidatesTokenCount": 3,
        "totalTokenCount": 45});

    let (_, sum) = usage(&[before, after]);

    assert_eq!(sum.unwrap(), Usage::new(42, 3));
}

#[test]
fn a_count_that_shrinks_in_between_adds_nothing() {
    let report = |prompt: u32, output: u32, total: u32| json!({"promptTokenCount": prompt, "candidatesTokenCount": output, "totalTokenCount": total});

    let (_, sum) = usage(&[report(46, 152, 198), report(46, 0, 46), report(147, 276, 423)]);

    assert_eq!(sum.unwrap(), Usage::new(147, 276));
}

#[test]
fn without_a_report_the_usage_is_unknown_and_not_zero() {
    assert_eq!(decode_all(&[last(text("a"))]).message().usage, None);
    assert_eq!(usage(&[json!({"promptTokenCount": 0, "totalTokenCount": 0})]).1, None);
}
