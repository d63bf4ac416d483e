//! Configuration: merge, inheritance, order.

use futures::executor::block_on;
use runnable::{RunConfig, RunContext, Runnable};
use runnable_tests::{Scripted, collect};
use serde_json::json;

#[test]
fn tags_are_united_and_metadata_is_replaced_per_key() {
    let left = RunConfig::new().tags(["b", "a"]).metadata("x", 1).metadata("y", 1).run_name("left");
    let right = RunConfig::new().tags(["c", "a"]).metadata("y", 2);

    let both = left.merge(right);

    assert_eq!(both.tags, ["a", "b", "c"]);
    assert_eq!(json!(both.metadata), json!({"x": 1, "y": 2}));
    assert_eq!(both.run_name.as_deref(), Some("left"));
}

#[test]
fn the_order_of_builder_calls_means_nothing() {
    let model = Scripted::tokens(["a"]);
    let config = RunConfig::new().tags(["c"]).run_name("config").metadata("k", "config");
    let first = |events: runnable::Events<'_, _>| block_on(collect(events)).remove(0).unwrap();

    let one = first(
        model.stream_events("hi").config(config.clone()).tags(["t"]).run_name("short").metadata("k", 1),
    );
    let two = first(model.stream_events("hi").metadata("k", 1).run_name("short").tags(["t"]).config(config));

    assert_eq!(one.tags(), ["c", "t"]);
    assert_eq!(one.name(), "short");
    assert_eq!(one.metadata()["k"], 1);
    assert_eq!((one.tags(), one.name(), one.metadata()), (two.tags(), two.name(), two.metadata()));
}

#[test]
fn a_name_and_an_id_are_not_inherited_and_the_rest_is() {
    let config = RunConfig::new().run_name("n").run_id(runnable::RunId::nil()).tags(["t"]).max_concurrency(3);

    let inherited = config.inherited();

    assert_eq!(inherited, RunConfig::new().tags(["t"]).max_concurrency(3));
}

#[test]
fn outside_a_run_the_configuration_is_the_default() {
    assert_eq!(RunContext::current().config(), RunConfig::default());
    assert!(RunContext::current().run_id().is_none());
    assert!(RunContext::current().dispatch("x", 1).is_err());
}
