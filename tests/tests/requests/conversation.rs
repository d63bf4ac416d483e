//! The conversations; `sdk/conversation.py` has the same words.

use runnable::message::MediaBlock;
use runnable::{AiMessage, ContentBlock, Message, ToolChoice, ToolSpec};
use runnable_providers::dialect::Dialect;
use runnable_providers::{ChatModel, ResponseFormat};
use runnable_tests::{weather, weather_call};
use serde_json::json;

const RESULT: &str = "Sunny.";
const ERROR: &str = "No such city.";
const PICTURE: &str = "iVBORw0KGgo=";
const PICTURE_URL: &str = "https://example.com/fish.png";
const DOCUMENT: &str = "JVBERi0=";
const DOCUMENT_URL: &str = "https://example.com/fish.pdf";

/// What is said in this case before anything is sent.
pub(crate) fn messages(case: &str) -> Vec<Message> {
    let question = || Message::human("What is the weather in Bern and Rome?");
    let fish = || Message::human("Name a fish.");
    match case {
        "turns" => {
            vec![Message::system("Be brief."), fish(), Message::ai("Goldfish."), Message::human("Another.")]
        }
        "told_calls" => vec![
            question(),
            Message::ai(vec![weather_call("call00001", "Bern"), weather_call("call00002", "Rome")]),
            Message::tool("call00001", RESULT),
            Message::tool_error("call00002", ERROR),
            Message::ai("It is sunny in Bern."),
            Message::human("And tomorrow?"),
        ],
        "result_picture" => {
            let result = vec![ContentBlock::text(RESULT), ContentBlock::image_base64("image/png", PICTURE)];
            vec![
                question(),
                Message::ai(weather_call("call00001", "Bern")),
                Message::tool("call00001", result),
            ]
        }
        "results" | "thoughts" => vec![question()],
        "picture" => about(ContentBlock::image_base64("image/png", PICTURE)),
        "picture_url" => about(ContentBlock::image_url(PICTURE_URL)),
        "document" => {
            let document = MediaBlock::base64("application/pdf", DOCUMENT);
            about(ContentBlock::File(Box::new(document.with_extra("title", "fish.pdf"))))
        }
        "document_url" => about(ContentBlock::file_url(DOCUMENT_URL)),
        _ => vec![fish()],
    }
}

/// What follows an answer that calls tools: the answer itself, a result, and an error for each call but the first.
pub(crate) fn sent_back(answer: AiMessage) -> Vec<Message> {
    let ids = answer.tool_calls().map(|call| call.id.clone().expect("a call has an id"));
    let results = ids.enumerate().map(|(number, id)| match number {
        0 => Message::tool(id, RESULT),
        _ => Message::tool_error(id, ERROR),
    });
    let results: Vec<_> = results.collect();
    std::iter::once(Message::from(answer)).chain(results).collect()
}

/// The model with the options that this case sets and every dialect has.
pub(crate) fn model<D: Dialect>(model: ChatModel<D>, case: &str) -> ChatModel<D> {
    let chosen = |choice: ToolChoice| model.clone().tools([weather()]).tool_choice(choice);
    match case {
        "stream" => model.streaming(true),
        "options" => model.max_tokens(100).temperature(0.5).top_p(0.75),
        "top_k" => model.top_k(40),
        "stop" => model.stop(["\n\n", "END"]),
        "tools" | "told_calls" | "result_picture" | "results" | "thoughts" => model.tools([weather()]),
        "choice_auto" => chosen(ToolChoice::Auto),
        "choice_any" => chosen(ToolChoice::Any),
        "choice_none" => chosen(ToolChoice::None),
        "choice_named" => chosen(ToolChoice::Tool("get_weather".into())),
        "one_call_at_a_time" => model.tools([weather()]).parallel_tool_calls(false),
        "form" => model.response_format(fish()),
        "json" => model.response_format(ResponseFormat::Json),
        _ => model,
    }
}

/// A question about a file.
fn about(file: ContentBlock) -> Vec<Message> {
    vec![Message::human(vec![ContentBlock::text("What is this?"), file])]
}

/// The form of an answer.
fn fish() -> ToolSpec {
    let schema = json!({
        "type": "object",
        "properties": {"name": {"type": "string"}, "fins": {"type": "integer"}},
        "required": ["name", "fins"],
        "additionalProperties": false,
    });
    ToolSpec::new("fish", schema).description("A fish.").extra("strict", true)
}
