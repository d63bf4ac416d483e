//! JSON schemas that the API takes.

use runnable::JsonObject;
use serde_json::Value;

/// The schema with every object closed: the API wants it of the form of an answer.
pub(super) fn closed(mut schema: Value) -> Value {
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    let Value::Object(fields) = schema else { return };
    if fields.get("type").is_some_and(|kind| kind == "object") {
        fields.insert("additionalProperties".to_owned(), false.into());
    }
    for key in ["properties", "$defs", "definitions"] {
        let named = fields.get_mut(key).and_then(Value::as_object_mut);
        named.into_iter().flat_map(JsonObject::values_mut).for_each(close);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let listed = fields.get_mut(key).and_then(Value::as_array_mut);
        listed.into_iter().flatten().for_each(close);
    }
    fields.get_mut("items").into_iter().for_each(close);
}

/// The schema without "or null". The API takes 16 parameters of several types in all tools together, and one that may
/// be null can be left out as well.
pub(super) fn without_null(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let mut out = JsonObject::new();
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("anyOf", Value::Array(choices)) => any_of(choices, &mut out),
                    ("type", Value::Array(types)) => {
                        out.insert(key.clone(), without_null_type(types));
                    }
                    (_, value) => {
                        out.insert(key.clone(), without_null(value));
                    }
                }
            }
            out.into()
        }
        Value::Array(list) => list.iter().map(without_null).collect(),
        plain => plain.clone(),
    }
}

/// A choice of one is no choice: its fields are those of the schema that it stands in.
fn any_of(choices: &[Value], out: &mut JsonObject) {
    let some: Vec<_> = choices.iter().filter(|choice| choice["type"] != "null").map(without_null).collect();
    match some.as_slice() {
        [Value::Object(only)] => out.extend(only.clone()),
        [] => {
            out.insert("anyOf".to_owned(), choices.into());
        }
        _ => {
            out.insert("anyOf".to_owned(), some.into());
        }
    }
}

fn without_null_type(types: &[Value]) -> Value {
    let some: Vec<_> = types.iter().filter(|kind| *kind != "null").cloned().collect();
    match some.as_slice() {
        [only] => only.clone(),
        [] => types.into(),
        _ => some.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_parameter_that_may_be_null_has_one_type() {
        let schema = json!({"type": "object", "properties": {
            "a": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": null},
            "b": {"type": ["integer", "null"]},
            "c": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
        }});

        let properties = without_null(&schema)["properties"].take();
        assert_eq!(properties["a"], json!({"type": "string", "default": null}));
        assert_eq!(properties["b"], json!({"type": "integer"}));
        assert_eq!(properties["c"], json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}));
    }

    #[test]
    fn every_object_of_the_form_of_an_answer_is_closed() {
        let schema = json!({"type": "object", "properties": {"a": {"items": {"type": "object"}}}});

        let inner = json!({"items": {"type": "object", "additionalProperties": false}});
        let expected = json!({"type": "object", "additionalProperties": false, "properties": {"a": inner}});
        assert_eq!(closed(schema), expected);
    }
}
