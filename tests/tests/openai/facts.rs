//! What hosts tell beside the answer: what it cost, where it is from, what filters found.

use runnable::AiMessage;
use runnable::message::Usage;
use serde_json::{Value, json};

use super::decoding::{body, decode, delta, finish, usage};

/// The message of a stream that ends with these counts.
fn counted(counts: Value) -> Usage {
    let mut end = finish("stop");
    end["usage"] = counts;
    decode([body([end]).as_bytes()]).message().usage.unwrap()
}

fn message(payloads: impl IntoIterator<Item = Value>) -> AiMessage {
    decode([format!("{}data: [DONE]\n\n", body(payloads)).as_bytes()]).whole()
}

#[test]
fn usage_may_come_with_empty_choices_with_null_or_with_the_end() {
    let total = |payloads: Vec<Value>| {
        let decoded = decode([format!("{}data: [DONE]\n\n", body(payloads)).as_bytes()]);
        assert!(decoded.end.is_ok());
        decoded.message().usage.map(|usage| (usage.input_tokens, usage.output_tokens, usage.total_tokens))
    };
    let mut with_end = finish("stop");
    with_end["usage"] = usage(3, 4);
    let mut floats = finish("stop");
    floats["usage"] = json!({"prompt_tokens": 3.0, "completion_tokens": 4.0, "total_tokens": "7"});

    assert_eq!(total(vec![finish("stop"), json!({"choices": [], "usage": usage(3, 4)})]), Some((3, 4, 7)));
    assert_eq!(total(vec![finish("stop"), json!({"choices": null, "usage": usage(3, 4)})]), Some((3, 4, 7)));
    assert_eq!(total(vec![with_end.clone()]), Some((3, 4, 7)));
    assert_eq!(total(vec![with_end.clone(), json!({"choices": [], "usage": usage(3, 4)})]), Some((3, 4, 7)));
    assert_eq!(total(vec![floats]), Some((3, 4, 7)));
    assert_eq!(total(vec![finish("stop")]), None);
}

#[test]
fn counts_of_every_payload_are_counted_once() {
    let counted = |text: &str, output: u64| {
        let mut payload = delta(&json!({ "content": text }));
        payload["usage"] = usage(9, output);
        payload
    };
    let decoded = decode([body([counted("a", 1), counted("b", 3), finish("stop")]).as_bytes()]);

    let usage = decoded.message().usage.unwrap();
    assert_eq!((usage.input_tokens, usage.output_tokens, usage.total_tokens), (9, 3, 12));
}

#[test]
fn in_a_service_tier_with_its_own_price_the_details_have_its_name() {
    let details = json!({"cached_tokens": 2});
    let mut end = finish("stop");
    end["usage"] = usage(10, 5);
    end["usage"]["prompt_tokens_details"] = details;
    end["service_tier"] = "flex".into();
    let usage = decode([body([end]).as_bytes()]).message().usage.unwrap();

    assert_eq!(json!(usage.input_token_details), json!({"flex": 8, "flex_cache_read": 2}));
    assert_eq!(json!(usage.output_token_details), json!({"flex": 5}));
}

#[test]
fn usage_may_be_in_a_choice_and_one_beside_the_choices_wins() {
    let mut end = finish("stop");
    end["choices"][0]["usage"] = usage(3, 4);
    let inside = message([end.clone()]).usage.unwrap();
    end["usage"] = usage(5, 6);
    let beside = message([end]).usage.unwrap();

    assert_eq!((inside.input_tokens, inside.output_tokens), (3, 4));
    assert_eq!((beside.input_tokens, beside.output_tokens), (5, 6));
}

#[test]
fn thoughts_that_the_count_of_the_answer_leaves_out_are_added() {
    let counts = |total: u64| {
        let details = json!({"reasoning_tokens": 20});
        counted(
            json!({"prompt_tokens": 10, "completion_tokens": 25, "total_tokens": total, "completion_tokens_details": details}),
        )
    };

    assert_eq!((counts(55).output_tokens, counts(55).total_tokens), (45, 55));
    assert_eq!((counts(35).output_tokens, counts(35).total_tokens), (25, 35));
}

#[test]
fn what_the_cache_gave_is_found_under_each_of_its_names() {
    for detail in [
        json!({"prompt_tokens_details": {"cached_tokens": 6}}),
        json!({"cached_tokens": 6}),
        json!({"prompt_cache_hit_tokens": 6, "prompt_cache_miss_tokens": 4}),
    ] {
        let mut counts = usage(10, 5);
        counts.as_object_mut().unwrap().extend(detail.as_object().unwrap().clone());
        let usage = counted(counts);

        assert_eq!(json!(usage.input_token_details), json!({"cache_read": 6}), "{detail}");
        assert_eq!(usage.input_tokens, 10, "{detail}");
    }
}

#[test]
fn what_the_cache_gave_and_took_is_added_where_it_is_counted_beside_the_prompt() {
    let mut counts = json!({"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 22, "cache_read_input_tokens": 4, "cache_creation_input_tokens": 3});
    let beside = counted(counts.clone());
    counts["total_tokens"] = json!(15);
    let within = counted(counts);

    assert_eq!((beside.input_tokens, within.input_tokens), (17, 10));
    for usage in [beside, within] {
        assert_eq!(json!(usage.input_token_details), json!({"cache_creation": 3, "cache_read": 4}));
    }
}

#[test]
fn what_is_told_of_the_whole_answer_is_told_once_and_when_it_comes() {
    let sourced = |text: &str, key: &str| {
        let mut payload = delta(&json!({ "content": text }));
        payload["citations"] = json!(["https://example.org"]);
        payload[key] = json!(["Why?"]);
        payload
    };
    let payloads = [sourced("a", "search_results"), sourced("b", "related_questions"), finish("stop")];
    let decoded = decode([body(payloads).as_bytes()]);

    let facts: Vec<_> = decoded.chunks.iter().map(|chunk| json!(chunk.response_metadata())).collect();
    assert_eq!(facts[0]["citations"], json!(["https://example.org"]));
    assert_eq!((&facts[0]["search_results"], &facts[1]["citations"]), (&json!(["Why?"]), &Value::Null));
    assert_eq!(facts[1]["related_questions"], json!(["Why?"]));
}

#[test]
fn what_filters_found_in_the_prompt_waits_for_the_message() {
    let found = json!([{"prompt_index": 0, "content_filter_results": {"hate": {"filtered": false}}}]);
    let first = json!({"id": "", "model": "", "choices": [], "prompt_filter_results": found});
    let decoded = decode([body([first, delta(&json!({"content": "a"})), finish("stop")]).as_bytes()]);

    assert_eq!(json!(decoded.chunks[0].response_metadata())["prompt_filter_results"], found);
    assert_eq!((decoded.chunks[0].id(), decoded.text()), (decoded.chunks[1].id(), "a".to_owned()));
}

#[test]
fn what_filters_found_in_the_answer_stands_with_the_reason_of_its_end() {
    let found = json!({"hate": {"filtered": true, "severity": "high"}});
    let mut end = finish("content_filter");
    end["choices"][0]["content_filter_results"] = found.clone();

    let message =
        message([delta(&json!({"content": "a"})), end, json!({"choices": [], "usage": usage(1, 1)})]);
    assert_eq!(message.stop_reason(), Some("content_filter"));
    assert_eq!(message.response_metadata["content_filter_results"], found);
}
