//! Where the words of a text come from.

use runnable::JsonObject;
use runnable::message::Annotation;
use serde_json::Value;

/// An annotation in the standard form: a page of the web or a file; one of any other type is kept whole.
pub(super) fn annotation(mut fields: JsonObject) -> Annotation {
    let kind = fields.get("type").and_then(Value::as_str).unwrap_or_default();
    let (title, url) = match kind {
        "url_citation" if fields.get("url").is_some_and(Value::is_string) => ("title", true),
        "file_citation" => ("filename", false),
        _ => {
            return Annotation {
                kind: "non_standard_annotation".to_owned(),
                value: Some(fields.into()),
                ..Annotation::default()
            };
        }
    };
    fields.remove("type");
    // `index` counts the blocks of a message; here it is where in the text the file is cited.
    if let (false, Some(index)) = (url, fields.remove("index")) {
        fields.insert("file_index".to_owned(), index);
    }
    Annotation {
        url: if url { text(&mut fields, "url") } else { None },
        title: text(&mut fields, title),
        cited_text: text(&mut fields, "cited_text"),
        start_index: number(&mut fields, "start_index"),
        end_index: number(&mut fields, "end_index"),
        extras: known(fields),
        ..Annotation::citation()
    }
}

fn text(fields: &mut JsonObject, key: &str) -> Option<String> {
    match fields.remove(key)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn number(fields: &mut JsonObject, key: &str) -> Option<u64> {
    fields.remove(key)?.as_u64()
}

fn known(mut fields: JsonObject) -> JsonObject {
    fields.retain(|_, value| !value.is_null());
    fields
}
