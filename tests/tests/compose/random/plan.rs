//! A composition of steps from text to text, as data: it shrinks, and is printed where a law does not hold.

use std::sync::Arc;

use futures::StreamExt;
use proptest::prelude::*;
use runnable::compose::{Assign, Branch, Generator, Lambda, Parallel, Passthrough, Pick, Routed, Router};
use runnable::{AiMessageChunk, BoxRunnable, Error, ErrorKind, Messages, Record, Runnable, StrOutputParser};
use runnable_tests::Scripted;

#[derive(Debug, Clone)]
pub(super) enum Plan {
    /// A model that says this, and its parser.
    Model(Vec<String>),
    /// A model that says this, then fails.
    Broken(Vec<String>),
    Shout,
    Reverse,
    Pass,
    Then(Box<Self>, Box<Self>),
    Given(Box<Self>),
    Boxed(Box<Self>),
    Beside(Box<Self>, Box<Self>),
    PickFrom(Box<Self>, Box<Self>),
    Assigned(Box<Self>, Box<Self>),
    Chosen(Box<Self>, Box<Self>),
    Routed(Box<Self>, Box<Self>),
    Words(Box<Self>),
    Retried(Box<Self>),
    InsteadOfFailure(Box<Self>),
    ToldWhy(Box<Self>),
    Tagged(Box<Self>),
}

type Chain = BoxRunnable<String, String>;

impl Plan {
    /// The composition; the streams that work in it hold on to `work`.
    pub(super) fn build(&self, work: &Arc<()>) -> Chain {
        let build = |plan: &Self| plan.build(work);
        match self {
            Self::Model(tokens) => model(tokens.iter().map(|token| Ok(token.as_str().into())), work),
            Self::Broken(tokens) => {
                let said = tokens.iter().map(|token| Ok(token.as_str().into()));
                model(said.chain([Err(Error::new(ErrorKind::Transport, "boom"))]), work)
            }
            Self::Shout => holding(work, |text| text.to_uppercase()),
            Self::Reverse => Lambda::new(|text: String| text.chars().rev().collect::<String>()).boxed(),
            Self::Pass => Passthrough::new().boxed(),
            Self::Then(a, b) => build(a).pipe(build(b)).boxed(),
            Self::Given(a) => {
                let given = build(a);
                Lambda::new(move |_: String| given.clone()).boxed()
            }
            Self::Boxed(a) => build(a).boxed(),
            Self::Beside(a, b) => beside(build(a), build(b)).then(|record: Record| shown(&record)).boxed(),
            Self::PickFrom(a, b) => beside(build(a), build(b)).pick::<String>("b").boxed(),
            Self::Assigned(a, b) => {
                let made = Pick::<String>::new("text").pipe(build(b));
                let assign = Assign::new().with("made", made);
                let text = Parallel::new().branch("text", build(a)).pipe(assign);
                text.pick_all(["text", "made"]).then(|record: Record| shown(&record)).boxed()
            }
            Self::Chosen(a, b) => Branch::new()
                .when(|text: &String| text.len().is_multiple_of(2), build(a))
                .otherwise(build(b))
                .boxed(),
            Self::Routed(a, b) => {
                let key = |text: &str| if text.len() < 3 { "a" } else { "b" };
                let classify =
                    Lambda::new(move |text: String| Routed { key: key(&text).to_owned(), input: text });
                classify.pipe(Router::new().route("a", build(a)).route("b", build(b))).boxed()
            }
            Self::Words(a) => {
                let split = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
                let join = |words: Vec<String>| words.join(" ");
                Lambda::new(split).pipe(build(a).each()).then(join).boxed()
            }
            Self::Retried(a) => build(a).with_retry().boxed(),
            Self::InsteadOfFailure(a) => {
                Self::Broken(Vec::new()).build(work).with_fallbacks([build(a)]).boxed()
            }
            Self::ToldWhy(a) => {
                let broken = Lambda::new(|_: Record| Err::<String, _>("boom"));
                let other = Parallel::from((
                    ("text", Pick::<String>::new("text") | build(a)),
                    ("why", Pick::<String>::new("why")),
                ));
                let other = other.then(|record: Record| shown(&record));
                let named = Parallel::from([("text", Passthrough::<String>::new())]);
                named.pipe(broken.with_fallbacks([other]).error_key("why")).boxed()
            }
            Self::Tagged(a) => build(a).with_tags(["tagged"]).boxed(),
        }
    }
}

fn model(chunks: impl Iterator<Item = runnable::Result<AiMessageChunk>>, work: &Arc<()>) -> Chain {
    let parsed =
        Lambda::new(|text: String| Messages::from(text)).pipe(Scripted::chunks(chunks)) | StrOutputParser;
    parsed.pipe(holding(work, |text| text)).boxed()
}

/// Changes each piece, and holds on to something while it works.
fn holding(work: &Arc<()>, change: fn(String) -> String) -> Chain {
    let work = work.clone();
    let generator = Generator::<String, String>::new(move |pieces| {
        let held = work.clone();
        pieces
            .map(move |piece| {
                let _ = &held;
                piece.map(change)
            })
            .boxed()
    });
    generator.boxed()
}

fn beside(a: Chain, b: Chain) -> Parallel<String> {
    Parallel::new().branch("a", a).branch("b", b)
}

fn shown(record: &Record) -> String {
    serde_json::to_string(record).unwrap()
}

fn tokens(range: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-c ]{0,2}", range)
}

/// A composition that does not fail.
pub(super) fn plan() -> impl Strategy<Value = Plan> {
    let leaf = prop_oneof![
        tokens(1..4).prop_map(Plan::Model),
        Just(Plan::Shout),
        Just(Plan::Reverse),
        Just(Plan::Pass)
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let one = inner.clone().prop_map(Box::new);
        prop_oneof![
            2 => combined(inner),
            1 => one.clone().prop_map(Plan::Retried),
            1 => one.clone().prop_map(Plan::InsteadOfFailure),
            1 => one.prop_map(Plan::ToldWhy),
        ]
    })
}

/// A composition in which something may fail, at once or later. Nothing makes up for it: what can in a call need
/// not in a stream that has begun.
pub(super) fn failing_plan() -> impl Strategy<Value = Plan> {
    let leaf = prop_oneof![
        tokens(1..4).prop_map(Plan::Model),
        tokens(0..3).prop_map(Plan::Broken),
        Just(Plan::Shout),
        Just(Plan::Reverse),
    ];
    leaf.prop_recursive(4, 16, 2, combined)
}

fn combined(inner: impl Strategy<Value = Plan> + Clone + 'static) -> impl Strategy<Value = Plan> {
    let one = inner.prop_map(Box::new);
    let two = (one.clone(), one.clone());
    prop_oneof![
        3 => two.clone().prop_map(|(a, b)| Plan::Then(a, b)),
        1 => one.clone().prop_map(Plan::Given),
        1 => one.clone().prop_map(Plan::Boxed),
        2 => two.clone().prop_map(|(a, b)| Plan::Beside(a, b)),
        2 => two.clone().prop_map(|(a, b)| Plan::PickFrom(a, b)),
        2 => two.clone().prop_map(|(a, b)| Plan::Assigned(a, b)),
        2 => two.clone().prop_map(|(a, b)| Plan::Chosen(a, b)),
        2 => two.prop_map(|(a, b)| Plan::Routed(a, b)),
        1 => one.clone().prop_map(Plan::Words),
        1 => one.prop_map(Plan::Tagged),
    ]
}
