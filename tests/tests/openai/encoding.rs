//! What is sent: conversations and options, as the API takes them.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::{AiMessage, Content, MediaBlock};
use runnable::{ContentBlock, ErrorKind, Message, Messages, Runnable, ToolCall, ToolChoice};
use runnable_providers::{ChatOpenAi, ResponseFormat, Tool, hosts};
pub(crate) use runnable_tests::weather;
use runnable_tests::{Script, ScriptedAnswer, weather_call};
use serde_json::{Value, json};

pub(crate) const WHOLE: &str = r#"{"id":"chatcmpl-1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Blub."},"finish_reason":"stop"}]}"#;

pub(crate) fn sent(model: impl FnOnce(ChatOpenAi) -> ChatOpenAi, input: impl Into<Messages>) -> Value {
    let script = Script::new([ScriptedAnswer::new(200, "application/json", WHOLE)]);
    let chat = ChatOpenAi::new("gpt-4o-mini").api_key("sk-test").transport(script.clone());
    block_on(model(chat).call(input).into_future()).expect("it can be sent");
    script.sent()
}

pub(crate) fn sent_messages(input: impl Into<Messages>) -> Value {
    sent(|model| model, input)["messages"].take()
}

fn refused(input: impl Into<Messages>) -> String {
    let chat = ChatOpenAi::new("gpt-4o-mini").api_key("sk-test").transport(Script::new([]));
    let error = block_on(chat.call(input).into_future()).expect_err("it cannot be sent");
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

pub(crate) fn call(id: &str) -> ContentBlock {
    weather_call(id, "Zürich")
}

#[test]
fn a_text_is_one_message_and_says_no_more_than_it_must() {
    assert_eq!(
        sent(|model| model, "hi"),
        json!({"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}]})
    );
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
                .reasoning_effort("low")
                .verbosity("low")
                .presence_penalty(0.1)
                .frequency_penalty(-0.1)
                .seed(7)
                .logprobs(2)
                .logit_bias(json!({"50256": -100}))
                .service_tier("flex")
                .audio(json!({"voice": "alloy", "format": "wav"}))
                .prediction(json!({"type": "content", "content": "Blub"}))
                .web_search_options(json!({}))
                .store(false)
                .prompt_cache_key("fish")
                .safety_identifier("user-7")
                .extra_body("metadata", json!({"a": "b"}))
        },
        "hi",
    );

    assert_json_snapshot!(body);
}

#[test]
fn an_extra_field_wins_over_the_option_it_names() {
    let body = sent(|model| model.temperature(0.5).extra_body("temperature", 1), "hi");

    assert_eq!(body["temperature"], 1);
}

#[test]
fn a_stream_is_asked_what_it_used_unless_told_otherwise() {
    let streamed = |model: fn(ChatOpenAi) -> ChatOpenAi| {
        let body =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        let script = Script::new([ScriptedAnswer::new(200, "text/event-stream", body)]);
        let chat = model(ChatOpenAi::new("m").api_key("k").transport(script.clone())).streaming(true);
        block_on(chat.call("hi").into_future()).expect("it is answered");
        script.sent()
    };

    let asked = streamed(|model| model);
    assert_eq!((&asked["stream"], &asked["stream_options"]), (&json!(true), &json!({"include_usage": true})));
    assert_eq!(streamed(|model| model.stream_usage(false))["stream_options"], Value::Null);
    assert_eq!(streamed(|model| model.host(hosts::GROQ))["stream_options"], Value::Null);
}

#[test]
fn a_conversation_with_tools_is_what_it_was() {
    let messages = sent_messages(vec![
        Message::system("Be brief."),
        Message::human("What is the weather in Zürich and Rome?"),
        Message::ai(vec![ContentBlock::text("Let me see."), call("call_1"), call("call_2")]),
        Message::tool("call_1", "Sunny."),
        Message::tool_error("call_2", "No such city."),
        Message::ai(call("call_3")),
        Message::tool("call_3", vec![ContentBlock::text("Rain, "), ContentBlock::text("wind.")]),
        Message::system("Be kind."),
        Message::human("Well?"),
    ]);

    assert_json_snapshot!(messages);
}

#[test]
fn a_call_whose_arguments_are_no_json_is_sent_as_it_came() {
    let broken = AiMessage::from(
        runnable::AiMessageChunk::new(ContentBlock::from(runnable::ToolCallChunk {
            name: Some("get_weather".into()),
            args: "{\"city\": ".into(),
            id: Some("call_1".into()),
            ..Default::default()
        }))
        .into_last(),
    );
    let messages =
        sent_messages(vec![Message::human("Weather?"), broken.into(), Message::tool("call_1", "What?")]);

    assert_eq!(messages[1]["tool_calls"][0]["function"]["arguments"], "{\"city\": ");
}

#[test]
fn pictures_documents_and_sound_are_parts() {
    let named = MediaBlock::base64("application/pdf", "CCCC").with_extra("filename", "a.pdf");
    let detailed = MediaBlock::url("https://example.com/a.png").with_extra("detail", "low");
    let messages = sent_messages(Message::human(vec![
        ContentBlock::text("Compare.").with_extra("cache_control", json!({"type": "ephemeral"})),
        ContentBlock::Image(Box::new(detailed)),
        ContentBlock::image_base64("image/jpeg", "BBBB"),
        ContentBlock::File(Box::new(named)),
        ContentBlock::file_base64("application/pdf", "DDDD"),
        ContentBlock::File(Box::new(MediaBlock::file_id("file_1"))),
        ContentBlock::Audio(Box::new(MediaBlock::base64("audio/mpeg", "EEEE"))),
        ContentBlock::Audio(Box::new(MediaBlock::base64("audio/wav", "FFFF"))),
        ContentBlock::plain_text("Grass is green."),
        ContentBlock::non_standard(json!({"type": "sketch", "lines": 3})),
    ]));

    assert_json_snapshot!(messages[0]["content"]);
}

#[test]
fn what_cannot_be_sent_is_refused_with_its_place() {
    let human = |block: ContentBlock| vec![Message::human("hi"), Message::human(Content::from(vec![block]))];

    assert_eq!(
        refused(human(ContentBlock::file_url("https://example.com/a.pdf"))),
        "message 1, block 0: Chat Completions take a document in base64 or by its id, not by its address"
    );
    assert_eq!(
        refused(human(ContentBlock::Audio(Box::new(MediaBlock::url("https://example.com/a.wav"))))),
        "message 1, block 0: sound is sent in base64"
    );
    assert_eq!(
        refused(human(ContentBlock::reasoning("Hm."))),
        "message 1, block 0: a block of type `reasoning` cannot be sent in such a message"
    );
    let nameless = ToolCall { name: "f".into(), args: json!({}), ..ToolCall::default() };
    assert_eq!(
        refused(vec![Message::ai(ContentBlock::from(nameless))]),
        "message 0, block 0: the call of `f` has no id"
    );
}

#[test]
fn tools_are_those_of_the_caller_and_of_the_provider() {
    let custom = json!({"type": "custom", "custom": {"name": "run"}});
    let strict = weather().extra("strict", true);
    let body = sent(|model| model.tools([Tool::from(weather()), strict.into(), custom.into()]), "hi");

    assert_json_snapshot!(body["tools"]);
}

#[test]
fn a_tool_is_chosen_by_word_or_name() {
    let choice = |choice: ToolChoice| sent(|model| model.tool_choice(choice), "hi")["tool_choice"].take();

    assert_eq!(choice("auto".into()), "auto");
    assert_eq!(choice("any".into()), "required");
    assert_eq!(choice("none".into()), "none");
    assert_eq!(
        choice("get_weather".into()),
        json!({"type": "function", "function": {"name": "get_weather"}})
    );
    let alone = sent(|model| model.parallel_tool_calls(false), "hi");
    assert_eq!(alone["parallel_tool_calls"], false);
}

#[test]
fn an_answer_may_have_a_form() {
    let format =
        |format: ResponseFormat| sent(|model| model.response_format(format), "hi")["response_format"].take();
    let native = json!({"type": "grammar", "grammar": "root ::= \"a\""});

    assert_eq!(format(ResponseFormat::Json), json!({"type": "json_object"}));
    assert_eq!(format(native.clone().into()), native);
    assert_json_snapshot!(format(weather().extra("strict", true).into()));
}

#[test]
fn models_of_the_o_series_call_the_system_the_developer() {
    let role = |model: &str| {
        let script = Script::new([ScriptedAnswer::new(200, "application/json", WHOLE)]);
        let chat = ChatOpenAi::new(model).api_key("k").transport(script.clone());
        block_on(chat.call([("system", "Be brief."), ("human", "hi")]).into_future())
            .expect("it is answered");
        script.sent()["messages"][0]["role"].take()
    };

    assert_eq!((role("o3-mini"), role("o1")), ("developer".into(), "developer".into()));
    assert_eq!((role("gpt-5"), role("omni")), ("system".into(), "system".into()));
}
