//! Where cited words come from.

use runnable::JsonObject;
use runnable::message::Annotation;
use serde_json::Value;

/// A citation in the standard form: words, title and address; what is left says where in the source they stand.
/// One of an unknown type is kept whole.
pub(super) fn annotation(mut citation: JsonObject) -> Annotation {
    let kind = citation.get("type").and_then(Value::as_str).unwrap_or_default();
    let is_web = kind == "web_search_result_location";
    let is_document = matches!(
        kind,
        "char_location" | "content_block_location" | "page_location" | "search_result_location"
    );
    let is_whole =
        citation.contains_key("cited_text") && (is_document || is_web && citation.contains_key("url"));
    if !is_whole {
        return Annotation {
            kind: "non_standard_annotation".to_owned(),
            value: Some(citation.into()),
            ..Annotation::default()
        };
    }

    let title = citation.remove("title");
    let title = if is_document { citation.remove("document_title").or(title) } else { title };
    let cited_text = citation.remove("cited_text");
    let url = if is_web { citation.remove("url") } else { None };
    citation.retain(|key, value| !(value.is_null() || matches!(key.as_str(), "type" | "index" | "extras")));
    Annotation {
        cited_text: cited_text.and_then(text),
        title: title.and_then(text),
        url: url.and_then(text),
        extras: citation,
        ..Annotation::citation()
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
