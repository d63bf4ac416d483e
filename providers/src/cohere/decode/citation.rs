//! Which words of an answer are cited, and from where.

use runnable::JsonObject;
use runnable::message::Annotation;
use serde_json::Value;

/// A citation in the standard form: where the words stand in the answer, and title and address of the source if it is
/// one document. The sources are kept as they came.
pub(super) fn annotation(mut citation: JsonObject) -> Annotation {
    let start_index = citation.remove("start").and_then(|start| start.as_u64());
    let end_index = citation.remove("end").and_then(|end| end.as_u64());
    let document = match citation.get("sources").and_then(Value::as_array).map(Vec::as_slice) {
        Some([source]) => source.get("document"),
        _ => None,
    };
    let field = |name: &str| document?.get(name)?.as_str().map(str::to_owned);
    Annotation {
        title: field("title"),
        url: field("url"),
        start_index,
        end_index,
        extras: citation,
        ..Annotation::citation()
    }
}
