//! What is sent: conversations and options, as the API takes them.

use futures::executor::block_on;
use insta::assert_json_snapshot;
use runnable::message::{AiMessage, MediaBlock};
use runnable::{ContentBlock, ErrorKind, Message, Messages, Runnable, ToolCall};
use runnable_providers::{ChatOpenAiResponses, ResponseFormat, Tool};
use runnable_tests::weather;
use serde_json::{Value, json};

use super::bodies::WHOLE_BLUB;
use super::sending::Answering;

fn sent(model: impl FnOnce(ChatOpenAiResponses) -> ChatOpenAiResponses, input: impl Into<Messages>) -> Value {
    let answering = Answering::new(200, WHOLE_BLUB);
    block_on(model(answering.model()).call(input).into_future()).expect("it can be sent");
    answering.sent()
}

fn sent_input(input: impl Into<Messages>) -> Value {
    sent(|model| model, input)["input"].take()
}

fn blocks(blocks: Value) -> Vec<ContentBlock> {
    serde_json::from_value(blocks).expect("they are blocks")
}

/// An answer of this provider's model.
fn answer(provider: &str, content: Value) -> Message {
    let mut message = AiMessage::new(blocks(content));
    message.response_metadata.insert("model_provider".to_owned(), provider.into());
    message.into()
}

#[test]
fn a_text_is_one_message_and_says_no_more_than_it_must() {
    let answering = Answering::new(200, WHOLE_BLUB);
    answering.ask("hi").unwrap();

    assert_eq!(answering.asked().url, "https://api.openai.com/v1/responses");
    assert_json_snapshot!(answering.sent());
}

#[test]
fn every_option_has_its_place() {
    let body = sent(
        |model| {
            model
                .max_tokens(500)
                .temperature(0.5)
                .top_p(0.9)
                .reasoning_effort("low")
                .reasoning_summary("auto")
                .verbosity("low")
                .include(["reasoning.encrypted_content"])
                .store(false)
                .previous_response_id("resp_0")
                .instructions("Be brief.")
                .truncation("auto")
                .service_tier("flex")
                .request_metadata(json!({"user": "7"}))
                .top_logprobs(2)
                .prompt_cache_key("fish")
                .context_management(json!([{"type": "compaction", "compact_threshold": 1000}]))
                .parallel_tool_calls(false)
                .response_format(ResponseFormat::Json)
                .extra_body("background", true)
        },
        "hi",
    );

    assert_json_snapshot!(body);
}

#[test]
fn an_extra_field_wins_over_the_option_it_names() {
    let body = sent(|model| model.max_tokens(5).extra_body("max_output_tokens", 7), "hi");

    assert_eq!(body["max_output_tokens"], 7);
}

#[test]
fn texts_that_end_an_answer_are_refused_and_the_number_of_words_is_for_servers_that_know_it() {
    let answering = Answering::new(200, WHOLE_BLUB);
    let error = block_on(answering.model().stop(["END"]).call("hi").into_future()).unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(sent(|model| model.top_k(40), "hi")["top_k"], 40);
}

#[test]
fn a_form_is_flat_and_keeps_what_else_is_said_of_texts() {
    let schema = sent(|model| model.verbosity("low").response_format(weather()), "hi");
    let mut strict = weather();
    strict.extras.insert("strict".to_owned(), true.into());
    let strict = sent(|model| model.response_format(strict), "hi");
    let nested = json!({"type": "json_schema", "json_schema": {"name": "n", "schema": {}, "strict": true}});
    let native = sent(|model| model.response_format(nested), "hi");

    assert_json_snapshot!([&schema["text"], &strict["text"], &native["text"]]);
}

#[test]
fn tools_are_flat_and_the_apis_own_are_sent_as_they_are() {
    let tools = [
        Tool::from(weather()),
        Tool::from(json!({"type": "web_search"})),
        Tool::from(json!({"type": "custom", "name": "run"})),
        Tool::from(json!({"type": "image_generation", "quality": "low"})),
        Tool::from(
            json!({"type": "function", "function": {"name": "f", "parameters": {}}, "defer_loading": true}),
        ),
    ];
    let choice = |choice: &str| {
        sent(|model| model.tools(tools.clone()).tool_choice(choice), "hi")["tool_choice"].take()
    };

    assert_json_snapshot!(sent(|model| model.tools(tools.clone()), "hi")["tools"]);
    let chosen = ["auto", "any", "none", "get_weather", "web_search", "run"].map(choice);
    assert_json_snapshot!(chosen);
}

#[test]
fn a_stream_of_pictures_says_how_many_drafts_it_wants() {
    let answering = Answering::new(200, WHOLE_BLUB);
    let model = answering.model().tools([json!({"type": "image_generation"})]);
    let mut chunks = model.stream("hi");
    block_on(async { while chunks.next().await.is_some() {} });

    assert_eq!(answering.sent()["tools"], json!([{"type": "image_generation", "partial_images": 1}]));
    assert_eq!(answering.sent()["stream"], true);
}

#[test]
fn pictures_files_and_sound_come_from_anywhere() {
    let input = sent_input(vec![Message::human(vec![
        ContentBlock::text("Compare.").with_extra("prompt_cache_breakpoint", json!({"type": "ephemeral"})),
        ContentBlock::image_url("https://example.com/a.png"),
        ContentBlock::image_base64("image/jpeg", "BBBB").with_extra("detail", "low"),
        ContentBlock::Image(Box::new(MediaBlock::file_id("file_1"))),
        ContentBlock::file_base64("application/pdf", "CCCC").with_extra("filename", "a.pdf"),
        ContentBlock::file_url("https://example.com/a.pdf"),
        ContentBlock::File(Box::new(MediaBlock::file_id("file_2"))),
        ContentBlock::plain_text("Grass is green."),
        ContentBlock::non_standard(
            json!({"type": "image_url", "image_url": {"url": "https://example.com/b.png", "detail": "high"}}),
        ),
        ContentBlock::non_standard(json!({"type": "input_file", "file_id": "file_3"})),
    ])]);

    assert_json_snapshot!(input);
}

#[test]
fn a_block_that_is_an_item_comes_before_the_message_that_holds_it() {
    let approval = json!({"type": "mcp_approval_response", "approval_request_id": "mcpr_1", "approve": true});
    let alone = sent_input(vec![Message::human(ContentBlock::non_standard(approval.clone()))]);
    let beside = sent_input(vec![Message::human(vec![
        ContentBlock::text("Yes."),
        ContentBlock::non_standard(approval.clone()),
    ])]);

    assert_eq!(alone, json!([approval]));
    assert_eq!(beside[0], approval);
    assert_eq!(beside[1]["content"], json!([{"type": "input_text", "text": "Yes."}]));
}

#[test]
fn a_conversation_with_calls_goes_there_and_back() {
    let call = |id: &str| {
        let args = json!({"city": "Bern"});
        ContentBlock::from(ToolCall {
            name: "get_weather".into(),
            args,
            id: Some(id.into()),
            ..ToolCall::default()
        })
    };
    let input = sent_input(vec![
        Message::system("Be brief."),
        Message::human("What is the weather in Bern?"),
        Message::ai(vec![ContentBlock::text("Let me see."), call("call_1"), call("call_2")]),
        Message::tool("call_1", "Sunny."),
        Message::tool(
            "call_2",
            vec![ContentBlock::text("See."), ContentBlock::image_url("https://example.com/a.png")],
        ),
        Message::ai("Sunny."),
    ]);

    assert_json_snapshot!(input);
}

#[test]
fn the_result_of_a_custom_tool_is_an_item_of_its_own_type() {
    let call = json!([{"type": "tool_call", "name": "run", "args": {"__arg1": "print(1)"}, "id": "call_1",
        "extras": {"block_type": "custom_tool_call", "item_id": "ctc_1", "status": "completed"}}]);
    let screenshot = json!({"type": "computer_call_output", "call_id": "call_2",
        "output": {"type": "computer_screenshot", "file_id": "file_1"}});
    let input = sent_input(vec![
        answer("openai", call),
        Message::tool("call_1", "1"),
        Message::tool("call_2", ContentBlock::non_standard(screenshot)),
    ]);

    assert_json_snapshot!(input);
}

#[test]
fn what_the_host_does_not_keep_is_sent_without_its_id() {
    let content = json!([
        {"type": "reasoning", "reasoning": "a", "id": "rs_1", "extras": {"encrypted_content": "gA"}},
        {"type": "reasoning", "reasoning": "b", "id": "rs_1"},
        {"type": "reasoning", "reasoning": "c", "id": "rs_2"},
        {"type": "reasoning", "reasoning": "d", "id": "rs_3", "extras": {"block_type": "reasoning_text"}},
        {"type": "image", "base64": "aGk=", "id": "ig_1", "extras": {"status": "completed"}},
        {"type": "text", "text": "one", "id": "msg_1", "extras": {"phase": "commentary"}},
        {"type": "text", "text": "two", "id": "msg_1"},
    ]);
    let kept = sent_input(vec![answer("openai", content.clone())]);
    let not_kept = sent(|model| model.store(false), vec![answer("openai", content)]);

    assert_json_snapshot!(json!({"kept": kept, "not kept": not_kept["input"]}));
}

#[test]
fn an_answer_of_another_provider_keeps_its_texts_and_calls() {
    let content = json!([
        {"type": "reasoning", "reasoning": "a", "extras": {"signature": "s"}},
        {"type": "text", "text": "Blub.", "id": "t_1", "annotations": [{"type": "citation", "url": "https://example.com"}]},
        {"type": "server_tool_call", "name": "web_search", "args": {"query": "q"}, "id": "srvtoolu_1"},
        {"type": "server_tool_result", "tool_call_id": "srvtoolu_1", "status": "success", "output": []},
        {"type": "tool_call", "name": "f", "args": {}, "id": "toolu_1", "extras": {"item_id": "x"}},
        {"type": "invalid_tool_call", "name": "g", "args": "{\"a\":", "id": "toolu_2"},
        {"type": "redacted_thinking", "data": "x"},
    ]);

    assert_json_snapshot!(sent_input(vec![answer("anthropic", content)]));
}

#[test]
fn only_what_follows_the_last_kept_answer_is_sent_where_the_host_holds_the_rest() {
    let mut first = AiMessage::from("Hello.");
    first.response_metadata.insert("id".to_owned(), "resp_1".into());
    let conversation = || vec![Message::human("hi"), first.clone().into(), Message::human("go on")];

    let body = sent(ChatOpenAiResponses::use_previous_response_id, conversation());
    assert_eq!(body["previous_response_id"], "resp_1");
    assert_eq!(body["input"], json!([{"type": "message", "role": "user", "content": "go on"}]));

    let new = sent(ChatOpenAiResponses::use_previous_response_id, "hi");
    assert_eq!(new.get("previous_response_id"), None);
    assert_eq!(sent(|model| model, conversation())["input"].as_array().map(Vec::len), Some(3));
}

#[test]
fn what_cannot_be_sent_is_an_error_that_says_where_it_is() {
    let refused = |message: Message| {
        let answering = Answering::new(200, WHOLE_BLUB);
        let error = answering.ask(vec![Message::human("hi"), message]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        error.to_string()
    };
    let nameless = ToolCall { name: "f".into(), args: json!({}), ..ToolCall::default() };

    assert_eq!(
        refused(Message::ai(ContentBlock::from(nameless))),
        "message 1, block 0: the call of `f` has no id"
    );
    assert_eq!(
        refused(Message::ai(ContentBlock::image_url("https://example.com/a.png"))),
        "message 1, block 0: a block of type `image` cannot be sent in such a message"
    );
    assert_eq!(
        refused(Message::human(ContentBlock::reasoning("a"))),
        "message 1, block 0: a block of type `reasoning` cannot be sent in such a message"
    );
}
