//! What is sent: conversations and options, as the API takes them.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::{AiMessage, Content, MediaBlock, PlainTextBlock};
use runnable::{ContentBlock, Error, ErrorKind, Message, Messages, Runnable, ToolCall, ToolChoice, ToolSpec};
use runnable_providers::{ChatAnthropic, Thinking, Tool};
use runnable_tests::{weather, weather_call};
use serde_json::{Value, json};

use super::bodies::{BLUB, WHOLE_BLUB};
use super::script::{Answer, Ask as _, Script};

fn sent(model: impl FnOnce(ChatAnthropic) -> ChatAnthropic, input: impl Into<Messages>) -> Value {
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
    block_on(model(script.model()).call(input).into_future()).expect("it can be sent");
    script.sent()
}

fn sent_messages(input: impl Into<Messages>) -> Value {
    sent(|model| model, input)["messages"].take()
}

fn refused(input: impl Into<Messages>) -> Error {
    let script = Script::new([]);
    block_on(script.model().call(input).into_future()).expect_err("it cannot be sent")
}

fn call(id: &str) -> ContentBlock {
    weather_call(id, "Bern")
}

#[test]
fn a_text_is_one_user_turn_and_says_no_more_than_it_must() {
    assert_json_snapshot!(sent(|model| model, "hi"));
}

#[test]
fn every_option_has_its_place() {
    let body = sent(
        |model| {
            model
                .max_tokens(500)
                .temperature(0.5)
                .top_p(0.9)
                .top_k(40)
                .stop(["STOP", "END"])
                .thinking(1024)
                .effort("low")
                .user_id("user-7")
                .service_tier("standard_only")
                .container("container_1")
                .cache_control(json!({"type": "ephemeral"}))
                .context_management(json!({"edits": []}))
                .mcp_servers(json!([{"type": "url", "name": "wiki", "url": "https://mcp.example.com"}]))
                .extra_body("inference_geo", "eu")
        },
        "hi",
    );

    assert_json_snapshot!(body);
}

#[test]
fn an_extra_field_wins_over_the_option_it_names() {
    let body = sent(|model| model.max_tokens(5).extra_body("max_tokens", 7), "hi");

    assert_eq!(body["max_tokens"], 7);
}

#[test]
fn system_messages_at_the_start_are_the_prompt() {
    let one = sent(|model| model, [("system", "Be brief."), ("human", "hi")]);
    let two = sent(|model| model, [("system", "Be brief."), ("system", "Be kind."), ("human", "hi")]);
    let cached = ContentBlock::text("Be brief.").with_extra("cache_control", json!({"type": "ephemeral"}));
    let cached = sent(|model| model, vec![Message::system(cached), Message::human("hi")]);

    assert_json_snapshot!([&one["system"], &two["system"], &cached["system"]]);
}

#[test]
fn a_system_message_later_on_stays_where_a_model_takes_it_and_moves_where_not() {
    let messages = || Messages::from([("human", "hi"), ("system", "Be brief.")]);
    let old = sent(|model| model, messages());
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
    let new = ChatAnthropic::new("claude-opus-5-5").api_key("sk-ant-test").transport(script.clone());
    block_on(new.call(messages()).into_future()).unwrap();

    assert_eq!(old["system"], "Be brief.");
    assert_eq!(script.sent()["messages"][1], json!({"role": "system", "content": "Be brief."}));
    let apart = refused([("system", "a"), ("human", "b"), ("system", "c")]);
    assert_eq!(apart.to_string(), "message 2 is a system message apart from those before it");
}

#[test]
fn messages_of_one_side_are_one_turn() {
    let messages = sent_messages(vec![
        Message::human("What is the weather"),
        Message::human("in Bern and Rome?"),
        Message::ai(vec![ContentBlock::text("Let me see."), call("toolu_1"), call("toolu_2")]),
        Message::tool("toolu_1", "Sunny."),
        Message::tool_error("toolu_2", "No such city."),
        Message::human("Well?"),
    ]);

    assert_json_snapshot!(messages);
}

#[test]
fn pictures_and_documents_come_from_anywhere() {
    let titled = MediaBlock::url("https://example.com/a.pdf")
        .with_extra("title", "A")
        .with_extra("context", "old")
        .with_extra("citations", json!({"enabled": true}));
    let plain =
        PlainTextBlock { text: "Grass is green.".into(), title: Some("Grass".into()), ..Default::default() };
    let messages = sent_messages(Message::human(vec![
        ContentBlock::text("Compare."),
        ContentBlock::image_url("https://example.com/a.png"),
        ContentBlock::image_url("data:image/png;base64,AAAA"),
        ContentBlock::image_base64("image/jpeg", "BBBB")
            .with_extra("cache_control", json!({"type": "ephemeral"})),
        ContentBlock::Image(Box::new(MediaBlock::file_id("file_1"))),
        ContentBlock::file_base64("application/pdf", "CCCC"),
        ContentBlock::File(Box::new(titled)),
        ContentBlock::File(Box::new(MediaBlock::file_id("file_2"))),
        ContentBlock::PlainText(Box::new(plain)),
        ContentBlock::non_standard(
            json!({"type": "search_result", "source": "s", "title": "t", "content": []}),
        ),
    ]));

    assert_json_snapshot!(messages[0]["content"]);
}

#[test]
fn a_tool_result_holds_text_or_blocks_and_is_cached_as_a_whole() {
    let picture = ContentBlock::image_base64("image/png", "AAAA");
    let cached = ContentBlock::text("Sunny.").with_extra("cache_control", json!({"type": "ephemeral"}));
    let messages = sent_messages(vec![
        Message::human("Weather?"),
        Message::ai(vec![call("toolu_1"), call("toolu_2")]),
        Message::tool("toolu_1", vec![cached, picture]),
        Message::tool("toolu_2", ""),
    ]);

    assert_json_snapshot!(messages[2]["content"]);
}

#[test]
fn tools_are_those_of_the_caller_and_of_the_provider() {
    let search = json!({"type": "web_search_20250305", "name": "web_search", "max_uses": 2});
    let cached = weather().extra("cache_control", json!({"type": "ephemeral"}));
    let body = sent(|model| model.tools([Tool::from(weather()), cached.into(), search.into()]), "hi");

    assert_json_snapshot!(body["tools"]);
}

#[test]
fn a_tool_is_chosen_by_word_or_name() {
    let choice = |choice: ToolChoice| sent(|model| model.tool_choice(choice), "hi")["tool_choice"].take();
    let alone = sent(|model| model.tool_choice("any").parallel_tool_calls(false), "hi");
    let default = sent(|model| model.parallel_tool_calls(false), "hi");

    assert_eq!(choice("auto".into()), json!({"type": "auto"}));
    assert_eq!(choice("required".into()), json!({"type": "any"}));
    assert_eq!(choice("none".into()), json!({"type": "none"}));
    assert_eq!(choice("get_weather".into()), json!({"type": "tool", "name": "get_weather"}));
    assert_eq!(alone["tool_choice"], json!({"type": "any", "disable_parallel_tool_use": true}));
    assert_eq!(default["tool_choice"], json!({"type": "auto", "disable_parallel_tool_use": true}));
}

#[test]
fn bound_tools_leave_the_model_as_it_was() {
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
    let model = script.model();
    let _bound = model.bind_tools([weather()]);

    block_on(model.call("hi").into_future()).unwrap();

    assert_eq!(script.sent()["tools"], Value::Null);
}

#[test]
fn thinking_is_a_budget_or_adaptive_or_off() {
    let thinking = |thinking: Thinking| sent(|model| model.thinking(thinking), "hi")["thinking"].take();

    assert_eq!(thinking(2048.into()), json!({"type": "enabled", "budget_tokens": 2048}));
    assert_eq!(thinking(Thinking::Adaptive), json!({"type": "adaptive", "display": "summarized"}));
    assert_eq!(thinking(Thinking::Disabled), json!({"type": "disabled"}));
    assert_eq!(thinking(json!({"type": "adaptive"}).into()), json!({"type": "adaptive"}));
}

#[test]
fn betas_are_those_named_and_those_needed_each_once() {
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
    let model = script
        .model()
        .beta("files-api-2025-04-14")
        .beta("mcp-client-2025-11-20")
        .tools([json!({"type": "code_execution_20250522", "name": "code_execution"})])
        .mcp_servers(json!([]));

    block_on(model.call("hi").into_future()).unwrap();

    let betas = "files-api-2025-04-14,mcp-client-2025-11-20,code-execution-2025-05-22";
    assert_eq!(script.asked()[0].headers.get("anthropic-beta"), Some(betas));
}

#[test]
fn the_head_of_a_request_says_who_asks_for_what() {
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);

    block_on(script.model().header("X-Team", "fish").call("hi").into_future()).unwrap();

    let request = &script.asked()[0];
    assert_eq!(request.url, "https://api.anthropic.com/v1/messages");
    let header = |name| request.headers.get(name);
    assert_eq!(header("x-api-key"), Some("sk-ant-test-0123456789"));
    assert_eq!(header("anthropic-version"), Some("2023-06-01"));
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("accept-encoding"), Some("identity"));
    assert_eq!(header("x-team"), Some("fish"));
    assert_eq!(header("anthropic-beta"), None);
}

#[test]
fn an_id_that_the_api_would_refuse_is_replaced_in_call_and_result_alike() {
    let messages = sent_messages(vec![
        Message::human("Weather?"),
        Message::ai(call("functions.get_weather:0")),
        Message::tool("functions.get_weather:0", "Sunny."),
    ]);

    let id = messages[1]["content"][0]["id"].as_str().unwrap();
    assert!(id.starts_with("toolu_") && id.len() == 22, "{id}");
    assert_eq!(messages[2]["content"][0]["tool_use_id"], id);
}

#[test]
fn of_another_providers_answer_text_and_calls_are_sent() {
    let signed = ContentBlock::reasoning("Hm.").with_extra("signature", "sig");
    let mut foreign = AiMessage::new(vec![signed.clone(), ContentBlock::text("Yes."), call("call_1")]);
    foreign.response_metadata.insert("model_provider".into(), "openai".into());
    let own = AiMessage::new(vec![signed, ContentBlock::text("Yes."), call("call_1")]);

    let kinds = |message: AiMessage| {
        let sent = sent_messages(vec![Message::human("?"), message.into(), Message::human("!")]);
        let content = sent[1]["content"].as_array().unwrap().clone();
        content.into_iter().map(|block| block["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(foreign), ["text", "tool_use"]);
    assert_eq!(kinds(own), ["thinking", "text", "tool_use"]);
}

#[test]
fn blank_texts_and_empty_answers_are_left_out() {
    let messages = sent_messages(vec![
        Message::human(vec![ContentBlock::text("hi"), ContentBlock::text("  ")]),
        Message::ai(""),
        Message::human("still there?"),
        Message::ai("I would say: "),
    ]);

    assert_json_snapshot!(messages);
}

#[test]
fn what_cannot_be_sent_is_an_error_that_says_where_it_stands() {
    let video = ContentBlock::Video(Box::new(MediaBlock::url("https://example.com/a.mp4")));
    let place = |content: Content| refused(vec![Message::human("look:"), Message::human(content)]);
    let error = place(vec![ContentBlock::text("a"), video].into());

    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(
        error.to_string(),
        "message 1, block 1: `claude-haiku-4-5` at anthropic knows no films; if it does, say \
         `.supports([Feature::VideoInput])`"
    );
    let nameless = ToolCall { name: "f".into(), ..ToolCall::default() };
    let error = refused(vec![Message::human("?"), Message::ai(ContentBlock::from(nameless))]);
    assert_eq!(error.to_string(), "message 1, block 0: the call of `f` has no id");
}

#[test]
fn a_conversation_with_tools_is_sent_as_langchain_sends_it() {
    const CASE: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/conformance/anthropic/agent_loop_streaming_2/request.json"
    );
    let Ok(recorded) = std::fs::read(CASE) else {
        eprintln!("skipped: {CASE} is absent");
        return;
    };
    let recorded: Value = serde_json::from_slice(&recorded).unwrap();
    let script = Script::new([Answer::stream(BLUB)]);
    let schema =
        json!({"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]});
    let tool = ToolSpec::new("get_weather", schema).description("Get the weather for a location.");
    let call = ToolCall {
        name: "get_weather".into(),
        args: json!({"location": "San Francisco, CA"}),
        id: Some("toolu_01DoxA6XXQEf12XZeM869dvZ".into()),
        ..ToolCall::default()
    };
    let call = ContentBlock::from(call).with_extra("caller", json!({"type": "direct"}));
    let history = vec![
        Message::human("What is the weather in San Francisco, CA?"),
        Message::ai(call),
        Message::tool("toolu_01DoxA6XXQEf12XZeM869dvZ", "It's sunny."),
    ];

    let model = ChatAnthropic::new("claude-haiku-4-5-20251001").api_key("k").transport(script.clone());
    block_on(model.tools([tool]).streaming(true).call(history).into_future()).unwrap();

    assert_eq!(script.sent(), recorded["body"]);
}
