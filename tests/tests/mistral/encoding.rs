//! Requests.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::{MediaBlock, ToolMessage};
use runnable::{AiMessage, ContentBlock, ErrorKind, Message, Messages, Runnable, ToolCallChunk, ToolSpec};
use runnable_providers::{ChatMistral, Feature, ResponseFormat};
use runnable_tests::{Script, ScriptedAnswer, weather_call};
use serde_json::{Value, json};

const BLUB: &str =
    r#"{"id":"m1","model":"m","choices":[{"index":0,"message":{"content":"Blub."},"finish_reason":"stop"}]}"#;

/// A model, and the script that answers it.
fn model() -> (ChatMistral, Script) {
    let script = Script::new([ScriptedAnswer::new(200, "application/json", BLUB)]);
    (ChatMistral::new("mistral-small-latest").api_key("a-key-of-ours").transport(script.clone()), script)
}

/// The body of the request that the model makes of a conversation.
fn sent(change: impl FnOnce(ChatMistral) -> ChatMistral, input: impl Into<Messages>) -> Value {
    let (model, script) = model();
    block_on(change(model).call(input).into_future()).unwrap();
    script.sent()
}

fn weather() -> ToolSpec {
    runnable_tests::weather().description("The weather in a city.")
}

fn call(id: &str) -> ContentBlock {
    weather_call(id, "Oslo")
}

#[test]
fn a_plain_request_says_what_was_asked_and_nothing_else() {
    let (model, script) = model();
    block_on(model.call([("system", "Be brief."), ("human", "hi")]).into_future()).unwrap();

    assert_eq!(
        script.sent(),
        json!({
            "model": "mistral-small-latest",
            "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}],
            "stream": false,
        })
    );
    let request = &script.asked()[0];
    assert_eq!(request.url, "https://api.mistral.ai/v1/chat/completions");
    assert_eq!(request.headers.get("authorization"), Some("Bearer a-key-of-ours"));
}

#[test]
fn a_conversation_with_tools_thoughts_and_files() {
    let mut answer = AiMessage::new(vec![
        ContentBlock::reasoning("I need the weather.").with_extra("signature", "s1"),
        ContentBlock::text("Let me look."),
        call("D681PevKs"),
        call("toolu_01Weather"),
    ]);
    answer.response_metadata.insert("model_provider".into(), "mistralai".into());
    let titled = MediaBlock::url("https://example.com/a.pdf").with_extra("title", "A");
    let messages = vec![
        Message::human(vec![
            ContentBlock::text("Where is this?"),
            ContentBlock::image_base64("image/png", "aGk="),
            ContentBlock::image_url("https://example.com/a.png").with_extra("detail", "low"),
            ContentBlock::File(Box::new(titled)),
            ContentBlock::file_base64("application/pdf", "aG8="),
            ContentBlock::File(Box::new(MediaBlock::file_id("file-1"))),
            ContentBlock::Audio(Box::new(MediaBlock::base64("audio/mpeg", "aGE="))),
            ContentBlock::plain_text("A document."),
            ContentBlock::non_standard(
                json!({"type": "input_audio", "input_audio": {"data": "aGE=", "format": "mp3"}}),
            ),
        ]),
        answer.into(),
        Message::tool("D681PevKs", "Sunny."),
        Message::tool("toolu_01Weather", vec![ContentBlock::text("Rain"), ContentBlock::text(" soon.")]),
        Message::ai("It is"),
    ];

    assert_json_snapshot!(sent(|model| model.tools([weather()]), messages));
}

#[test]
fn options_are_fields_of_the_body() {
    let change = |model: ChatMistral| {
        model
            .max_tokens(64)
            .temperature(0.5)
            .top_p(0.9)
            .stop(["\n\n"])
            .random_seed(7)
            .safe_prompt(true)
            .prompt_mode("reasoning")
            .reasoning_effort("high")
            .presence_penalty(0.1)
            .frequency_penalty(0.2)
            .prediction("let x = 1;")
            .parallel_tool_calls(false)
            .extra_body("metadata", json!({"team": "fish"}))
    };

    assert_json_snapshot!(sent(change, "hi"));
}

#[test]
fn a_choice_is_a_word_or_the_name_of_a_tool() {
    let choice =
        |choice: &str| sent(|model| model.tools([weather()]).tool_choice(choice), "hi")["tool_choice"].take();

    assert_eq!(choice("auto"), "auto");
    assert_eq!(choice("any"), "any");
    assert_eq!(choice("none"), "none");
    assert_eq!(choice("get_weather"), json!({"type": "function", "function": {"name": "get_weather"}}));
}

#[test]
fn a_form_is_json_or_a_schema_that_is_followed_strictly() {
    let format =
        |format: ResponseFormat| sent(|model| model.response_format(format), "hi")["response_format"].take();

    assert_eq!(format(ResponseFormat::Json), json!({"type": "json_object"}));
    let schema = json!({
        "name": "get_weather",
        "description": "The weather in a city.",
        "schema": weather().input_schema,
        "strict": true,
    });
    assert_eq!(format(weather().into()), json!({"type": "json_schema", "json_schema": schema}));
    assert_eq!(format(json!({"type": "text"}).into()), json!({"type": "text"}));
}

#[test]
fn an_id_that_the_api_would_refuse_is_replaced_in_call_and_result_alike() {
    let messages = vec![Message::human("?"), Message::ai(call("call_1")), Message::tool("call_1", "Sunny.")];

    let body = sent(|model| model, messages);

    let id = body["messages"][1]["tool_calls"][0]["id"].as_str().unwrap();
    assert!(id.len() == 9 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
    assert_eq!(body["messages"][2]["tool_call_id"], id);
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
        "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": "{\"a"}}],
    });
    assert_eq!(body["messages"][1], expected);
}

#[test]
fn what_cannot_be_sent_is_an_error_that_says_where_it_stands() {
    let video = ContentBlock::Video(Box::new(MediaBlock::url("https://example.com/a.mp4")));
    let model = model().0.supports([Feature::VideoInput]);

    let error =
        block_on(model.call(vec![Message::human(vec!["See:".into(), video])]).into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(error.to_string(), "message 0, block 1: a block of type `video` that Mistral does not take");
}

#[test]
fn an_answer_that_came_can_be_sent_back() {
    for (name, answer) in [
        (
            "mistralai/thinking",
            json!({"role": "assistant", "content": [
                {"type": "thinking", "thinking": [{"type": "text", "text": "I count: strawberry. Three."}]},
                {"type": "text", "text": "There are three."},
            ]}),
        ),
        (
            "mistralai/tool_call",
            json!({"role": "assistant", "content": "", "tool_calls": [{
                "id": "D681PevKs",
                "type": "function",
                "function": {"name": "get_weather", "arguments": "{\"city\": \"Zürich\"}"},
            }]}),
        ),
        (
            "mistralai/references",
            json!({"role": "assistant", "content": "It was a mummichog, in 1973, on Skylab 3."}),
        ),
    ] {
        let tape = runnable_fixtures::Fixture::load(name).unwrap();
        let bytes = tape.exchanges()[0].body.bytes().clone();
        let message = super::decoding::decode([&*bytes]).message();

        let body = sent(|model| model, vec![Message::human("?"), message.into(), Message::human("!")]);

        assert_eq!(body["messages"][1], answer, "{name}");
    }
}

/// The conversation that the official clients were asked to send.
fn conversation() -> Vec<Message> {
    let result = ToolMessage { name: Some("get_weather".into()), ..tool_message("D681PevKs", "Sunny.") };
    vec![
        Message::system("Be brief."),
        Message::human("What is the weather in Oslo?"),
        Message::ai(call("D681PevKs")),
        result.into(),
        Message::human("Thanks."),
    ]
}

fn tool_message(id: &str, content: &str) -> ToolMessage {
    ToolMessage { content: content.into(), tool_call_id: id.into(), ..ToolMessage::default() }
}

/// What `mistralai` 3.7 sent for it, without `"prefix": false` and the `index` of the call, which are its defaults.
#[test]
fn a_conversation_with_tools_is_sent_as_mistrals_own_client_sends_it() {
    let body =
        sent(|model| model.streaming(true).tools([weather()]).tool_choice("get_weather"), conversation());

    let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]});
    assert_eq!(
        body,
        json!({
            "model": "mistral-small-latest",
            "messages": [
                {"content": "Be brief.", "role": "system"},
                {"content": "What is the weather in Oslo?", "role": "user"},
                {"role": "assistant", "content": "", "tool_calls": [{
                    "function": {"name": "get_weather", "arguments": "{\"city\": \"Oslo\"}"},
                    "id": "D681PevKs",
                    "type": "function",
                }]},
                {"content": "Sunny.", "role": "tool", "tool_call_id": "D681PevKs", "name": "get_weather"},
                {"content": "Thanks.", "role": "user"},
            ],
            "stream": true,
            "tools": [{
                "function": {"name": "get_weather", "parameters": schema, "description": "The weather in a city."},
                "type": "function",
            }],
            "tool_choice": {"function": {"name": "get_weather"}, "type": "function"},
        })
    );
}

#[test]
fn a_picture_is_sent_as_mistrals_own_client_sends_it() {
    let picture = vec![ContentBlock::text("What is this?"), ContentBlock::image_base64("image/png", "aGk=")];

    let body = sent(|model| model, vec![Message::human(picture)]);

    let content = json!([
        {"text": "What is this?", "type": "text"},
        {"image_url": {"url": "data:image/png;base64,aGk="}, "type": "image_url"},
    ]);
    assert_eq!(body["messages"], json!([{"content": content, "role": "user"}]));
}
