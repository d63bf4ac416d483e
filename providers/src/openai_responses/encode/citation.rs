//! Citations, as the API sent them.

use runnable::message::Annotation;
use serde_json::Value;

/// An annotation in the API's own form: with an address it is of the web, else of a file.
pub(super) fn citation(annotation: &Annotation) -> Value {
    if let Some(native) = &annotation.value {
        return native.clone();
    }
    let mut fields = annotation.extras.clone();
    let kind = if annotation.url.is_some() { "url_citation" } else { "file_citation" };
    let title = if annotation.url.is_some() { "title" } else { "filename" };
    fields.insert("type".to_owned(), kind.into());
    if let Some(index) = fields.remove("file_index") {
        fields.insert("index".to_owned(), index);
    }
    let texts =
        [("url", &annotation.url), (title, &annotation.title), ("cited_text", &annotation.cited_text)];
    fields.extend(texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text.clone()?.into()))));
    let places = [("start_index", annotation.start_index), ("end_index", annotation.end_index)];
    fields.extend(places.into_iter().filter_map(|(key, place)| Some((key.to_owned(), place?.into()))));
    fields.into()
}
