//! Models that fill schemas.

use std::collections::{BTreeMap, HashSet};

use runnable::{BindTools, ErrorKind, Message, Messages, Runnable, Streamable, ToolChoice, ToolSpec};
use runnable_fixtures::mock::SchemaModel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A type with one of everything that serde and schemars can say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Streamable)]
#[serde(deny_unknown_fields)]
struct Voyage {
    ship: String,
    crew: Vec<Sailor>,
    length: f64,
    days: u8,
    depth: Option<i16>,
    is_over: bool,
    cargo: BTreeMap<String, u32>,
    ending: Ending,
    position: (f32, f32),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Sailor {
    name: String,
    rank: Rank,
    taught: Option<Box<Sailor>>,
    friends: Vec<Sailor>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Rank {
    Captain,
    Cook,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind")]
enum Ending {
    Harbour { name: String },
    Wreck { survivors: Vec<String> },
}

#[tokio::test]
async fn any_structured_output_is_filled() {
    let mut seen = HashSet::new();
    for seed in 0..200 {
        let voyage = SchemaModel::new(seed).with_structured_output::<Voyage>().call("Tell me.").await;
        seen.insert(serde_json::to_string(&voyage.unwrap()).unwrap());
    }

    assert!(seen.len() > 190, "seeds give different values");
}

#[tokio::test]
async fn the_same_seed_says_the_same() {
    let answer = async |seed| {
        SchemaModel::new(seed).with_structured_output::<Voyage>().call("Tell me.").await.unwrap()
    };

    assert_eq!(answer(7).await, answer(7).await);
    assert_eq!(
        SchemaModel::new(7).call("hi").await.unwrap().text(),
        SchemaModel::new(7).call("hi").await.unwrap().text()
    );
}

fn tools() -> Vec<ToolSpec> {
    let schema =
        |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}, "required": [name]});
    vec![ToolSpec::new("look", schema("at")), ToolSpec::new("listen", schema("to"))]
}

async fn called(choice: ToolChoice, conversation: impl Into<Messages>) -> (Vec<String>, String) {
    let reply = SchemaModel::new(1).with_tools(tools(), choice.into()).call(conversation).await.unwrap();
    (reply.tool_calls().map(|call| call.name.clone()).collect(), reply.text().into_owned())
}

#[tokio::test]
async fn the_tools_that_are_called_are_those_that_may_be() {
    let results = || {
        Messages::from(vec![
            Message::human("hi"),
            Message::ai("let me see"),
            Message::tool("call_1_1", "a ship"),
            Message::tool("call_1_2", "the wind"),
        ])
    };
    let (both, silent): (Vec<_>, _) = (vec!["look".to_owned(), "listen".to_owned()], String::new());

    assert_eq!(called(ToolChoice::Auto, "hi").await, (both.clone(), silent.clone()));
    assert_eq!(called(ToolChoice::Auto, results()).await, (vec![], "a ship\nthe wind".to_owned()));
    assert_eq!(called(ToolChoice::Any, results()).await, (both, silent.clone()));
    assert_eq!(called("listen".into(), "hi").await, (vec!["listen".to_owned()], silent));
    assert_eq!(called(ToolChoice::None, "hi").await.0, Vec::<String>::new());
    let unknown = SchemaModel::new(1).with_tools(tools(), Some("smell".into())).call("hi").await.unwrap_err();
    assert_eq!(unknown.to_string(), "the model must call the tool `smell`, but was not told of it");
}

/// The arguments that a schema is filled with, for some seeds.
async fn filled(schema: Value) -> Vec<Value> {
    let mut all = Vec::new();
    for seed in 0..40 {
        let schema = json!({"type": "object", "properties": {"x": schema}, "required": ["x"], "$defs": {"even": {"type": "integer", "multipleOf": 2}}});
        let reply = SchemaModel::new(seed)
            .with_tools(vec![ToolSpec::new("t", schema)], Some(ToolChoice::Any))
            .call("hi")
            .await;
        all.push(reply.unwrap().tool_calls().next().unwrap().args["x"].clone());
    }
    all
}

type Check = Box<dyn Fn(&Value) -> bool>;

/// Schemas with limits, and whether a value keeps them.
fn limits() -> Vec<(Value, Check)> {
    let between =
        |low: f64, high: f64| move |value: &Value| value.as_f64().is_some_and(|x| (low..=high).contains(&x));
    let text = |low: usize, high: usize| {
        move |value: &Value| value.as_str().is_some_and(|text| (low..=high).contains(&text.chars().count()))
    };
    let list = |low: usize, high: usize| {
        move |value: &Value| value.as_array().is_some_and(|list| (low..=high).contains(&list.len()))
    };
    vec![
        (json!({"type": "integer", "minimum": -3, "exclusiveMaximum": 2}), Box::new(between(-3.0, 1.0))),
        (
            json!({"type": "integer", "minimum": 5, "maximum": 9, "multipleOf": 4}),
            Box::new(|value| *value == 8),
        ),
        (json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX}), Box::new(Value::is_i64)),
        (
            json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}),
            Box::new(between(0.01, 0.99)),
        ),
        (
            json!({"type": "number", "minimum": 1, "multipleOf": 0.5}),
            Box::new(|value| value.as_f64().unwrap() * 2.0 % 1.0 == 0.0),
        ),
        (json!({"type": "string", "minLength": 20, "maxLength": 22}), Box::new(text(20, 22))),
        (json!({"type": "string", "maxLength": 0}), Box::new(text(0, 0))),
        (
            json!({"type": "array", "items": {"type": "null"}, "minItems": 3, "maxItems": 4}),
            Box::new(list(3, 4)),
        ),
        (json!({"type": "array", "maxItems": 0}), Box::new(list(0, 0))),
        (
            json!({"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": true, "minItems": 2}),
            Box::new(list(2, 2)),
        ),
    ]
}

/// Schemas made of others, and whether a value fits.
fn compositions() -> Vec<(Value, Check)> {
    vec![
        (json!({"$ref": "#/$defs/even"}), Box::new(|value| value.as_i64().unwrap() % 2 == 0)),
        (
            json!({"anyOf": [{"$ref": "#/$defs/even"}, {"type": "null"}]}),
            Box::new(|value| value.is_null() || value.is_i64()),
        ),
        (
            json!({"allOf": [{"properties": {"a": {"const": 1}}}, {"required": ["a"]}]}),
            Box::new(|value| *value == json!({"a": 1})),
        ),
        (json!({"type": "integer", "minimum": 0.5, "maximum": 1.5}), Box::new(|value| *value == 1)),
        (json!({"type": "object", "required": ["a"]}), Box::new(|value| !value["a"].is_null())),
        (
            json!({"type": "object", "minProperties": 2, "additionalProperties": {"type": "null"}}),
            Box::new(|value| value.as_object().is_some_and(|object| object.len() == 2)),
        ),
        (
            json!({"type": "array", "contains": {"const": 7}}),
            Box::new(|value| value.as_array().is_some_and(|list| list.contains(&json!(7)))),
        ),
        (
            json!({"$ref": "#/$defs/even", "minimum": 10, "maximum": 13}),
            Box::new(|value| *value == 10 || *value == 12),
        ),
        (
            json!({"allOf": [{"properties": {"a": {"minLength": 30}}}, {"properties": {"a": {"type": "string"}}, "required": ["a"]}]}),
            Box::new(|value| value["a"].as_str().is_some_and(|text| text.len() >= 30)),
        ),
        (
            json!({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 0.5}]}),
            Box::new(|value| value.as_f64().is_some_and(|number| number.fract() != 0.0 || number < 0.5)),
        ),
        (
            json!({"properties": {"a": {"enum": [1, 2]}}, "required": ["a"], "if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}}),
            Box::new(|value| value["a"] == 2 || !value["b"].is_null()),
        ),
        (
            json!({"patternProperties": {"^s_": {"type": "null"}}, "additionalProperties": false, "minProperties": 2}),
            Box::new(|value| value.as_object().is_some_and(|object| object.len() == 2)),
        ),
        (json!({"not": {"type": "string"}}), Box::new(|value| !value.is_string())),
        (json!({"const": null}), Box::new(Value::is_null)),
        (json!(true), Box::new(Value::is_string)),
        (json!({"type": ["boolean", "null"]}), Box::new(|value| value.is_boolean() || value.is_null())),
    ]
}

#[tokio::test]
async fn limits_of_a_schema_are_kept_and_its_parts_put_together() {
    for (schema, is_good) in limits().into_iter().chain(compositions()) {
        for value in filled(schema.clone()).await {
            assert!(is_good(&value), "{schema}: {value}");
        }
    }
}

#[tokio::test]
async fn a_schema_that_holds_itself_ends_where_it_may() {
    let next = |required: Value| json!({"type": "object", "properties": {"next": {"$ref": "#/properties/x"}}, "required": required});
    let tree = json!({"anyOf": [
        {"type": "integer"},
        {"type": "array", "prefixItems": [{"$ref": "#/properties/x"}, {"$ref": "#/properties/x"}], "minItems": 2},
    ]});

    assert_eq!(filled(next(json!([]))).await.len(), 40);
    assert_eq!(filled(tree).await.len(), 40);
    assert_eq!(
        refusal(next(json!(["next"]))).await,
        "no value was found that fits its schema: it holds itself for ever"
    );
}

/// What is said of a schema that cannot be filled.
async fn refusal(schema: Value) -> String {
    let schema = json!({"type": "object", "properties": {"x": schema}, "required": ["x"]});
    let model = SchemaModel::new(1).with_tools(vec![ToolSpec::new("t", schema)], Some(ToolChoice::Any));
    let error = model.call("hi").await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Unsupported, false));
    let words = error.to_string();
    words.strip_prefix("the tool `t` cannot be called: ").unwrap().to_owned()
}

#[tokio::test]
async fn what_cannot_be_filled_is_an_error_that_says_why() {
    let not_found = "no value was found that fits its schema: ";
    for (schema, why) in [
        (json!(false), "it asks for what it forbids"),
        (json!({"$ref": "#/$defs/gone"}), "it has nothing at \"#/$defs/gone\""),
        (json!({"enum": ["a"], "type": "integer"}), "`enum` leaves nothing"),
        (json!({"type": "integer", "minimum": 3, "maximum": 2}), "`maximum` is not kept"),
        (json!({"format": "uuid", "maxLength": 4}), "`minLength` and `maxLength` leave no text of its form"),
        (
            json!({"type": "array", "items": {"enum": [1]}, "uniqueItems": true, "minItems": 2}),
            "`uniqueItems` leaves too few",
        ),
        (
            json!({"type": "string", "pattern": "^(?=a)"}),
            "the pattern `^(?=a)` cannot be read: look-around, including look-ahead and look-behind, is not supported",
        ),
    ] {
        assert_eq!(refusal(schema).await, format!("{not_found}{why}"));
    }
    let unread = refusal(json!({"type": "array", "unevaluatedItems": false})).await;
    assert_eq!(unread, "`unevaluatedItems` in its schema is not understood");
}

#[tokio::test]
async fn a_pattern_is_kept_and_its_anchors() {
    let text = |is_good: fn(&str) -> bool| move |value: &Value| value.as_str().is_some_and(is_good);
    let checks: Vec<(Value, Check)> = vec![
        (
            json!({"pattern": "^[A-Z]{3}$"}),
            Box::new(text(|text| text.len() == 3 && *text == *text.to_uppercase())),
        ),
        (
            json!({"pattern": "^\\d{4}-\\d\\d$"}),
            Box::new(text(|text| text.len() == 7 && text.as_bytes()[4] == b'-')),
        ),
        (json!({"pattern": "^(red|green)$"}), Box::new(text(|text| matches!(text, "red" | "green")))),
        (
            json!({"pattern": "x+", "minLength": 8}),
            Box::new(text(|text| text.len() >= 8 && text.starts_with('x'))),
        ),
    ];
    for (schema, is_good) in checks {
        for value in filled(schema.clone()).await {
            assert!(is_good(&value), "{schema}: {value}");
        }
    }
}
