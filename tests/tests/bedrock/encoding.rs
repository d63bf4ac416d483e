//! What is sent: conversations and options, as the API takes them.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::{AiMessage, MediaBlock, PlainTextBlock};
use runnable::{ContentBlock, ErrorKind, Message, Messages, Runnable, ToolChoice, ToolSpec};
use runnable_providers::{ChatBedrock, ResponseFormat, Tool};
use runnable_tests::weather_call;
use serde_json::{Value, json};

use super::bodies::{WHOLE_BLUB, answering, asked};

fn sent(model: impl FnOnce(ChatBedrock) -> ChatBedrock, input: impl Into<Messages>) -> Value {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    block_on(model(asked(&answer)).call(input).into_future()).expect("it can be sent");
    answer.sent()
}

fn refused(model: impl FnOnce(ChatBedrock) -> ChatBedrock, input: impl Into<Messages>) -> String {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let error = block_on(model(asked(&answer)).call(input).into_future()).expect_err("it cannot be sent");
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

fn weather() -> ToolSpec {
    let schema = json!({"type": "object", "properties": {"city": {"type": ["string", "null"]}}});
    ToolSpec::new("get_weather", schema).description("The weather of a city.")
}

fn call(id: &str) -> ContentBlock {
    weather_call(id, "Bern")
}

fn conversation() -> Vec<Message> {
    vec![
        Message::system("Be brief."),
        Message::human("What is the weather"),
        Message::human("in Bern and Rome?"),
        Message::ai(vec![ContentBlock::text("Let me see."), call("c1"), call("c2")]),
        Message::tool("c1", "Sunny."),
        Message::tool_error("c2", ""),
        Message::human("Well?"),
    ]
}

fn cached(block: ContentBlock, control: Value) -> ContentBlock {
    block.with_extra("cache_control", control)
}

#[test]
fn a_text_is_one_turn_and_says_no_more_than_it_must() {
    assert_eq!(
        sent(|model| model, "hi"),
        json!({"messages": [{"role": "user", "content": [{"text": "hi"}]}]})
    );
}

#[test]
fn every_option_has_its_place() {
    assert_json_snapshot!(sent(
        |model| {
            model
                .max_tokens(500)
                .temperature(0.5)
                .top_p(0.9)
                .top_k(40)
                .stop(["STOP", "END"])
                .model_field("thinking", json!({"type": "enabled", "budget_tokens": 1024}))
                .response_fields(["/usage"])
                .guardrail("gr1", "DRAFT")
                .latency("optimized")
                .service_tier("priority")
                .request_metadata(json!({"team": "fish"}))
                .extra_body("promptVariables", json!({}))
        },
        "hi",
    ));
}

#[test]
fn messages_of_one_side_are_one_turn() {
    assert_json_snapshot!(sent(|model| model.tools([weather()]), conversation()));
}

#[test]
fn calls_and_results_are_told_in_words_where_no_tools_are_offered() {
    let body = sent(|model| model.tools([weather()]).tool_choice("none"), conversation());

    assert_eq!(body["toolConfig"], Value::Null);
    assert_json_snapshot!(body["messages"]);
}

#[test]
fn files_are_here_or_at_amazon() {
    let named = MediaBlock::base64("application/pdf", "CCCC")
        .with_extra("name", "A.fish/report_1")
        .with_extra("citations", json!({"enabled": true}));
    let plain = PlainTextBlock {
        text: "Grass is green.".into(),
        title: Some("Grass".into()),
        context: Some("old".into()),
        ..Default::default()
    };
    let message = Message::human(vec![
        ContentBlock::text("Compare."),
        ContentBlock::image_base64("image/jpg", "AAAA"),
        ContentBlock::image_url("data:image/png;base64,BBBB"),
        ContentBlock::image_url("s3://bucket/a.webp"),
        ContentBlock::Video(Box::new(MediaBlock::base64("video/quicktime", "DDDD"))),
        ContentBlock::Audio(Box::new(MediaBlock::base64("audio/x-wav", "EEEE"))),
        ContentBlock::File(Box::new(named)),
        ContentBlock::file_base64("text/css", "FFFF"),
        ContentBlock::file_url("s3://bucket/a.docx"),
        ContentBlock::PlainText(Box::new(plain)),
        ContentBlock::non_standard(json!({"searchResult": {"source": "s", "title": "t", "content": []}})),
    ]);

    assert_json_snapshot!(sent(|model| model, message)["messages"][0]["content"]);
}

#[test]
fn points_of_the_cache_stand_behind_what_is_cached() {
    let short = json!({"type": "ephemeral"});
    let long = json!({"type": "ephemeral", "ttl": "1h"});
    let body = sent(
        |model| model.tools([Tool::from(weather().extra("cache_control", short.clone()))]),
        vec![
            Message::system(cached(ContentBlock::text("Be brief."), long)),
            Message::human("Weather?"),
            Message::ai(call("c1")),
            Message::tool("c1", cached(ContentBlock::text("Sunny."), short.clone())),
            Message::tool("c2", ContentBlock::non_standard(json!({"cachePoint": {"type": "default"}}))),
        ],
    );

    assert_eq!(body["system"][1], json!({"cachePoint": {"type": "default", "ttl": "1h"}}));
    assert_eq!(body["toolConfig"]["tools"][1], json!({"cachePoint": {"type": "default"}}));
    let results = body["messages"][2]["content"].as_array().unwrap();
    let kinds: Vec<_> = results.iter().flat_map(|block| block.as_object().unwrap().keys()).collect();
    assert_eq!(kinds, ["toolResult", "cachePoint", "toolResult", "cachePoint"]);
}

#[test]
fn tools_are_those_of_the_caller_and_of_amazon() {
    let body = sent(
        |model| {
            let nameless = ToolSpec::new("f", json!({"type": "object"})).extra("strict", true);
            model.tools([
                Tool::from(weather()),
                nameless.into(),
                json!({"systemTool": {"name": "nova_grounding"}}).into(),
            ])
        },
        "hi",
    );

    assert_json_snapshot!(body["toolConfig"]);
}

#[test]
fn a_tool_is_chosen_by_word_or_name() {
    let choice = |choice: ToolChoice| {
        sent(|model| model.tools([weather()]).tool_choice(choice), "hi")["toolConfig"]["toolChoice"].take()
    };
    let alone = sent(|model| model.tools([weather()]).tool_choice("any").parallel_tool_calls(false), "hi");

    assert_eq!(choice("auto".into()), json!({"auto": {}}));
    assert_eq!(choice("any".into()), json!({"any": {}}));
    assert_eq!(choice("get_weather".into()), json!({"tool": {"name": "get_weather"}}));
    let fields = json!({"tool_choice": {"type": "any", "disable_parallel_tool_use": true}});
    assert_eq!(alone["additionalModelRequestFields"], fields);
}

#[test]
fn the_form_of_an_answer_is_a_closed_schema_in_a_text() {
    let format =
        |format: ResponseFormat| sent(|model| model.response_format(format), "hi")["outputConfig"].take();

    let mut config = format(weather().into());
    let schema = config["textFormat"]["structure"]["jsonSchema"]["schema"].take();
    let schema: Value = serde_json::from_str(schema.as_str().unwrap()).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    let named = json!({"schema": null, "name": "get_weather", "description": "The weather of a city."});
    let expected = json!({"textFormat": {"type": "json_schema", "structure": {"jsonSchema": named}}});
    assert_eq!(config, expected);
    assert_eq!(format(json!({"effort": "low"}).into()), json!({"effort": "low"}));
}

/// The blocks in which the thoughts of an answer of this model are sent to the other one.
fn thoughts(from: &str, to: &str, signature: &str) -> Value {
    let mut answer = AiMessage::new(vec![
        ContentBlock::reasoning("Hm.").with_index(0).with_extra("signature", signature),
        ContentBlock::text("Yes."),
    ]);
    answer.response_metadata.insert("model_provider".to_owned(), "bedrock_converse".into());
    answer.response_metadata.insert("model_name".to_owned(), from.into());
    let kept = answering(200, "application/json", WHOLE_BLUB);
    let chat = ChatBedrock::new(to).api_key("bedrock-test-0123456789").transport(kept.clone());
    block_on(chat.call(vec![Message::human("hi"), answer.into(), Message::human("go on")]).into_future())
        .unwrap();
    kept.sent()["messages"][1]["content"].take()
}

#[test]
fn thoughts_are_sent_back_to_those_who_can_read_them() {
    let claude = "us.anthropic.claude-sonnet-4-20250514-v1:0";
    let signed = json!([{"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "SIG"}}}, {"text": "Yes."}]);
    let unsigned = json!([{"reasoningContent": {"reasoningText": {"text": "Hm."}}}, {"text": "Yes."}]);
    let none = json!([{"text": "Yes."}]);

    assert_eq!(thoughts(claude, "eu.anthropic.claude-opus-4-5-v1:0", "SIG"), signed);
    assert_eq!(thoughts(claude, claude, ""), none);
    assert_eq!(thoughts(claude, "amazon.nova-2-lite-v1:0", "SIG"), none);
    assert_eq!(thoughts("amazon.nova-2-lite-v1:0", "us.amazon.nova-2-lite-v1:0", ""), unsigned);
    assert_eq!(thoughts("us.amazon.nova-lite-v1:0", "us.amazon.nova-lite-v1:0", "SIG"), none);
    assert_eq!(thoughts("deepseek.r1-v1:0", "deepseek.r1-v1:0", "SIG"), none);
}

#[test]
fn a_turn_without_content_says_nothing_in_so_many_words() {
    let messages =
        sent(|model| model, vec![Message::human(" "), Message::ai(""), Message::human("hi")])["messages"]
            .take();

    let nothing = json!([{"text": "."}]);
    assert_eq!((&messages[0]["content"], &messages[1]["content"]), (&nothing, &nothing));
    let trimmed = sent(|model| model, vec![Message::human("hi"), Message::ai("So: \n")])["messages"].take();
    assert_eq!(trimmed[1]["content"], json!([{"text": "So:"}]));
}

#[test]
fn what_cannot_be_sent_is_refused_by_name() {
    let picture =
        refused(|model| model, Message::human(ContentBlock::image_url("https://example.com/a.png")));
    assert_eq!(picture, "message 0, block 0: a file must be here in base64, or at an `s3://` address");
    let zip = refused(|model| model, Message::human(ContentBlock::file_base64("application/zip", "AAAA")));
    assert_eq!(zip, "message 0, block 0: a document of type `application/zip` cannot be sent");
    assert!(refused(|model| model.response_format(ResponseFormat::Json), "hi").contains("a schema"));
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let nova = ChatBedrock::new("amazon.nova-lite-v1:0").api_key("bedrock-test-0123456789").transport(answer);
    let error = block_on(nova.parallel_tool_calls(false).call("hi").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
}
