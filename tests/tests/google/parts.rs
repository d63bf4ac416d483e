//! Parts and places that the recordings do not show.

use runnable::{AiMessage, AiMessageChunk};
use serde_json::{Value, json};

use super::decoding::{decode_all, last, parts, text};

fn message(pieces: &[Value]) -> AiMessage {
    let mut responses: Vec<Value> = pieces.iter().map(parts).collect();
    let end = responses.pop().map(last);
    responses.extend(end);
    let decoded = decode_all(&responses);
    assert!(decoded.end.is_ok(), "{:?}", decoded.end);
    decoded.message()
}

fn blocks(pieces: &[Value]) -> Value {
    serde_json::to_value(message(pieces).blocks()).expect("blocks have a JSON form")
}

#[test]
fn texts_and_thoughts_that_follow_each_other_are_one_block_each() {
    let blocks = blocks(&[
        json!([{"text": "Hm", "thought": true}, {"text": ", yes.", "thought": true}, {"text": "A"}]),
        json!([{"text": "b"}, {"text": ""}]),
        json!([{"text": "Oh", "thought": true, "thoughtSignature": "-_=="}]),
        json!([{"text": "c"}]),
    ]);

    assert_eq!(
        blocks,
        json!([
            {"type": "reasoning", "reasoning": "Hm, yes.", "index": 0},
            {"type": "text", "text": "Ab", "index": 1},
            {"type": "reasoning", "reasoning": "Oh", "index": 2, "extras": {"signature": "+/=="}},
            {"type": "text", "text": "c", "index": 3},
        ])
    );
}

#[test]
fn a_call_without_an_id_gets_one_that_is_the_same_each_time_and_no_other_calls() {
    let call = json!({"functionCall": {"name": "f", "args": {"n": 1}}});
    let ids = || -> Vec<_> {
        let message = message(&[json!([call, call]), json!([call])]);
        message.tool_calls().map(|call| call.id.clone().unwrap()).collect()
    };

    let mut unique = ids();
    unique.sort();
    unique.dedup();

    assert_eq!(ids(), ids());
    assert_eq!(unique.len(), 3);
    let of_another_response = {
        let mut response = last(parts(&json!([call])));
        response["responseId"] = "r2".into();
        decode_all(&[response]).message().tool_calls().next().unwrap().id.clone().unwrap()
    };
    assert!(!ids().contains(&of_another_response));
}

#[test]
fn numbers_of_a_call_that_are_whole_are_integers() {
    let message = message(&[json!([{"functionCall": {"id": "c", "name": "f", "args": {"n": 2, "x": 1.5}}}])]);
    let written = r#"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"n": 2.0}}}]},
        "finishReason":"STOP"}]}"#
        .replace('\n', "");

    let from_text = super::decoding::decode([format!("data: {written}\n\n").as_bytes()]).message();

    assert_eq!(message.tool_calls().next().unwrap().args, json!({"n": 2, "x": 1.5}));
    assert_eq!(from_text.tool_calls().next().unwrap().args["n"].as_u64(), Some(2));
}

#[test]
fn code_and_its_result_belong_together() {
    let blocks = blocks(&[
        json!([{"executableCode": {"language": "PYTHON", "code": "1/0"}, "thoughtSignature": "AAAA"}]),
        json!([{"codeExecutionResult": {"outcome": "OUTCOME_FAILED", "output": "ZeroDivisionError"}}]),
        json!([{"executableCode": {"id": "e2", "language": "PYTHON", "code": "x=1"}}]),
        json!([{"codeExecutionResult": {"id": "e2", "outcome": "OUTCOME_OK"}}]),
    ]);

    assert_eq!(blocks[0]["extras"], json!({"signature": "AAAA"}));
    assert_eq!(blocks[1]["tool_call_id"], blocks[0]["id"]);
    assert_eq!((&blocks[1]["status"], &blocks[1]["extras"]["outcome"]), (&json!("error"), &json!(2)));
    assert_eq!((&blocks[3]["tool_call_id"], &blocks[3]["status"]), (&json!("e2"), &json!("success")));
}

#[test]
fn steps_of_googles_own_tools_are_calls_and_results() {
    let blocks = blocks(&[
        json!([{"toolCall": {"id": "t", "toolType": "GOOGLE_MAPS", "args": {"q": "x"}}, "thoughtSignature": "AAAA"}]),
        json!([{"toolResponse": {"id": "t", "toolType": "GOOGLE_MAPS", "response": {"ok": true}}}]),
        json!([{"toolCall": {"id": "m"}}]),
    ]);

    assert_eq!(
        blocks,
        json!([
            {"type": "server_tool_call", "name": "google_maps", "args": {"q": "x"}, "id": "t", "index": 0,
                "extras": {"signature": "AAAA"}},
            {"type": "server_tool_result", "tool_call_id": "t", "status": "success", "output": {"ok": true},
                "index": 1, "extras": {"block_type": "google_maps"}},
            {"type": "server_tool_call", "name": "media_processing", "args": {}, "id": "m", "index": 2},
        ])
    );
}

#[test]
fn files_are_blocks_of_their_kind() {
    let inline = |kind: &str| json!({"inlineData": {"mimeType": kind, "data": "AAAA"}});
    let blocks = blocks(&[
        json!([inline("image/png"), inline("audio/L16;codec=pcm;rate=24000"), inline("video/mp4")]),
        json!([inline("application/pdf"), {"fileData": {"mimeType": "image/png", "fileUri": "gs://b/a.png"}}]),
        json!([{"inlineData": {"mimeType": "image/png", "data": ""}}]),
    ]);

    let kinds: Vec<_> =
        blocks.as_array().unwrap().iter().map(|block| block["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["image", "audio", "video", "file", "image"]);
    assert_eq!(blocks[4]["url"], "gs://b/a.png");
}

#[test]
fn a_part_of_an_unknown_kind_is_kept_and_a_signature_alone_is_too() {
    let blocks = blocks(&[
        json!([{"text": "a"}, {"hologram": {"depth": 3}, "thought": true}]),
        json!([{"thoughtSignature": "AAAA"}, {}, {"thought": true}]),
    ]);

    assert_eq!(
        blocks,
        json!([
            {"type": "text", "text": "a", "index": 0},
            {"type": "non_standard", "value": {"hologram": {"depth": 3}, "thought": true}, "index": 1},
            {"type": "text", "text": "", "index": 2, "extras": {"signature": "AAAA"}},
        ])
    );
}

#[test]
fn of_several_candidates_the_first_is_read_wherever_it_stands() {
    let candidate = |index: u32, text: &str| json!({"index": index, "content": {"parts": [{"text": text}]}});
    let both = json!({"candidates": [candidate(1, "no"), candidate(0, "yes")]});
    let other = json!({"candidates": [candidate(1, "no")]});

    let decoded = decode_all(&[both, other, last(text("."))]);

    assert_eq!(decoded.text(), "yes.");
}

#[test]
fn what_the_answer_rests_on_is_told_once_for_every_source() {
    let mut response = last(text("Spain won."));
    response["candidates"][0]["groundingMetadata"] = json!({
        "webSearchQueries": ["who won"],
        "groundingChunks": [{"web": {"uri": "https://a.example", "title": "A"}}, {"maps": {"uri": "https://m.example"}}],
        "groundingSupports": [
            {"segment": {"startIndex": 0, "endIndex": 10, "text": "Spain won."}, "groundingChunkIndices": [0, 1, 9]},
            {"groundingChunkIndices": ["no number"]},
            {"segment": null},
        ],
    });
    response["candidates"][0]["urlContextMetadata"] =
        json!({"urlMetadata": [{"retrievedUrl": "https://a.example"}]});

    let message = decode_all(&[response]).message();

    let annotations = serde_json::to_value(message.blocks()).unwrap()[0]["annotations"].take();
    let urls: Vec<_> = annotations.as_array().unwrap().iter().map(|one| one["url"].clone()).collect();
    assert_eq!(urls, ["https://a.example", "https://m.example"]);
    let metadata = &message.response_metadata;
    assert_eq!(metadata["grounding_metadata"]["web_search_queries"], json!(["who won"]));
    assert_eq!(metadata["url_context_metadata"]["url_metadata"][0]["retrieved_url"], "https://a.example");
}

#[test]
fn a_response_that_says_nothing_gives_no_chunk() {
    let decoded = decode_all(&[text(""), json!({"responseId": "r1"}), last(text("a"))]);

    let texts: Vec<_> = decoded.chunks.iter().map(AiMessageChunk::text).collect();
    assert_eq!(texts, ["a"]);
}
