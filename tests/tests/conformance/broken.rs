//! Models that break one law each, and the suite that notices.

use std::sync::Mutex;

use futures::Stream;
use futures::stream;
use runnable::message::{InvalidToolCall, ServerToolCall};
use runnable::{
    AiMessage, AiMessageChunk, BindTools, ContentBlock, Error, ErrorKind, JsonObject, Message, Messages,
    Result, Runnable, ToolCall, ToolChoice, ToolSpec, Usage,
};
use runnable_fixtures::conformance::{Subject, Verdict, examine};
use runnable_fixtures::subject;
use serde_json::json;

use super::steps::Parrot;

/// The laws that a subject breaks, by their names.
pub(super) fn broken(subject: &Subject) -> Vec<&'static str> {
    let findings = examine(subject).into_iter();
    let broken = findings.filter(|finding| matches!(finding.verdict, Verdict::Broken { .. }));
    broken.map(|finding| finding.law.name).collect()
}

pub(super) type Chunks = Vec<Result<AiMessageChunk>>;

/// A model that streams what a function makes of the conversation.
#[derive(Debug, Clone, Runnable)]
pub(super) struct Streams(pub(super) fn(&Messages) -> Chunks);

impl Streams {
    fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<AiMessageChunk>> + Send + use<> {
        stream::iter((self.0)(&input))
    }
}

/// A model that answers what a function makes of the conversation.
#[derive(Debug, Clone, Runnable)]
struct Answers(fn(&Messages) -> Result<AiMessage>);

impl Answers {
    fn invoke(&self, input: Messages) -> Result<AiMessage> {
        (self.0)(&input)
    }
}

/// A model whose two hooks are of two minds.
#[derive(Debug, Clone, Runnable)]
struct TwoMinds(fn() -> AiMessage, fn() -> Chunks);

impl TwoMinds {
    fn invoke(&self, _: Messages) -> AiMessage {
        (self.0)()
    }

    fn stream_tokens(&self, _: Messages) -> impl Stream<Item = Result<AiMessageChunk>> + Send + use<> {
        stream::iter((self.1)())
    }
}

pub(super) fn lost() -> Error {
    Error::new(ErrorKind::Transport, "lost")
}

fn used(input: u64, output: u64) -> AiMessageChunk {
    AiMessageChunk::from("a ").with_usage(Usage::new(input, output))
}

#[test]
fn a_sound_model_breaks_no_law() {
    assert_eq!(broken(&subject!(Parrot)), [""; 0]);
}

#[test]
fn an_invoke_that_is_not_the_sum_of_the_stream() {
    let subject = subject!(TwoMinds(|| "yes".into(), || vec![Ok("no".into())]));

    assert_eq!(broken(&subject), ["invoke_is_the_fold_of_the_stream"]);
}

/// Says on which kind of runtime it runs.
#[derive(Debug, Runnable)]
struct Aware;

impl Aware {
    async fn invoke(&self, _: Messages) -> String {
        format!("{:?}", tokio::runtime::Handle::current().runtime_flavor())
    }
}

#[test]
fn an_answer_that_depends_on_how_it_is_waited_for() {
    assert_eq!(broken(&subject!(Aware)), ["blocking_is_async"]);
}

/// Keeps what it still has to say where every stream takes from.
#[derive(Debug, Default, Runnable)]
struct Mixer(Mutex<Vec<&'static str>>);

impl Mixer {
    fn invoke(&self, _: Messages) -> &'static str {
        "abc"
    }

    fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> + Send {
        *self.0.lock().unwrap() = vec!["c", "b", "a"];
        stream::unfold((), |()| async {
            tokio::task::yield_now().await;
            let word = self.0.lock().unwrap().pop()?;
            Some((word, ()))
        })
    }
}

#[test]
fn streams_that_take_each_others_words() {
    assert_eq!(broken(&subject!(Mixer::default())), ["two_streams_at_once_do_not_mix"]);
}

#[test]
fn a_chunk_in_the_middle_that_says_it_is_the_last() {
    let subject = subject!(Streams(|_| vec![Ok(AiMessageChunk::from("a").into_last()), Ok("b".into())]));

    assert_eq!(broken(&subject), ["only_the_last_chunk_is_the_last"]);
}

#[test]
fn a_message_that_changes_its_id() {
    let subject = subject!(Streams(|_| vec![
        Ok(AiMessageChunk::from("a").with_id("1")),
        Ok(AiMessageChunk::from("b").with_id("2"))
    ]));

    assert_eq!(broken(&subject), ["a_message_has_one_id"]);
}

#[test]
fn a_model_that_ends_well_and_says_nothing() {
    assert_eq!(broken(&subject!(Streams(|_| vec![]))), ["a_chat_model_says_something"]);
}

#[test]
fn a_block_that_no_deltas_add_up_to() {
    let subject = subject!(Streams(|_| {
        let call = ServerToolCall { args: json!(["no", "object"]), ..ServerToolCall::default() };
        vec![Ok("a".into()), Ok(ContentBlock::ServerToolCall(Box::new(call)).into())]
    }));

    assert_eq!(broken(&subject), ["blocks_start_grow_and_finish"]);
}

#[test]
fn counts_that_grow_are_no_counts_to_add() {
    let cumulative = subject!(Streams(|_| vec![Ok(used(10, 1)), Ok(used(10, 2)), Ok(used(10, 3))]));
    let lost_on_the_way = subject!(TwoMinds(
        || AiMessage { usage: Some(Usage::new(10, 3)), ..AiMessage::from("a ") },
        || vec![Ok("a ".into())]
    ));
    let more_cached_than_read = subject!(Streams(|_| {
        let mut usage = Usage::new(10, 3);
        usage.input_token_details.set("cache_read", 11);
        vec![Ok(AiMessageChunk::from("a ").with_usage(usage))]
    }));

    for subject in [cumulative, lost_on_the_way, more_cached_than_read] {
        assert_eq!(broken(&subject), ["usage_is_counted_once"], "{subject:?}");
    }
}

#[test]
fn a_model_that_cannot_take_what_providers_take() {
    fn unless(input: &Messages, refuses: fn(&Message) -> bool) -> Result<AiMessage> {
        if input.iter().any(refuses) { Err(lost()) } else { Ok("a".into()) }
    }
    let cases = [
        (
            subject!(Answers(|input| Ok(input.last_text().chars().next().unwrap().to_string().into()))),
            "odd_texts_do_not_break_it",
        ),
        (
            subject!(Answers(|input| unless(input, |message| matches!(message, Message::Tool(_))))),
            "tool_results_are_taken",
        ),
        (
            subject!(Answers(|input| unless(
                input,
                |message| matches!(message, Message::Human(human) if human.name.is_some())
            ))),
            "named_messages_are_taken",
        ),
        (
            subject!(Answers(|input| unless(
                input,
                |message| matches!(message, Message::Human(human) if human.content.blocks().len() > 1)
            ))),
            "pictures_and_files_are_taken",
        ),
        (
            subject!(Answers(|input| if input.len() == 7 { Err(lost()) } else { Ok("a".into()) })),
            "messages_of_one_role_in_a_row_are_taken",
        ),
        (
            subject!(Answers(|input| if input.len() == 4 && matches!(input[3], Message::Human(_)) {
                Err(lost())
            } else {
                Ok("a".into())
            })),
            "a_conversation_is_taken",
        ),
    ];
    for (subject, law) in cases {
        assert_eq!(broken(&subject), [law]);
    }
}

#[test]
fn tool_calls_that_nobody_can_answer() {
    fn call(name: &str, id: Option<&str>) -> Result<AiMessage> {
        let call = ToolCall {
            name: name.into(),
            args: JsonObject::new().into(),
            id: id.map(Into::into),
            ..ToolCall::default()
        };
        Ok(ContentBlock::from(call).into())
    }
    let nameless = subject!(Answers(|_| call("", Some("1"))));
    let without_id = subject!(Answers(|_| call("f", None)));
    let invalid =
        subject!(Answers(|_| Ok(ContentBlock::InvalidToolCall(Box::<InvalidToolCall>::default()).into())));

    for subject in [nameless, without_id, invalid] {
        assert_eq!(broken(&subject), ["tool_calls_are_whole"]);
    }
}

/// Answers until it is told of tools.
#[derive(Debug, Clone, Copy, Runnable)]
struct Afraid {
    of_tools: bool,
}

impl Afraid {
    fn invoke(&self, _: Messages) -> Result<String> {
        if self.of_tools { Err(lost()) } else { Ok("a".to_owned()) }
    }
}

impl BindTools for Afraid {
    fn with_tools(&self, _: Vec<ToolSpec>, _: Option<ToolChoice>) -> Self {
        Self { of_tools: true }
    }
}

#[test]
fn a_model_that_breaks_when_it_is_told_of_tools() {
    assert_eq!(broken(&subject!(Afraid { of_tools: false })), ["tools_can_be_bound"]);
}

const SECRET: &str = "planted-secret";

/// Shows its key to whoever prints it.
#[derive(Debug, Runnable)]
struct Open {
    key: &'static str,
}

impl Open {
    fn invoke(&self, _: Messages) -> String {
        format!("a key of {} letters", self.key.len())
    }
}

#[test]
fn a_secret_that_is_shown() {
    let in_debug = subject!(Open { key: SECRET }, secret = SECRET);
    let in_a_cause =
        subject!(Answers(|_| Err(lost().with_source(format!("the key {SECRET} is wrong")))), secret = SECRET);
    let in_the_output = subject!(Streams(|_| vec![Ok(SECRET.into())]), secret = SECRET);

    for subject in [in_debug, in_a_cause, in_the_output] {
        assert_eq!(broken(&subject), ["no_secret_is_shown"]);
    }
}
