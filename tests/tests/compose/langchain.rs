//! The events of chains as langchain-core 1.8.2 tells them, run by run: `langchain/events.py` has written them down.
//!
//! Each run has the same place, tags, input, pieces and output, but for what is better here:
//!
//! | LangChain | here |
//! |---|---|
//! | a failed run has no end | an error event |
//! | the first step does not tell its input when it begins | every run that takes its input whole does |
//! | fallbacks wait for their whole input | they begin with the first piece of it, and tell it at their end |
//! | branches and fallbacks in a sequence give no pieces | they stream |
//! | the pieces of steps side by side come as they are scheduled | always in the same order |

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use runnable::compose::{Assign, Branch, Lambda, Parallel, Passthrough};
use runnable::{
    AiMessage, Backoff, BoxRunnable, ChatPromptTemplate, CommaSeparatedListOutputParser, Error, ErrorKind,
    JsonOutputParser, Messages, Phase, Record, RunConfig, Runnable, StrOutputParser, StreamEvent, WithConfig,
};
use runnable_tests::Scripted;
use serde_json::{Value, json};

use super::steps::events_of;

/// A model that says this, the words and the spaces between them one by one.
fn model(text: &str) -> WithConfig<Scripted> {
    let words: Vec<_> = text.split(' ').flat_map(|word| [" ", word]).skip(1).collect();
    Scripted::tokens(words).with_run_name("GenericFakeChatModel")
}

fn prompt() -> ChatPromptTemplate {
    ChatPromptTemplate::from_messages([("human", "{q}")])
}

fn said(text: &str) -> BoxRunnable<Messages, String> {
    (model(text) | StrOutputParser).boxed()
}

fn up() -> Lambda<String, String> {
    Lambda::new(|text: String| text.to_uppercase()).named("up")
}

/// The events of a chain that is asked `hi`.
fn asked(chain: impl Runnable<Input = Record>) -> Vec<StreamEvent> {
    events_of(chain.stream_events([("q", "hi")]).tags(["t0"]))
}

fn retried() -> Lambda<String, String> {
    let calls = AtomicUsize::new(0);
    let flaky = Lambda::new(move |text: String| match calls.fetch_add(1, Ordering::Relaxed) {
        0 | 1 => Err("not now"),
        _ => Ok(text),
    });
    let flaky = flaky.named("flaky").with_retry().backoff(Backoff::none());
    Lambda::new(move |text: String| {
        let flaky = flaky.clone();
        async move { flaky.call(text).await }
    })
    .named("calls")
}

/// The events of the chain of this name in `events.py`.
fn events(name: &str) -> Vec<StreamEvent> {
    let broken = Scripted::chunks([Err(Error::new(ErrorKind::Transport, "down"))]).with_run_name("Broken");
    match name {
        "pick" => {
            let both = Parallel::from((("a", prompt() | model("x y")), ("b", Passthrough::<Record>::new())));
            asked(both.pick::<AiMessage>("a") | StrOutputParser)
        }
        "assign" => asked(Assign::of([("x", prompt() | model("x y") | StrOutputParser)]).pick_all(["x"])),
        "branch" => {
            asked(prompt() | Branch::new().when(|_: &Messages| true, said("x y")).otherwise(said("x y")))
        }
        "default" => {
            asked(prompt() | Branch::new().when(|_: &Messages| false, model("x y")).otherwise(model("p q")))
        }
        "returned" => asked(prompt() | Lambda::new(|_: Messages| said("x y")).named("returned")),
        "bound" => {
            let oracle = model("x y").with_config(RunConfig::new().tags(["mine"]).run_name("oracle"));
            events_of((oracle | StrOutputParser).with_tags(["outer"]).stream_events("hi").tags(["t0"]))
        }
        "fallback" => asked(prompt() | (broken | StrOutputParser).with_fallbacks([said("x y")]) | up()),
        "nested" => {
            let inner = Parallel::from([("c", said("p q").pipe(up()))]);
            let same = Lambda::new(|record: Record| record).named("same");
            asked(prompt() | Parallel::from((("a", said("x y")), ("b", inner))) | same)
        }
        "json" => asked(prompt() | model(r#"{"a": "b", "d": [1, 2]}"#) | JsonOutputParser::untyped()),
        "list" => asked(prompt() | model("a, b, c") | CommaSeparatedListOutputParser),
        "retried" => asked(prompt() | model("x y") | StrOutputParser | retried()),
        "in_lists" => {
            let split = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
            let chain = Lambda::new(split).named("split") | up().each();
            events_of(chain.stream_events("a b").tags(["t0"]))
        }
        "models" => {
            let again = Lambda::new(|message: AiMessage| Messages::from(message)).named("again");
            asked(prompt() | model("p q") | again | model("x y") | StrOutputParser)
        }
        _ => Vec::new(),
    }
}

/// A value as `events.py` shows it.
fn shown(value: &Value) -> Value {
    let list = |items: &[Value]| items.iter().map(shown).collect::<Vec<_>>();
    match value {
        Value::Object(object) => match (object.get("content"), object.get("messages")) {
            (Some(content), _) => format!("<{}>", content.as_str().unwrap()).into(),
            (None, Some(Value::Array(messages))) => {
                let nested = messages.first().and_then(Value::as_array);
                list(nested.unwrap_or(messages)).into()
            }
            _ => object.iter().map(|(key, value)| (key.clone(), shown(value))).collect(),
        },
        Value::Array(items) => list(items).into(),
        plain => plain.clone(),
    }
}

/// The runs as `events.py` tells them, without the errors.
fn runs(events: &[StreamEvent]) -> Vec<Value> {
    let mut names = HashMap::new();
    let mut runs: Vec<(_, Value)> = Vec::new();
    for event in events.iter().filter(|event| event.event.phase() != Some(Phase::Error)) {
        let dump = serde_json::to_value(event).unwrap();
        let id = event.run_id();
        if names.insert(id, event.name().to_owned()).is_none() {
            let path = event.parent_ids().iter().chain([&id]).map(|id| names[id].as_str());
            let place = path.collect::<Vec<_>>().join("/");
            runs.push((id, json!({"run": place, "tags": event.tags(), "events": []})));
        }
        let data = dump["data"].as_object().unwrap();
        let data: Value = data.iter().map(|(key, value)| (key.clone(), shown(value))).collect();
        let (_, run) = runs.iter_mut().find(|(known, _)| *known == id).unwrap();
        run["events"].as_array_mut().unwrap().push(json!([event.event.to_string(), data]));
    }
    let mut runs: Vec<_> = runs.into_iter().map(|(_, run)| run).collect();
    runs.sort_by_key(|run| (run["run"].to_string(), run["tags"].to_string()));
    runs
}

/// Whether an event of the run is of this phase.
fn tells(run: &Value, phase: &str) -> bool {
    let mut events = run["events"].as_array().unwrap().iter();
    events.any(|event| event[0].as_str().unwrap().ends_with(phase))
}

/// The run without pieces, and the input of its start, where the other one does not tell them.
fn without_more_than(mut run: Value, other: &Value) -> Value {
    let events = run["events"].as_array_mut().unwrap();
    events.retain(|event| tells(other, "_stream") || !event[0].as_str().unwrap().ends_with("_stream"));
    if other["events"][0][1].get("input").is_none() {
        events[0][1].as_object_mut().unwrap().remove("input");
    }
    run
}

/// The run with its pieces sorted, where steps side by side give them.
fn in_order(mut run: Value) -> Value {
    if run["run"].as_str().unwrap().contains("Parallel") {
        run["events"].as_array_mut().unwrap().sort_by_key(Value::to_string);
    }
    run
}

#[test]
fn each_run_tells_what_it_tells_in_langchain() {
    let chains: HashMap<String, Vec<Value>> =
        serde_json::from_str(include_str!("langchain/events.json")).unwrap();
    assert!(chains.len() > 12);

    for (name, theirs) in chains {
        let ours = runs(&events(&name));
        let places = |runs: &[Value]| runs.iter().map(|run| run["run"].clone()).collect::<Vec<_>>();
        assert_eq!(places(&ours), places(&theirs), "{name}");
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            assert!(tells(&ours, "_stream") || !tells(&theirs, "_stream"), "{name}: {ours}");
            let [told, expected] =
                [without_more_than(ours.clone(), &theirs), without_more_than(theirs, &ours)];
            assert_eq!(in_order(told), in_order(expected), "{name}");
        }
    }
}
