//! What is sent: conversations and options, as the API takes them.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::{AiMessage, PlainTextBlock};
use runnable::{ContentBlock, ErrorKind, Message, Messages, Runnable, ToolCall, ToolChoice};
use runnable_providers::{ChatCohere, ResponseFormat};
use runnable_tests::{weather, weather_call};
use serde_json::{Value, json};

use super::bodies::{WHOLE_BLUB, answering};

fn sent(model: impl FnOnce(ChatCohere) -> ChatCohere, input: impl Into<Messages>) -> Value {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let chat = ChatCohere::new("command-a-03-2025").api_key("co-test-0123456789").transport(answer.clone());
    block_on(model(chat).call(input).into_future()).expect("it can be sent");
    answer.sent()
}

fn refused(model: impl FnOnce(ChatCohere) -> ChatCohere, input: impl Into<Messages>) -> String {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let chat = ChatCohere::new("command-a-03-2025").api_key("co-test-0123456789").transport(answer);
    let error = block_on(model(chat).call(input).into_future()).expect_err("it cannot be sent");
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

fn call(id: &str) -> ContentBlock {
    weather_call(id, "Bern")
}

#[test]
fn a_text_is_one_message_and_says_no_more_than_it_must() {
    let expected = json!({
        "model": "command-a-03-2025",
        "messages": [{"role": "user", "content": "hi"}],
        "stream": false,
    });

    assert_eq!(sent(|model| model, "hi"), expected);
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
                .documents([json!("a text"), json!({"id": "1", "data": {"text": "another"}})])
                .citations("fast")
                .thinking(200)
                .safety_mode("STRICT")
                .strict_tools(true)
                .seed(7)
                .frequency_penalty(0.1)
                .presence_penalty(0.2)
                .logprobs(true)
                .extra_body("priority", 3)
        },
        "hi",
    ));
}

#[test]
fn a_conversation_with_tools_is_one_message_each() {
    let messages = vec![
        Message::system("Be brief."),
        Message::human("Weather?"),
        Message::ai(vec![ContentBlock::text("Let me see."), call("c1"), call("c2")]),
        Message::tool("c1", "Sunny."),
        Message::tool("c2", vec![ContentBlock::text("No"), ContentBlock::non_standard(json!({"city": "?"}))]),
        Message::ai("It is sunny."),
        Message::human("Thanks."),
    ];

    assert_json_snapshot!(sent(|model| model.tools([weather()]), messages));
}

#[test]
fn pictures_are_addresses_and_plain_documents_are_texts() {
    let plain = PlainTextBlock { text: "Grass is green.".into(), ..Default::default() };
    let message = Message::human(vec![
        ContentBlock::text("Compare."),
        ContentBlock::image_url("https://example.com/a.png").with_extra("detail", "low"),
        ContentBlock::image_base64("image/jpeg", "BBBB"),
        ContentBlock::PlainText(Box::new(plain)),
    ]);

    assert_json_snapshot!(sent(|model| model, message)["messages"][0]["content"]);
}

#[test]
fn a_tool_that_is_chosen_is_the_only_one_that_is_offered() {
    let other = json!({"type": "function", "function": {"name": "other", "parameters": {}}});
    let body = |choice: ToolChoice| {
        sent(
            |model| {
                model.tools([weather().into(), runnable_providers::Tool::from(other)]).tool_choice(choice)
            },
            "hi",
        )
    };

    let chosen = body("get_weather".into());
    assert_eq!(chosen["tool_choice"], "REQUIRED");
    assert_eq!(chosen["tools"].as_array().unwrap().len(), 1);
    assert_eq!(chosen["tools"][0]["function"]["name"], "get_weather");
}

#[test]
fn whether_tools_are_called_is_a_word() {
    let choice = |choice: ToolChoice| {
        sent(|model| model.tools([weather()]).tool_choice(choice), "hi")["tool_choice"].take()
    };

    assert_eq!(choice("any".into()), "REQUIRED");
    assert_eq!(choice("none".into()), "NONE");
    assert_eq!(choice("auto".into()), Value::Null);
}

#[test]
fn the_form_of_an_answer_is_json_or_a_schema() {
    let format =
        |format: ResponseFormat| sent(|model| model.response_format(format), "hi")["response_format"].take();

    assert_eq!(format(ResponseFormat::Json), json!({"type": "json_object"}));
    let schema = json!({"type": "json_object", "json_schema": weather().input_schema});
    assert_eq!(format(weather().into()), schema);
    assert_eq!(format(json!({"type": "text"}).into()), json!({"type": "text"}));
}

#[test]
fn thoughts_of_another_provider_are_left_out_and_calls_of_one_kept() {
    let thought = ContentBlock::reasoning("Hm.").with_index(0);
    let mut foreign = AiMessage::new(vec![thought.clone(), call("c1")]);
    foreign.response_metadata.insert("model_provider".to_owned(), "anthropic".into());
    let own = AiMessage::new(vec![thought, ContentBlock::text("Yes.")]);

    let messages =
        sent(|model| model, vec![Message::human("hi"), foreign.into(), own.into()])["messages"].take();

    assert_eq!(messages[1]["content"], Value::Null);
    assert_eq!(messages[1]["tool_calls"][0]["id"], "c1");
    let contents = json!([{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Yes."}]);
    assert_eq!(messages[2]["content"], contents);
}

#[test]
fn what_cannot_be_sent_is_refused_by_name() {
    let one_call = refused(|model| model.parallel_tool_calls(false), "hi");
    assert!(one_call.contains("one tool at a time"), "{one_call}");
    let nameless = ToolCall { name: "f".into(), args: json!({}), ..ToolCall::default() };
    let nameless =
        refused(|model| model, vec![Message::human("hi"), Message::ai(ContentBlock::from(nameless))]);
    assert_eq!(nameless, "message 1, block 0: the call of `f` has no id");
}

#[test]
fn the_head_of_a_request_says_who_asks_for_what() {
    let answer = answering(200, "application/json", WHOLE_BLUB);
    let chat = ChatCohere::new("command-a-03-2025").api_key("co-test-0123456789").transport(answer.clone());

    block_on(chat.call("hi").into_future()).unwrap();

    let request = &answer.asked()[0];
    assert_eq!(request.url, "https://api.cohere.com/v2/chat");
    assert_eq!(request.headers.get("authorization"), Some("Bearer co-test-0123456789"));
}
