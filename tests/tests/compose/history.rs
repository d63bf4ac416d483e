//! History: what is remembered, when, and under which session.

use std::sync::Arc;

use futures::StreamExt;
use futures::executor::block_on;
use futures::future::BoxFuture;
use futures::stream;
use runnable::{
    ChatPromptTemplate, Descriptor, Error, ErrorKind, History, InMemoryHistory, Message, Messages, Result,
    RunConfig, RunType, Runnable, StrOutputParser,
};
use runnable_fixtures::snapshot;
use runnable_tests::{Scripted, collect};

use super::steps::{Takes, flake, said_until, texts};

/// Tells how many messages it was given, and the last one.
#[derive(Clone)]
struct Counts;

impl Runnable for Counts {
    type Input = Messages;
    type Output = runnable::AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Counts", RunType::ChatModel)
    }

    fn on_stream<'a>(&'a self, input: Messages) -> stream::BoxStream<'a, Result<runnable::AiMessageChunk>> {
        let words = [format!("{} ", input.len()), input.last_text().into_owned()];
        stream::iter(words).map(|word| Ok(word.as_str().into())).boxed()
    }
}

fn session(id: &str) -> RunConfig {
    RunConfig::new().configurable("session_id", id)
}

fn kept(store: &InMemoryHistory, session: &str) -> Vec<String> {
    let shown = |message: &Message| format!("{}: {}", message.role(), message.text());
    store.messages(session).iter().map(shown).collect()
}

#[test]
fn each_call_is_given_what_was_said_before() {
    let store = InMemoryHistory::new();
    let chat = Counts.with_history(store.clone(), "session_id");
    let say = |text: &str| block_on(chat.call(text).config(session("a")).into_future()).unwrap().to_string();

    assert_eq!(say("hi"), "1 hi");
    assert_eq!(say("and?"), "3 and?");
    assert_eq!(kept(&store, "a"), ["human: hi", "ai: 1 hi", "human: and?", "ai: 3 and?"]);
}

#[test]
fn a_stream_is_remembered_when_it_is_complete() {
    let store = InMemoryHistory::new();
    let chat = Counts.with_history(store.clone(), "session_id");
    let mut pieces = chat.stream("hi").config(session("a"));

    block_on(pieces.next());
    block_on(pieces.next());
    assert!(kept(&store, "a").is_empty());
    assert!(block_on(pieces.next()).is_none());

    assert_eq!(kept(&store, "a"), ["human: hi", "ai: 1 hi"]);
}

#[test]
fn what_fails_or_is_dropped_is_not_remembered() {
    let store = InMemoryHistory::new();
    let broken = Takes::new([said_until(["a"], flake("cut"))]).with_history(store.clone(), "session_id");
    let chat = Counts.with_history(store.clone(), "session_id");

    assert_eq!(block_on(texts(broken.stream("hi").config(session("a")))), ["a", "[cut]"]);
    block_on(broken.call("hi").config(session("a")).into_future()).unwrap_err();
    block_on(chat.stream("hi").config(session("a")).next());

    assert!(kept(&store, "a").is_empty());
}

#[test]
fn sessions_are_apart() {
    let store = InMemoryHistory::new();
    let chat = Counts.with_history(store.clone(), "session_id");

    for id in ["a", "b"] {
        block_on(chat.call("hi").config(session(id)).into_future()).unwrap();
    }
    store.clear("a");

    assert!(kept(&store, "a").is_empty());
    assert_eq!(kept(&store, "b").len(), 2);
}

#[test]
fn a_call_without_a_session_is_an_error_that_names_the_key() {
    let chat = Counts.with_history(InMemoryHistory::new(), "session_id");

    let missing = block_on(chat.call("hi").into_future()).unwrap_err();
    let streamed = block_on(collect(chat.stream("hi"))).remove(0).unwrap_err();
    let wrong =
        block_on(chat.call("hi").config(RunConfig::new().configurable("session_id", true)).into_future());

    let expected = "the history needs the configurable value `session_id`: the id of the session";
    assert_eq!((missing.kind(), missing.to_string().as_str()), (ErrorKind::Config, expected));
    assert_eq!(streamed.to_string(), expected);
    assert_eq!(wrong.unwrap_err().to_string(), format!("{expected}, not true"));
}

#[test]
fn the_answer_of_a_chain_that_gives_text_is_the_models() {
    let store = InMemoryHistory::new();
    let chat = (Counts | StrOutputParser).with_history(store.clone(), "session_id");

    assert_eq!(block_on(chat.call("hi").config(session("a")).into_future()).unwrap(), "1 hi");
    assert_eq!(kept(&store, "a"), ["human: hi", "ai: 1 hi"]);
}

impl<R: Runnable> std::ops::BitOr<R> for Counts
where
    runnable::AiMessage: runnable::Feeds<R::Input>,
{
    type Output = runnable::Sequence<Self, R>;

    fn bitor(self, next: R) -> Self::Output {
        self.pipe(next)
    }
}

#[test]
fn a_prompt_is_given_the_conversation_where_it_has_a_place_for_it() {
    let store = InMemoryHistory::new();
    let prompt =
        ChatPromptTemplate::new().system("You are {who}.").placeholder("history").human("{question}");
    let chat = (prompt | Counts).with_history(store.clone(), "session_id").input_key("question");
    let say = |question: &str| {
        let input = [("who", "a cook"), ("question", question)];
        block_on(chat.call(input).config(session("a")).into_future()).unwrap().to_string()
    };

    assert_eq!(say("hi"), "2 hi");
    assert_eq!(say("and?"), "4 and?");
    assert_eq!(kept(&store, "a"), ["human: hi", "ai: 2 hi", "human: and?", "ai: 4 and?"]);
}

#[test]
fn a_record_of_several_values_needs_to_be_told_which_is_the_question() {
    let prompt = ChatPromptTemplate::new().placeholder("history").human("{who}: {question}");
    let chat = (prompt | Counts).with_history(InMemoryHistory::new(), "session_id");

    let error = block_on(chat.call([("who", "x"), ("question", "y")]).config(session("a")).into_future())
        .unwrap_err();
    let missing = block_on(
        chat.clone().input_key("qestion").call([("question", "y")]).config(session("a")).into_future(),
    );

    assert_eq!(error.to_string(), "the history needs `input_key`: the input has the values who, question");
    assert!(missing.unwrap_err().to_string().contains("did you mean `question`?"));
}

/// A store that cannot be written to.
struct ReadOnly;

impl History for ReadOnly {
    fn load<'a>(&'a self, _session: &'a str) -> BoxFuture<'a, Result<Vec<Message>>> {
        Box::pin(async { Ok(vec![Message::system("Be brief.")]) })
    }

    fn append<'a>(&'a self, _session: &'a str, _messages: Vec<Message>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Err(Error::new(ErrorKind::Step, "read only")) })
    }
}

#[test]
fn a_store_that_fails_fails_the_call() {
    let chat = Counts.with_history(Arc::new(ReadOnly), "session_id");

    assert_eq!(block_on(texts(chat.stream("hi").config(session("a")))), ["2 ", "hi", "[read only]"]);
    let error = block_on(chat.call("hi").config(session("a")).into_future()).unwrap_err();
    assert_eq!(error.to_string(), "read only");
}

#[test]
fn events_of_a_remembered_call() {
    let chat = Scripted::tokens(["a", "b"]).with_history(InMemoryHistory::new(), "session_id");

    insta::assert_snapshot!(block_on(snapshot::events(chat.stream_events("hey").config(session("a")))));
}
