//! What is sent: conversations and options, as the API takes them.
//!
//! Where a test says so, the body is the one that LangChain and Google's own library send for the same conversation,
//! without the options that LangChain sets by itself.

use runnable::message::{AiMessage, MediaBlock, ServerToolCall, ServerToolResult, ToolMessage, ToolStatus};
use runnable::{ContentBlock, ErrorKind, Message, Messages, Runnable, ToolChoice, ToolSpec};
use runnable_providers::{ChatGoogle, ResponseFormat, Tool};
use runnable_tests::{weather, weather_call};
use serde_json::{Value, json};

use super::requests::{answered, sent};

fn model() -> ChatGoogle {
    ChatGoogle::new("gemini-2.5-flash")
}

async fn contents(input: impl Into<Messages>) -> Value {
    sent(model(), input).await["contents"].take()
}

async fn refused(change: impl FnOnce(ChatGoogle) -> ChatGoogle, input: impl Into<Messages>) -> String {
    let error =
        change(answered("gemini-2.5-flash", 200, "")).call(input).await.expect_err("it cannot be sent");
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

fn made_by(provider: &str, blocks: impl Into<runnable::message::Content>) -> Message {
    let mut message = AiMessage::new(blocks);
    message.response_metadata.insert("model_provider".to_owned(), provider.into());
    message.into()
}

#[tokio::test]
async fn a_text_is_one_turn_and_says_no_more_than_it_must() {
    assert_eq!(sent(model(), "hi").await, json!({"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}));
}

#[tokio::test]
async fn every_option_has_its_place() {
    let body = sent(
        model()
            .max_tokens(500)
            .temperature(0.5)
            .top_p(0.9)
            .top_k(40)
            .stop(["STOP", "END"])
            .thinking_budget(1024)
            .include_thoughts(true)
            .seed(7)
            .response_modalities(["TEXT", "IMAGE"])
            .media_resolution("MEDIA_RESOLUTION_LOW")
            .image_config(json!({"aspectRatio": "1:1"}))
            .speech_config(json!({"languageCode": "de-DE"}))
            .safety_setting("HARM_CATEGORY_HARASSMENT", "BLOCK_NONE")
            .safety_setting("HARM_CATEGORY_HARASSMENT", "BLOCK_ONLY_HIGH")
            .cached_content("cachedContents/x")
            .labels(json!({"team": "fish"}))
            .extra_body("serviceTier", "flex"),
        "hi",
    )
    .await;

    assert_eq!(
        body,
        json!({
            "contents": [{"role": "user", "parts": [{"text": "hi"}]}],
            "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_ONLY_HIGH"}],
            "cachedContent": "cachedContents/x",
            "labels": {"team": "fish"},
            "serviceTier": "flex",
            "generationConfig": {
                "maxOutputTokens": 500, "temperature": 0.5, "topP": 0.9, "topK": 40,
                "stopSequences": ["STOP", "END"], "seed": 7,
                "thinkingConfig": {"thinkingBudget": 1024, "includeThoughts": true},
                "responseModalities": ["TEXT", "IMAGE"], "mediaResolution": "MEDIA_RESOLUTION_LOW",
                "imageConfig": {"aspectRatio": "1:1"}, "speechConfig": {"languageCode": "de-DE"},
            },
        })
    );
}

#[tokio::test]
async fn tools_are_declared_together_and_googles_own_stand_beside_them() {
    let model = model().tools([
        Tool::from(weather()),
        json!({"googleSearch": {}}).into(),
        ToolSpec::new("now", json!({"type": "object"})).extra("cache_control", "no").into(),
    ]);

    assert_eq!(
        sent(model, "hi").await["tools"],
        json!([
            {"googleSearch": {}},
            {"functionDeclarations": [
                {"name": "get_weather", "description": "The weather of a city.", "parametersJsonSchema":
                    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}},
                {"name": "now", "parametersJsonSchema": {"type": "object"}},
            ]},
        ])
    );
}

#[tokio::test]
async fn a_choice_of_tools_is_a_mode_and_a_name() {
    for (choice, expected) in [
        (ToolChoice::Auto, json!({"mode": "AUTO"})),
        (ToolChoice::Any, json!({"mode": "ANY"})),
        (ToolChoice::None, json!({"mode": "NONE"})),
        (ToolChoice::Tool("f".into()), json!({"mode": "ANY", "allowedFunctionNames": ["f"]})),
    ] {
        let body = sent(model().tools([weather()]).tool_choice(choice), "hi").await;

        assert_eq!(body["toolConfig"], json!({"functionCallingConfig": expected}));
    }
    let text = refused(|model| model.parallel_tool_calls(false), "hi").await;
    assert_eq!(text, "Google's API has no way to forbid several tool calls at once");
}

#[tokio::test]
async fn the_form_of_an_answer_is_a_schema_or_any_json_or_googles_own_words() {
    let config = async |format: ResponseFormat| {
        sent(model().response_format(format), "hi").await["generationConfig"].take()
    };

    let schema = json!({"title": "get_weather", "description": "The weather of a city.", "type": "object",
        "properties": {"city": {"type": "string"}}, "required": ["city"]});
    assert_eq!(
        config(weather().into()).await,
        json!({"responseMimeType": "application/json", "responseJsonSchema": schema})
    );
    assert_eq!(config(ResponseFormat::Json).await, json!({"responseMimeType": "application/json"}));
    let own = json!({"responseMimeType": "text/x.enum", "responseSchema": {"type": "STRING", "enum": ["a"]}});
    assert_eq!(config(own.clone().into()).await, own);
    assert!(
        refused(|model| model.response_format(json!("json")), "hi")
            .await
            .contains("fields of `generationConfig`")
    );
}

/// LangChain's body: its first and its second system message are parts of one instruction.
#[tokio::test]
async fn system_messages_are_the_instruction_wherever_they_stand() {
    let body = sent(
        model(),
        vec![
            Message::system("a"),
            Message::human("q"),
            Message::system("b"),
            Message::human(""),
            Message::ai(""),
            Message::human("z"),
        ],
    )
    .await;

    assert_eq!(body["systemInstruction"], json!({"parts": [{"text": "a"}, {"text": "b"}]}));
    assert_eq!(
        body["contents"],
        json!([
            {"role": "user", "parts": [{"text": "q"}]},
            {"role": "model", "parts": [{"text": ""}]},
            {"role": "user", "parts": [{"text": "z"}]},
        ])
    );
}

fn two_calls() -> Vec<Message> {
    vec![
        Message::human("w?"),
        Message::ai(vec![
            ContentBlock::text("Let me see."),
            weather_call("a", "Paris"),
            weather_call("b", "Rome"),
        ]),
        Message::tool("a", "sunny"),
        Message::tool("b", r#"{"t": 3}"#),
    ]
}

/// LangChain's body.
#[tokio::test]
async fn results_are_one_turn_and_name_the_tool() {
    assert_eq!(
        contents(two_calls()).await,
        json!([
            {"role": "user", "parts": [{"text": "w?"}]},
            {"role": "model", "parts": [
                {"text": "Let me see."},
                {"functionCall": {"name": "get_weather", "args": {"city": "Paris"}}},
                {"functionCall": {"name": "get_weather", "args": {"city": "Rome"}}},
            ]},
            {"role": "user", "parts": [
                {"functionResponse": {"name": "get_weather", "response": {"output": "sunny"}}},
                {"functionResponse": {"name": "get_weather", "response": {"t": 3}}},
            ]},
        ])
    );
}

/// LangChain's body, for the same conversation with a newer model.
#[tokio::test]
async fn gemini_3_is_told_that_a_call_has_no_signature() {
    let model = ChatGoogle::new("gemini-3-pro-preview");
    let turns = sent(model.clone(), two_calls()).await["contents"].take();

    assert_eq!(turns[1]["parts"][1]["thoughtSignature"], "skip_thought_signature_validator");
    assert_eq!(turns[1]["parts"][2]["thoughtSignature"], Value::Null);

    let mut over = two_calls();
    over.extend([Message::ai("Sunny."), Message::human("Thanks.")]);
    let turns = sent(model, over).await["contents"].take();
    assert_eq!(turns[1]["parts"][1]["thoughtSignature"], Value::Null);
}

#[tokio::test]
async fn an_id_is_sent_back_where_it_is_googles() {
    let conversation = |id: &str, provider: &str| {
        vec![
            Message::human("w?"),
            made_by(provider, vec![weather_call(id, "Bern")]),
            Message::tool(id, "sunny"),
        ]
    };

    let ids = async |id: &str, provider: &str| {
        let turns = contents(conversation(id, provider)).await;
        (
            turns[1]["parts"][0]["functionCall"]["id"].clone(),
            turns[2]["parts"][0]["functionResponse"]["id"].clone(),
        )
    };
    assert_eq!(ids("w1x2", "google_vertexai").await, (json!("w1x2"), json!("w1x2")));
    assert_eq!(ids("toolu_1", "anthropic").await, (Value::Null, Value::Null));
    assert_eq!(ids("call_0123456789abcdef", "google_genai").await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn a_failure_is_an_error_and_files_of_a_result_stand_before_it() {
    let result = ToolMessage {
        content: vec![ContentBlock::text("no "), ContentBlock::text("weather"), picture()].into(),
        tool_call_id: "a".into(),
        status: ToolStatus::Error,
        ..ToolMessage::default()
    };
    let turns =
        contents(vec![Message::human("w?"), Message::ai(vec![weather_call("a", "Bern")]), result.into()])
            .await;

    assert_eq!(
        turns[2]["parts"],
        json!([
            {"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}},
            {"functionResponse": {"name": "get_weather", "response": {"error": "no weather"}}},
        ])
    );
    let lost = refused(|model| model, vec![Message::human("w?"), Message::tool("x", "?")]).await;
    assert_eq!(lost, "message 1 is the result of a call that no message before it made");
}

fn picture() -> ContentBlock {
    ContentBlock::image_base64("image/png", "iVBORw0KGgo=")
}

/// LangChain's body; it would fetch the picture from the web itself, which Google can do too.
#[tokio::test]
async fn files_are_sent_inline_or_by_their_address() {
    let named = MediaBlock {
        mime_type: Some("application/pdf".into()),
        ..MediaBlock::file_id("https://generativelanguage.googleapis.com/v1beta/files/a")
    };
    let film = MediaBlock::url("https://www.youtube.com/watch?v=1")
        .with_extra("video_metadata", json!({"fps": 1}))
        .with_extra("media_resolution", "MEDIA_RESOLUTION_LOW");
    let turns = contents(vec![Message::human(vec![
        ContentBlock::text("see"),
        picture(),
        ContentBlock::image_url("data:image/png;base64,iVBORw0KGgo="),
        ContentBlock::file_base64("application/pdf", "JVBERi0="),
        ContentBlock::File(Box::new(named)),
        ContentBlock::Video(Box::new(film)),
        ContentBlock::Audio(Box::new(MediaBlock::base64("audio/wav", "AAAA"))),
        ContentBlock::plain_text("notes"),
        ContentBlock::non_standard(json!({"fileData": {"fileUri": "gs://b/x"}})),
    ])])
    .await;

    assert_eq!(
        turns[0]["parts"],
        json!([
            {"text": "see"},
            {"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}},
            {"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}},
            {"inlineData": {"mimeType": "application/pdf", "data": "JVBERi0="}},
            {"fileData": {"mimeType": "application/pdf", "fileUri":
                "https://generativelanguage.googleapis.com/v1beta/files/a"}},
            {"fileData": {"fileUri": "https://www.youtube.com/watch?v=1"},
                "mediaResolution": {"level": "MEDIA_RESOLUTION_LOW"}, "videoMetadata": {"fps": 1}},
            {"inlineData": {"mimeType": "audio/wav", "data": "AAAA"}},
            {"text": "notes"},
            {"fileData": {"fileUri": "gs://b/x"}},
        ])
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_that_says_where_it_is() {
    let untyped = MediaBlock { mime_type: None, ..MediaBlock::base64("image/png", "iVBORw0KGgo=") };
    let picture = vec![ContentBlock::text("a"), ContentBlock::Image(Box::new(untyped))];
    for (input, expected) in [
        (vec![Message::human(picture)], "message 0, block 1: a file in base64 does not say its media type"),
        (
            vec![Message::human(vec![weather_call("a", "Bern")])],
            "message 0, block 0: a block of type `tool_call` cannot be sent in such a message",
        ),
        (
            vec![Message::system(vec![ContentBlock::image_url("https://e.com/a.png")]), Message::human("a")],
            "message 0, block 0: a block of type `image` cannot be sent in such a message",
        ),
    ] {
        assert_eq!(refused(|model| model, input).await, expected);
    }
}

fn thoughts() -> Vec<ContentBlock> {
    let code = ServerToolCall {
        name: "code_interpreter".into(),
        args: json!({"code": "1", "language": "PYTHON"}),
        id: "call_0123456789abcdef".into(),
        ..ServerToolCall::default()
    };
    let result = ServerToolResult {
        tool_call_id: "call_0123456789abcdef".into(),
        status: "success".into(),
        output: "1\n".into(),
        extras: [("block_type".to_owned(), "code_execution_result".into())].into_iter().collect(),
        ..ServerToolResult::default()
    };
    vec![
        ContentBlock::reasoning("Hm").with_extra("signature", "AAAA"),
        ContentBlock::reasoning("unsigned"),
        ContentBlock::text("ok").with_extra("signature", "BBBB"),
        ContentBlock::ServerToolCall(Box::new(code)),
        ContentBlock::ServerToolResult(Box::new(result)),
        weather_call("a", "Bern").with_extra("signature", "CCCC"),
    ]
}

/// The body of Google's library.
#[tokio::test]
async fn an_answer_of_googles_is_sent_back_with_its_signatures() {
    let turns = contents(vec![Message::human("q"), made_by("google_genai", thoughts())]).await;

    assert_eq!(
        turns[1]["parts"],
        json!([
            {"text": "Hm", "thought": true, "thoughtSignature": "AAAA"},
            {"text": "unsigned", "thought": true},
            {"text": "ok", "thoughtSignature": "BBBB"},
            {"executableCode": {"code": "1", "language": "PYTHON"}},
            {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1\n"}},
            {"functionCall": {"id": "a", "name": "get_weather", "args": {"city": "Bern"}},
                "thoughtSignature": "CCCC"},
        ])
    );
}

#[tokio::test]
async fn another_providers_thoughts_and_signatures_are_left_out() {
    let mut blocks = thoughts();
    blocks.push(ContentBlock::non_standard(json!({"type": "redacted_thinking"})));
    let turns = contents(vec![Message::human("q"), made_by("anthropic", blocks)]).await;

    assert_eq!(
        turns[1]["parts"],
        json!([
            {"text": "ok"},
            {"executableCode": {"code": "1", "language": "PYTHON"}},
            {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1\n"}},
            {"functionCall": {"name": "get_weather", "args": {"city": "Bern"}}},
        ])
    );
}
