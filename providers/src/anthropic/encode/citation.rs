//! Citations, as the API sent them.

use crate::refusal::Refusal;
use runnable::message::Annotation;
use serde_json::Value;

/// A citation in Anthropic's own form. Which one it is shows in the fields that say where the words stand.
pub(super) fn citation(annotation: &Annotation) -> Result<Value, Refusal> {
    if let Some(native) = &annotation.value {
        return Ok(native.clone());
    }
    let has = |field: &str| annotation.extras.contains_key(field);
    let (kind, title) = match () {
        () if annotation.url.is_some() => ("web_search_result_location", "title"),
        () if has("search_result_index") => ("search_result_location", "title"),
        () if has("start_char_index") => ("char_location", "document_title"),
        () if has("start_block_index") => ("content_block_location", "document_title"),
        () if has("start_page_number") => ("page_location", "document_title"),
        () => return Err(Refusal::new("a citation does not say where in its source the words stand")),
    };
    let mut citation = annotation.extras.clone();
    citation.remove("file_id");
    citation.insert("type".to_owned(), kind.into());
    citation.insert("cited_text".to_owned(), annotation.cited_text.clone().unwrap_or_default().into());
    citation.insert(title.to_owned(), annotation.title.clone().into());
    if let Some(url) = &annotation.url {
        citation.insert("url".to_owned(), url.as_str().into());
    }
    Ok(citation.into())
}
