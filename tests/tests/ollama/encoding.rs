//! Requests.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::MediaBlock;
use runnable::{AiMessage, ContentBlock, ErrorKind, Message, Messages, Runnable, ToolCallChunk, ToolSpec};
use runnable_providers::{ChatOllama, Feature, ResponseFormat};
use runnable_tests::{Script, ScriptedAnswer, weather_call};
use serde_json::{Value, json};

use super::decoding::DONE;

/// The body of the request that the model makes of a conversation.
fn sent(change: impl FnOnce(ChatOllama) -> ChatOllama, input: impl Into<Messages>) -> Value {
    let script = Script::new([ScriptedAnswer::new(200, "application/json", DONE)]);
    let model = change(ChatOllama::new("qwen3:4b").transport(script.clone()));
    block_on(model.call(input).into_future()).unwrap();
    script.sent()
}

fn refused(change: impl FnOnce(ChatOllama) -> ChatOllama, input: impl Into<Messages>) -> String {
    let model = change(ChatOllama::new("qwen3:4b").transport(Script::default()));
    let error = block_on(model.call(input).into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

fn weather() -> ToolSpec {
    runnable_tests::weather().description("The weather in a city.")
}

fn call(id: &str) -> ContentBlock {
    weather_call(id, "Oslo")
}

#[test]
fn a_plain_request_says_what_was_asked_and_nothing_else() {
    let body = sent(|model| model, [("system", "Be brief."), ("human", "hi")]);

    assert_eq!(
        body,
        json!({
            "model": "qwen3:4b",
            "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}],
            "stream": false,
        })
    );
}

#[test]
fn a_conversation_with_tools_thoughts_and_pictures() {
    let mut answer = AiMessage::new(vec![
        ContentBlock::reasoning("I need "),
        ContentBlock::reasoning("the weather."),
        ContentBlock::text("Let me look."),
        call("call_1"),
        call("call_2"),
    ]);
    answer.response_metadata.insert("model_provider".into(), "ollama".into());
    let messages = vec![
        Message::system("Be brief."),
        Message::human(vec![
            ContentBlock::text("Where is this?"),
            ContentBlock::image_base64("image/png", "aGk="),
            ContentBlock::image_url("data:image/jpeg;base64,aG8="),
            ContentBlock::text("And how is the weather there?"),
        ]),
        answer.into(),
        Message::tool("call_1", "Sunny."),
        Message::tool_error("call_2", "No such city."),
        Message::human("Thanks."),
    ];

    assert_json_snapshot!(sent(|model| model.tools([weather()]), messages));
}

#[test]
fn options_are_where_ollama_looks_for_them() {
    let change = |model: ChatOllama| {
        model
            .max_tokens(64)
            .temperature(0.5)
            .top_p(0.9)
            .top_k(40)
            .stop(["\n\n"])
            .num_ctx(8192)
            .seed(7)
            .run_option("repeat_penalty", 1.1)
            .think("high")
            .keep_alive("10m")
            .logprobs(3)
            .streaming(false)
            .extra_body("truncate", false)
    };

    assert_json_snapshot!(sent(change, "hi"));
}

#[test]
fn a_run_option_wins_over_the_option_of_all_models() {
    let body = sent(|model| model.run_option("num_predict", -1).max_tokens(64), "hi");

    assert_eq!(body["options"], json!({"num_predict": -1}));
}

#[test]
fn a_form_is_json_or_a_schema_or_as_it_is_given() {
    let format = |format: ResponseFormat| sent(|model| model.response_format(format), "hi")["format"].take();

    assert_eq!(format(ResponseFormat::Json), "json");
    assert_eq!(format(weather().into()), weather().input_schema);
    assert_eq!(format(json!({"type": "string"}).into()), json!({"type": "string"}));
}

#[test]
fn the_tool_that_must_be_called_is_the_only_one() {
    let other = json!({"type": "function", "function": {"name": "other"}});
    let names = |choice: &str| {
        let tools = [weather().into(), runnable_providers::Tool::from(other.clone())];
        let body = sent(|model| model.tools(tools).tool_choice(choice), "hi");
        let tools = body["tools"].as_array().cloned().unwrap_or_default();
        tools.iter().map(|tool| tool["function"]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    assert_eq!(names("auto"), ["get_weather", "other"]);
    assert_eq!(names("get_weather"), ["get_weather"]);
    assert_eq!(names("other"), ["other"]);
    assert!(names("none").is_empty());
    let text = refused(|model| model.tools([weather()]).tool_choice("any"), "hi");
    assert_eq!(text, "Ollama cannot make a model call any tool: name one, or leave the choice to the model");
}

#[test]
fn what_cannot_be_sent_is_an_error_that_says_where_it_stands() {
    let picture = vec![ContentBlock::text("See:"), ContentBlock::image_url("https://example.com/a.png")];
    let video = ContentBlock::Video(Box::new(MediaBlock::url("https://example.com/a.mp4")));

    let text = refused(|model| model, vec![Message::human(picture)]);
    assert_eq!(text, "message 0, block 1: Ollama takes pictures in base64 only");
    let supported = |model: ChatOllama| model.supports([Feature::VideoInput]);
    let text = refused(supported, vec![Message::human("See:"), Message::human(vec![video])]);
    assert_eq!(text, "message 1, block 0: a block of type `video` cannot be sent to Ollama");
}

#[test]
fn of_another_providers_answer_text_and_calls_are_sent() {
    let broken = ToolCallChunk { name: Some("f".into()), args: "{\"a".into(), ..ToolCallChunk::default() };
    let mut foreign =
        AiMessage::new(vec![ContentBlock::reasoning("Hm."), ContentBlock::text("Yes."), broken.into()]);
    foreign.response_metadata.insert("model_provider".into(), "anthropic".into());

    let body = sent(|model| model, vec![Message::human("?"), foreign.into(), Message::human("!")]);

    let expected = json!({
        "role": "assistant",
        "content": "Yes.",
        "tool_calls": [{"function": {"name": "f", "arguments": {}}}],
    });
    assert_eq!(body["messages"][1], expected);
}

#[test]
fn an_answer_that_came_can_be_sent_back() {
    let tape = runnable_fixtures::Fixture::load("ollama/tool_call").unwrap();
    let bytes = tape.exchanges()[0].body.bytes().clone();
    let answer = super::decoding::decode([&*bytes]).message();

    let body =
        sent(|model| model, vec![Message::human("?"), answer.into(), Message::tool("call_x1fs9wq2", "9 °C")]);

    assert_eq!(
        body["messages"],
        json!([
            {"role": "user", "content": "?"},
            {
                "role": "assistant",
                "content": "I'll look that up.",
                "tool_calls": [{"id": "call_x1fs9wq2", "function": {"name": "get_weather", "arguments": {"city": "Zürich"}}}],
            },
            {"role": "tool", "content": "9 °C", "tool_name": "get_weather", "tool_call_id": "call_x1fs9wq2"},
        ])
    );
}

/// What `ollama` 0.6 sent for it, without an empty list of tools, and with what its types leave out: the ids of the call
/// and its result, which Ollama's API has.
#[test]
fn a_conversation_with_tools_is_sent_as_ollamas_own_client_sends_it() {
    let messages = vec![
        Message::system("Be brief."),
        Message::human("What is the weather in Oslo?"),
        Message::ai(call("call_1")),
        Message::tool("call_1", "Sunny."),
        Message::human("Thanks."),
    ];

    let body = sent(|model| model.streaming(true).tools([weather()]), messages);

    let schema = json!({"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}});
    assert_eq!(
        body,
        json!({
            "model": "qwen3:4b",
            "stream": true,
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "What is the weather in Oslo?"},
                {"role": "assistant", "content": "", "tool_calls": [
                    {"id": "call_1", "function": {"name": "get_weather", "arguments": {"city": "Oslo"}}},
                ]},
                {"role": "tool", "content": "Sunny.", "tool_name": "get_weather", "tool_call_id": "call_1"},
                {"role": "user", "content": "Thanks."},
            ],
            "tools": [{
                "type": "function",
                "function": {"name": "get_weather", "description": "The weather in a city.", "parameters": schema},
            }],
        })
    );
}
