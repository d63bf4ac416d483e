//! Where the words of an answer come from.

use runnable::JsonObject;
use runnable::message::Annotation;
use serde_json::Value;

/// A mark on the text in the standard form; one of an unknown type is kept whole.
pub(super) fn annotation(mut mark: Value) -> Annotation {
    let citation = mark.get_mut("url_citation").map(Value::take);
    match citation {
        Some(Value::Object(citation)) => cited(citation),
        _ if mark.get("type").is_some_and(|kind| kind == "url_citation") => match mark {
            Value::Object(citation) => cited(citation),
            _ => Annotation::citation(),
        },
        _ => Annotation {
            kind: "non_standard_annotation".to_owned(),
            value: Some(mark),
            ..Annotation::default()
        },
    }
}

fn cited(mut citation: JsonObject) -> Annotation {
    let mut text = |key: &str| match citation.remove(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (url, title) = (text("url"), text("title"));
    let mut place = |key: &str| citation.remove(key).as_ref().and_then(Value::as_u64);
    let (start_index, end_index) = (place("start_index"), place("end_index"));
    citation.retain(|key, value| !value.is_null() && key != "type");
    Annotation { url, title, start_index, end_index, extras: citation, ..Annotation::citation() }
}
