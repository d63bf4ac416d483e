//! A step's own configuration: who wins, what is handed down, what JSON may say.

use futures::executor::block_on;
use runnable::{RunConfig, RunContext, RunId, Runnable, StrOutputParser, StreamEvent};
use runnable_tests::{Scripted, Shout, collect};
use serde_json::json;

use super::steps::{events_of, step};

fn of<'a>(events: &'a [StreamEvent], name: &str) -> &'a StreamEvent {
    events.iter().find(|event| event.name() == name).unwrap()
}

#[test]
fn a_bound_configuration_adds_no_run() {
    let plain = Scripted::tokens(["a", "b"]);
    let bound = plain.clone().with_tags(["t"]);

    assert_eq!(events_of(bound.stream_events("hi")).len(), events_of(plain.stream_events("hi")).len());
}

#[test]
fn the_caller_wins_over_what_is_bound_and_that_over_what_is_inherited() {
    let bound =
        Shout.with_config(RunConfig::new().metadata("a", "bound").metadata("b", "bound").tags(["bound"]));
    let chain = step(move |input| {
        let bound = bound.clone();
        Box::pin(async move { Ok(bound.call(input).metadata("b", "call").tags(["call"]).await?.to_string()) })
    });
    let around = RunConfig::new().metadata("a", "around").metadata("c", "around").tags(["around"]);

    let events = events_of(chain.stream_events("hi").config(around));

    let model = of(&events, "Shout");
    assert_eq!(json!(model.metadata()), json!({"a": "bound", "b": "call", "c": "around"}));
    assert_eq!(model.tags(), ["around", "bound", "call"]);
}

#[test]
fn tags_from_around_stand_before_those_said_inside() {
    let bound = Shout.with_tags(["x", "bound"]);
    let chain = step(move |input| {
        let bound = bound.clone();
        Box::pin(async move { Ok(bound.call(input).tags(["call"]).await?.to_string()) })
    });

    let events = events_of(chain.with_tags(["outer"]).stream_events("hi").tags(["around"]));

    assert_eq!(of(&events, "Shout").tags(), ["around", "outer", "bound", "call", "x"]);
}

#[test]
fn the_tags_of_a_bound_step_are_sorted_among_those_of_the_sequence() {
    let inner = Shout.pipe(StrOutputParser).with_run_name("inner").with_tags(["i"]);
    let chain = inner.pipe(Shout);

    let events = events_of(chain.stream_events("hi").tags(["t"]));

    assert_eq!(of(&events, "inner").tags(), ["seq:step:1", "i", "t"]);
    let nested = events.iter().find(|event| event.parent_ids().len() == 2).unwrap();
    assert_eq!(nested.tags(), ["seq:step:1", "i", "t"]);
    assert_eq!(events.iter().filter(|event| event.tags() == ["seq:step:2", "t"]).count(), 3);
}

#[test]
fn of_two_bound_configurations_the_outer_wins() {
    let inner = Shout.with_run_name("inner").with_metadata("k", "inner").with_tags(["inner"]);
    let boxed = inner.clone().boxed().with_run_name("outer").with_metadata("k", "outer").with_tags(["outer"]);
    let merged = inner.with_run_name("outer").with_metadata("k", "outer").with_tags(["outer"]);

    let (boxed, merged) = (events_of(boxed.stream_events("hi")), events_of(merged.stream_events("hi")));

    for event in [&boxed[0], &merged[0]] {
        assert_eq!(event.name(), "outer");
        assert_eq!(event.metadata()["k"], "outer");
        assert_eq!(event.tags(), ["inner", "outer"]);
    }
}

#[test]
fn a_bound_sequence_is_one_step_with_a_run_of_its_own() {
    let inner = Shout.pipe(StrOutputParser).with_run_name("inner");
    let chain = inner.pipe(Shout);

    let events = events_of(chain.stream_events("hi").tags(["t0"]));

    assert_eq!(of(&events, "inner").tags(), ["seq:step:1", "t0"]);
    assert_eq!(of(&events, "StrOutputParser").tags(), ["seq:step:2", "t0"]);
    assert_eq!(of(&events, "StrOutputParser").parent_ids().len(), 2);
}

#[test]
fn name_and_id_are_of_one_run_and_the_rest_is_handed_down() {
    let chain = step(|input| Box::pin(async move { Ok(Shout.call(input).await?.to_string()) }));
    let config = RunConfig::new().run_name("mine").run_id(RunId::from_u128(7)).tags(["t"]).metadata("k", 1);

    let events = events_of(chain.stream_events("hi").config(config));

    assert_eq!((events[0].name(), events[0].run_id()), ("mine", RunId::from_u128(7)));
    let model = of(&events, "Shout");
    assert_ne!(model.run_id(), RunId::from_u128(7));
    assert_eq!(model.tags(), ["t"]);
    assert_eq!(model.metadata()["k"], 1);
}

#[test]
fn place_tags_are_not_handed_down() {
    let inner = step(|input| Box::pin(async move { Ok(Shout.call(input).await?.to_string()) }));
    let chain = Shout.pipe(StrOutputParser).pipe(inner);

    let events = events_of(chain.stream_events("hi").tags(["t"]));

    let nested = events.iter().find(|event| event.parent_ids().len() == 2).unwrap();
    assert_eq!(nested.tags(), ["t"]);
}

#[test]
fn a_hook_sees_configurable_values_and_limits() {
    let chain = step(|_| {
        Box::pin(async {
            let context = RunContext::current();
            let config = context.config();
            Ok(format!(
                "{} {} {:?}",
                config.configurable["user"],
                context.recursion_limit(),
                config.max_concurrency
            ))
        })
    });
    let bound = chain.with_config(RunConfig::new().configurable("user", "ada").max_concurrency(3));

    let seen = block_on(bound.call("hi").into_future()).unwrap();
    let limited =
        block_on(bound.call("hi").config(RunConfig::new().recursion_limit(2)).into_future()).unwrap();

    assert_eq!(seen, "\"ada\" 25 Some(3)");
    assert_eq!(limited, "\"ada\" 2 Some(3)");
    assert_eq!(RunContext::current().recursion_limit(), 25);
}

#[test]
fn the_configured_model_and_checkpoint_are_metadata_and_nothing_else_is() {
    let config = RunConfig::new()
        .configurable("model", "small")
        .configurable("checkpoint_ns", "ns")
        .configurable("thread_id", "t")
        .metadata("checkpoint_ns", "mine");

    let events = events_of(Shout.stream_events("hi").config(config));

    assert_eq!(json!(events[0].metadata()), json!({"model": "small", "checkpoint_ns": "mine"}));
}

#[test]
fn json_says_what_a_configuration_says_and_unknown_keys_are_configurable() {
    let config = RunConfig::from_json(json!({
        "tags": ["b", "a"],
        "metadata": {"k": 1},
        "run_name": "mine",
        "run_id": "00000000-0000-0000-0000-000000000007",
        "max_concurrency": 3,
        "recursion_limit": null,
        "configurable": {"x": 1},
        "foo": 1,
    }))
    .unwrap();

    let expected = RunConfig::new()
        .tags(["a", "b"])
        .metadata("k", 1)
        .run_name("mine")
        .run_id(RunId::from_u128(7))
        .max_concurrency(3)
        .configurable("x", 1)
        .configurable("foo", 1);
    assert_eq!(config, expected);
}

#[test]
fn json_of_another_type_is_an_error_that_names_the_key() {
    for (config, named) in [
        (json!({"tags": "a"}), "`tags`"),
        (json!({"max_concurrency": -1}), "`max_concurrency`"),
        (json!({"callbacks": []}), "`callbacks`"),
        (json!([]), "object"),
    ] {
        let error = RunConfig::from_json(config).unwrap_err();
        assert_eq!(error.kind(), runnable::ErrorKind::Config);
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[test]
fn the_limit_of_a_batch_may_be_bound_or_inherited() {
    let most = |bound: bool| {
        let open = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let most = open.clone();
        let inner = step(move |_| {
            let open = open.clone();
            Box::pin(async move {
                let config = RunContext::current().config();
                open.fetch_max(config.max_concurrency.unwrap_or(0), std::sync::atomic::Ordering::SeqCst);
                Ok(String::new())
            })
        });
        let config = RunConfig::new().max_concurrency(2);
        if bound {
            block_on(inner.with_config(config).batch(["a", "b"]).into_future());
        } else {
            block_on(inner.batch(["a", "b"]).config(config).into_future());
        }
        most.load(std::sync::atomic::Ordering::SeqCst)
    };

    assert_eq!((most(true), most(false)), (2, 2));
}

#[test]
fn laws_hold_under_a_configuration() {
    let model = Scripted::tokens(["a", "b"]).with_tags(["t"]);

    let invoked = block_on(model.call("hi").into_future()).unwrap();
    let streamed: String =
        block_on(collect(model.stream("hi"))).into_iter().map(|chunk| chunk.unwrap().to_string()).collect();
    let transformed = block_on(collect(model.transform(futures::stream::iter([Ok("hi".into())]))));

    assert_eq!(invoked.text(), streamed);
    assert_eq!(transformed.len(), 2);
    assert_eq!(model.blocking().call("hi").unwrap().text(), "ab");
}
