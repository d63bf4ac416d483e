//! Every combinator, prompt, parser and tool.

use std::time::Duration;

use futures::StreamExt;
use runnable::compose::{Generator, Lambda};
use runnable::{
    AiMessage, Alternatives, Assign, Backoff, BoxRunnable, Branch, ChatPromptTemplate,
    CommaSeparatedListOutputParser, Configurable, ContentBlock, Each, Error, ErrorKind, InMemoryHistory,
    JsonOutputParser, Listeners, MarkdownListOutputParser, Message, Messages, NumberedListOutputParser,
    Parallel, Passthrough, PickAll, PromptTemplate, RateLimiter, Record, Router, RunConfig, Runnable,
    RunnableTool, Sequence, StrOutputParser, ToolArgsParser, ToolCall, ToolCallsParser, ToolSpec, Tools,
    WithConfig, WithHistory, XmlOutputParser,
};
use runnable_fixtures::conformance;
use runnable_fixtures::mock::{ScriptedModel, Turn};
use serde_json::json;

use super::steps::{CountWords, Parrot, Shout};

fn text() -> String {
    "one two three".to_owned()
}

fn record() -> Record {
    json!({"a": "one two", "b": "three"}).into()
}

fn loud() -> Lambda<String, String> {
    Lambda::new(|text: String| text.to_uppercase())
}

conformance!(mod sequence: Parrot | StrOutputParser | CountWords);
conformance!(mod models_in_a_row: Parrot | Shout | Parrot);
conformance!(mod nested_sequence: (Parrot | StrOutputParser) | (loud() | CountWords));
conformance!(mod chain: ChatPromptTemplate::new().system("Be brief.").human("{a} or {b}?") | Parrot | StrOutputParser, input = record());

conformance!(mod lambda: loud(), input = text());
conformance!(mod failing_lambda: Lambda::new(|_: String| Err::<String, _>(Error::new(ErrorKind::Step, "no"))), input = text());
conformance!(mod generator: Generator::<String, String>::new(|pieces| pieces.map(|piece| Ok(piece?.to_uppercase())).boxed()), input = text());
conformance!(mod passthrough: Passthrough::<String>::new(), input = text());

fn parallel() -> Parallel<Messages> {
    Parallel::new().branch("said", Parrot).branch("text", Parrot | StrOutputParser).branch("shouted", Shout)
}

fn assign() -> Assign {
    Assign::new().with("count", Lambda::new(|record: Record| record.len()))
}

fn nested() -> Sequence<Parallel<Messages>, PickAll> {
    parallel().pick_all(["text", "shouted"])
}

conformance!(mod parallel_steps: parallel());
conformance!(mod assigned: assign(), input = record());
conformance!(mod picked: parallel().pick::<String>("text"));
conformance!(mod picked_all: nested());

fn branch() -> Branch<Messages, AiMessage> {
    Branch::new().when(|input: &Messages| input.last_text().len() > 3, Parrot).otherwise(Shout)
}

fn router() -> Router<Messages, AiMessage> {
    Router::new().route("quiet", Parrot).route("loud", Shout)
}

fn each() -> Each<CountWords> {
    CountWords.each()
}

fn boxed() -> BoxRunnable<Messages, AiMessage> {
    Parrot.boxed()
}

conformance!(mod branches: branch());
conformance!(mod routes: router(), input = ("quiet", Messages::from("one two")));
conformance!(mod no_such_route: router(), input = ("silent", Messages::from("one two")));
conformance!(mod each_word: each(), input = vec![text(), "four".to_owned()]);
conformance!(mod boxed_parrot: boxed());

/// Fails once, then answers.
fn flaky() -> ScriptedModel {
    let lost = Error::new(ErrorKind::Transport, "lost");
    let turns = [Turn::error(lost), Turn::text("at last")];
    ScriptedModel::repeating(turns)
}

fn broken() -> Lambda<Messages, AiMessage> {
    Lambda::new(|_: Messages| Err::<AiMessage, _>(Error::new(ErrorKind::Transport, "lost")))
}

fn configurable() -> Configurable<Parrot> {
    Parrot.configurable_field("unused", |_: &mut Parrot, _: bool| {})
}

fn alternatives() -> Alternatives<Parrot> {
    Parrot.configurable_alternatives("model").alternative("loud", Shout)
}

fn configured() -> WithConfig<Parrot> {
    Parrot.with_tags(["bound"]).with_metadata("team", "a").with_run_name("Polly")
}

fn remembering() -> WithConfig<WithHistory<Parrot>> {
    let session = RunConfig::new().configurable("session_id", "ada");
    Parrot.with_history(InMemoryHistory::new(), "session_id").with_config(session)
}

fn limiter() -> RateLimiter {
    RateLimiter::every(Duration::from_millis(1)).burst(100)
}

conformance!(mod retried: flaky().with_retry().backoff(Backoff::none()));
conformance!(mod retried_in_vain: broken().with_retry().backoff(Backoff::none()));
conformance!(mod fallbacks: broken().with_fallbacks([Parrot]));
conformance!(mod fallbacks_in_vain: broken().with_fallbacks([broken()]));
conformance!(mod timed: Parrot.with_timeout(Duration::from_secs(60)));
conformance!(mod timed_out: Parrot.with_timeout(Duration::ZERO));
conformance!(mod limited: Parrot.rate_limit(limiter()));
conformance!(mod configurable_field: configurable());
conformance!(mod configurable_alternatives: alternatives());
conformance!(mod with_config: configured());
conformance!(mod with_listeners: Parrot.with_listeners(Listeners::new().on_start(|_| {})));
conformance!(mod with_history: remembering());

conformance!(mod prompt: ChatPromptTemplate::new().system("Be brief.").human("{a}"), input = record());
conformance!(mod text_prompt: PromptTemplate::new("{a} or {b}?"), input = record());
conformance!(mod missing_variable: PromptTemplate::new("{c}"), input = record());

fn calling() -> AiMessage {
    AiMessage::from(ContentBlock::from(call()))
}

fn call() -> ToolCall {
    ToolCall { name: "count".into(), args: json!("a b"), id: Some("call_1".into()), ..ToolCall::default() }
}

fn tool() -> RunnableTool {
    RunnableTool::new(ToolSpec::new("count", json!({"type": "string"})), CountWords)
}

fn thinking_out_loud() -> Lambda<Message, String> {
    Lambda::new(|message: Message| message.text().into_owned())
}

conformance!(mod str_parser: StrOutputParser, input = AiMessage::from("gold fish"));
conformance!(mod json_parser: JsonOutputParser::<serde_json::Value>::new(), input = AiMessage::from("{\"a\": [1, 2]}"));
conformance!(mod no_json: JsonOutputParser::<serde_json::Value>::new(), input = AiMessage::from("no"));
conformance!(mod json_diff_parser: JsonOutputParser::untyped().diff(), input = AiMessage::from("{\"a\": [1, 2]}"));
conformance!(mod comma_list_parser: CommaSeparatedListOutputParser, input = AiMessage::from("a, b"));
conformance!(mod numbered_list_parser: NumberedListOutputParser, input = AiMessage::from("1. a\n2. b"));
conformance!(mod markdown_list_parser: MarkdownListOutputParser, input = AiMessage::from("- a\n- b"));
conformance!(mod xml_parser: XmlOutputParser, input = AiMessage::from("<a><b>1</b></a>"));
conformance!(mod tool_calls_parser: ToolCallsParser::<ToolCall>::new(), input = calling());
conformance!(mod tool_args_parser: ToolArgsParser::<serde_json::Value>::new("count"), input = calling());
conformance!(mod tool_node: Tools::new().tool(tool()), input = calling());
conformance!(mod one_tool: tool(), input = call());
conformance!(mod tool_in_a_chain: tool() | thinking_out_loud(), input = call());
