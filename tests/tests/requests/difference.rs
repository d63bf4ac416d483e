//! Differences that mean nothing.

use runnable::JsonObject;
use serde_json::Value;

/// A difference between two requests that mean the same.
pub(crate) struct Difference {
    /// Why it means nothing.
    pub(crate) reason: &'static str,
    /// Makes objects alike that differ so.
    pub(crate) forget: fn(&mut JsonObject),
}

pub(crate) const NULL: Difference = Difference {
    reason: "a field that is null says no more than one that is not there",
    forget: |object| object.retain(|_, value| !value.is_null()),
};

pub(crate) const WHITE_SPACE: Difference = Difference {
    reason: "a text that is JSON may have white space and any order",
    forget: |object| {
        for key in ["arguments", "schema"] {
            if let Some(Value::String(text)) = object.get_mut(key) {
                let value: Value = serde_json::from_str(text).expect("the text is JSON");
                *text = value.to_string();
            }
        }
    },
};

impl Difference {
    /// Makes values alike that differ so, at any depth.
    pub(crate) fn forget(&self, value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.values_mut().for_each(|value| self.forget(value));
                (self.forget)(object);
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.forget(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Removes a field that holds this.
pub(crate) fn remove_default(object: &mut JsonObject, key: &str, default: impl Into<Value>) {
    let default = default.into();
    object.retain(|name, value| name != key || *value != default);
}
